(* exit: 2 *)
let f l =
  let x :: _ = l in x
[@@warning "-8"]
let () = Printf.printf "%d\n" (f [ 1 ]); Printf.printf "%d\n" (f [])
