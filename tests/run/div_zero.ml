let id x = Sys.opaque_identity x
let t name f =
  match f () with
  | v -> Printf.printf "%s -> %d\n" name v
  | exception Division_by_zero -> Printf.printf "%s -> Division_by_zero\n" name
let () =
  t "1/0" (fun () -> id 1 / id 0);
  t "1 mod 0" (fun () -> id 1 mod id 0);
  t "0/0" (fun () -> id 0 / id 0);
  t "min/0" (fun () -> id min_int / id 0);
  t "const" (fun () -> 5 / 0);
  t "const mod" (fun () -> 5 mod 0);
  t "int32" (fun () -> Int32.to_int (Int32.div (id 5l) (id 0l)));
  t "int32 rem" (fun () -> Int32.to_int (Int32.rem (id 5l) (id 0l)));
  t "int64" (fun () -> Int64.to_int (Int64.div (id 5L) (id 0L)));
  t "int64 rem" (fun () -> Int64.to_int (Int64.rem (id 5L) 0L));
  t "native" (fun () -> Nativeint.to_int (Nativeint.div (id 5n) (id 0n)));
  t "int32 min" (fun () -> Int32.to_int (Int32.div (id Int32.min_int) (id (-1l))));
  t "int32 min rem" (fun () -> Int32.to_int (Int32.rem (id Int32.min_int) (id (-1l))));
  t "int64 min" (fun () -> compare (Int64.div (id Int64.min_int) (id (-1L))) Int64.min_int);
  t "int64 min rem" (fun () -> Int64.to_int (Int64.rem (id Int64.min_int) (id (-1L))));
  t "dropped" (fun () -> ignore (id 1 / id 0); 3);
  let l = List.map (fun d -> try 100 / d with Division_by_zero -> -1) [ 1; 0; 7; 0; -3 ] in
  List.iter (Printf.printf "%d ") l; print_newline ();
  Printf.printf "%g %g\n" (1.0 /. id 0.0) (Float.rem 1.0 (id 0.0))
