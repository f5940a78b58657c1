(* RUN: check *)
let () = for (x, y) = 1 to 2 do () done
let () = for i = 1 2 do () done
(* EXPECT exit=1
for_pattern.ml:2:14: error[E0110]: Expected a variable or `_` after `for`
  |
2 | let () = for (x, y) = 1 to 2 do () done
  |              ^^^^^^
for_pattern.ml:3:22: error[E0110]: Expected `to` or `downto`, found `do`
  |
3 | let () = for i = 1 2 do () done
  |                      ^^
*)
