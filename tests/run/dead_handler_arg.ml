(* What a handler ignores need not be made, though a call may also reach the handler. *)
let cut s = if String.length s > 40 then String.sub s 0 40 else s
let v : int32 = try if "a" <> cut ("" ^ "hello") then 0l else 99999l with _ -> 99999l
let w : float = try 3.14159 *. 0. with _ -> 0.
let f n s = try if n > 3 then raise (Failure s) else if n > 2 then failwith (cut s) else String.length (String.sub s n n) with _ -> -1
let () = Printf.printf "%ld %h %d %d %d %d\n" v w (f 1 "abc") (f 2 "abc") (f 3 "abc") (f 4 "abc")
let u = try Int32.to_int (snd ((let rec h n x = if n <= 0 then (0., x) else (1., x) in ignore h; 100.0), 7l)) :: [] with _ -> []
let () = List.iter print_int u; print_newline ()
