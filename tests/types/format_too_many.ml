(* RUN: check *)
let () = Printf.printf "%d\n" 1 2
(* EXPECT exit=1
format_too_many.ml:2:24: error[E0200]: This expression has type (int -> 'a -> 'b, out_channel, unit, unit, unit, 'a -> 'b) format6 but an expression was expected of type (int -> 'a -> 'b, out_channel, unit) format
  |
2 | let () = Printf.printf "%d\n" 1 2
  |                        ^^^^^^ (int -> 'a -> 'b, out_channel, unit, unit, unit, 'a -> 'b) format6
  = note: type `'a -> 'b` is not compatible with type `unit`
  = note: This is argument 1 of printf
*)
