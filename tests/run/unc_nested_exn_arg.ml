(* exit: 2 *)
exception Base of string
exception Outer of { cause : exn; depth : int64; xs : float array }
let () = raise (Outer { cause = Base "b"; depth = 3L; xs = [| 1.0 |] })
