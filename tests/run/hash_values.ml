(* Hashtbl.hash must be the same function as OCaml's. *)
type c = A | B | C of int | D of string * int
type r = { a : int; b : string }
let h x = Printf.printf "%d\n" (Hashtbl.hash x)
let () =
  h 0; h 1; h (-1); h 42; h 1000000; h max_int; h min_int; h 0x7FFFFFFF; h 0x80000000; h (1 lsl 40);
  h ""; h "a"; h "ab"; h "abc"; h "abcd"; h "abcde"; h "hello, world"; h (String.make 100 'x'); h "\000\001\255";
  h (String.make 1000 'q');
  h 'a'; h true; h false; h (); h []; h None;
  h 0.0; h (-0.0); h 1.0; h (-1.5); h nan; h infinity; h neg_infinity; h 1e300; h 3.14159; h (0.0 /. 0.0);
  h (1, 2); h (2, 1); h (1, 2, 3); h ("a", 1); h (1, "a", 2.5, 'c');
  h [ 1 ]; h [ 1; 2; 3 ]; h [ "a"; "b" ]; h [ [ 1 ]; [ 2; 3 ] ]; h [ 1.5; 2.5 ];
  h (Some 1); h (Some "x"); h (Some None); h (Ok 3); h (Error "e");
  h A; h B; h (C 1); h (C 2); h (D ("x", 3));
  h { a = 1; b = "q" }; h (ref 5); h (ref "r");
  h [| 1; 2; 3 |]; h [||]; h [| "a" |]; h [| 1.0; 2.0 |];
  h 1l; h (-1l); h Int32.max_int; h 1L; h (-1L); h Int64.min_int; h 123456789012345L; h 5n; h (-5n);
  h (List.init 20 (fun i -> i)); h (List.init 9 (fun i -> i)); h (List.init 10 (fun i -> i)); h (List.init 11 (fun i -> i));
  h (Array.init 50 (fun i -> (i, i)));
  h (((((1, 2), 3), 4), 5), 6);
  h (Bytes.of_string "abc");
  Printf.printf "%d %d\n" (Hashtbl.hash_param 3 5 [ 1; 2; 3; 4; 5 ]) (Hashtbl.hash_param 100 100 (List.init 50 string_of_int));
  Printf.printf "%d %d\n" (Hashtbl.seeded_hash 0 "abc") (Hashtbl.seeded_hash 17 "abc");
  Printf.printf "%d\n" (List.fold_left (fun acc i -> (acc * 31 + Hashtbl.hash (string_of_int i)) land 0xFFFFFF) 0 (List.init 500 (fun i -> i * i)))
