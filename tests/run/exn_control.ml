(* exceptions as control flow; refs live across try; re-raise; crossing frames *)
exception Found of int
exception Stop
exception Carry of { at : int; seen : int list }
let find p a = try Array.iteri (fun i x -> if p x then raise (Found i)) a; None with Found i -> Some i
let sum_until_neg a =
  let s = ref 0 and i = ref 0 in
  (try while true do
       let x = a.(!i) in
       if x < 0 then raise Stop;
       s := !s + x; incr i
     done with Stop -> s := !s + 1000 | Invalid_argument _ -> s := !s + 2000);
  (!s, !i)
let rec dig n acc = if n = 0 then raise (Carry { at = n; seen = acc }) else 1 + dig (n - 1) (n :: acc)
let nested k =
  try
    try
      try if k = 0 then raise Not_found else if k = 1 then failwith "one" else if k = 2 then raise Stop else k
      with Not_found -> print_string "[inner NF]"; raise Stop
    with Failure m -> print_string ("[mid " ^ m ^ "]"); 10 * k
  with Stop -> print_string "[outer stop]"; -1
let count = ref 0
let rec with_handlers n = if n = 0 then raise (Found 0) else
    try with_handlers (n - 1) with Found k -> incr count; if k = n - 1 then raise (Found n) else raise Stop
let loops () =
  let acc = Buffer.create 16 in
  for i = 0 to 9 do
    try
      if i mod 3 = 0 then raise (Found i);
      if i mod 4 = 0 then failwith (string_of_int i);
      Buffer.add_string acc (Printf.sprintf "%d," i)
    with Found k -> Buffer.add_string acc (Printf.sprintf "F%d," k) | Failure s -> Buffer.add_string acc ("X" ^ s ^ ",")
  done;
  Buffer.contents acc
let cleanup_order = ref []
let guarded name f = match f () with
  | v -> cleanup_order := name :: !cleanup_order; v
  | exception e -> cleanup_order := (name ^ "!") :: !cleanup_order; raise e
let () =
  (match find (fun x -> x > 10) [| 1; 5; 20; 30 |] with Some i -> Printf.printf "found %d\n" i | None -> print_endline "none");
  (match find (fun x -> x > 100) [| 1 |] with Some _ -> () | None -> print_endline "none");
  let s, i = sum_until_neg [| 1; 2; 3; -1; 5 |] in Printf.printf "%d %d\n" s i;
  let s, i = sum_until_neg [| 1; 2 |] in Printf.printf "%d %d\n" s i;
  (try ignore (dig 10 []) with Carry { at; seen } -> Printf.printf "%d %d %d\n" at (List.length seen) (List.hd seen));
  for k = 0 to 3 do Printf.printf " %d\n" (nested k) done;
  (try ignore (with_handlers 50) with Found n -> Printf.printf "found %d count %d\n" n !count);
  print_endline (loops ());
  (try guarded "a" (fun () -> guarded "b" (fun () -> ignore (guarded "c" (fun () -> 1)); raise Exit)) with Exit -> ());
  print_endline (String.concat " " (List.rev !cleanup_order));
  let f x = match int_of_string x with 0 -> "zero" | n when n < 0 -> "neg" | _ -> "pos" | exception Failure _ -> "bad" in
  List.iter (fun x -> print_string (f x ^ " ")) [ "0"; "-4"; "9"; "zz" ]; print_newline ();
  let v = try (try raise Not_found with Failure _ -> 1) with Not_found -> 2 in
  let w = (try failwith "x" with e -> (try raise e with Failure m -> m ^ "!")) in
  Printf.printf "%d %s\n" v w;
  let total = ref 0 in
  for i = 1 to 2000 do try if i land 1 = 0 then raise (Found i) else total := !total + 1 with Found k -> total := !total + k done;
  Printf.printf "%d\n" !total
