(* RUN: check *)
let () = Printf.printf "a\tb\065 %q" 1
(* EXPECT exit=1
format_escapes.ml:2:34: error[E0270]: Invalid format: `%q` is not a conversion
  |
2 | let () = Printf.printf "a\tb\065 %q" 1
  |                                  ^^
  = help: a percent sign is written %%
*)
