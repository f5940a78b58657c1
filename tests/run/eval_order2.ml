(* Order of evaluation when some operands raise or mutate state. *)
exception E of string
let boom s = raise (E s)
let try_ f = try f () with E s -> print_endline ("raised " ^ s)
let counter = ref 0
let next () = incr counter; !counter
let three a b c = Printf.printf "%d %d %d\n" a b c
let () =
  three (next ()) (next ()) (next ());
  let a, b = next (), next () in
  Printf.printf "%d %d\n" a b;
  try_ (fun () -> ignore (boom "a" + boom "b"));
  try_ (fun () -> ignore [ boom "x"; boom "y" ]);
  try_ (fun () -> ignore (boom "p", boom "q"));
  try_ (fun () -> ignore ((boom "f" : int -> int) (boom "arg")));
  try_ (fun () -> if boom "cond" then print_endline "no");
  try_ (fun () -> let x = boom "let" in let _ = boom "let2" in x);
  try_ (fun () -> (boom "s1" : unit); boom "s2");
  try_ (fun () -> for _ = boom "lo" to boom "hi" do () done);
  let r = ref 1 in
  let v = !r + (r := 10; 5) in
  Printf.printf "v=%d r=%d\n" v !r;
  let f ~a ~b () = Printf.printf "a=%d b=%d\n" a b in
  f ~b:(print_string "eb "; 2) ~a:(print_string "ea "; 1) ();
  let arr = [| 1; 2; 3 |] in
  (try arr.(print_string "index "; 9) <- (print_string "value "; 1)
   with Invalid_argument m -> print_endline m);
  let rec mk n = if n = 0 then [] else begin
      print_int n; let tl = mk (n - 1) in print_char ','; n :: tl end in
  Printf.printf " len %d\n" (List.length (mk 5));
  let l = List.map (fun x -> print_int x; x) [ 1; 2; 3; 4 ] in
  print_newline ();
  ignore l;
  let a = Array.map (fun x -> print_int x; x) [| 1; 2; 3; 4 |] in
  print_newline (); ignore a;
  ignore (Array.init 4 (fun i -> print_int i; i)); print_newline ();
  ignore (List.init 4 (fun i -> print_int i; i)); print_newline ();
  ignore (String.map (fun c -> print_char c; c) "abcd"); print_newline ();
  ignore (List.fold_right (fun x acc -> print_int x; acc + x) [ 1; 2; 3 ] 0); print_newline ();
  ignore (List.map2 (fun x y -> print_int (x * y); 0) [ 1; 2; 3 ] [ 4; 5; 6 ]); print_newline ()
