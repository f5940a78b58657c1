(* RUN: check *)
let () = Printf.printf "100%"
(* EXPECT exit=1
format_end.ml:2:28: error[E0270]: Invalid format: the string ends inside a conversion
  |
2 | let () = Printf.printf "100%"
  |                            ^
  = help: a percent sign is written %%
*)
