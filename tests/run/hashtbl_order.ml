(* iteration order, duplicates, resize, stats-free API *)
let show h = Hashtbl.iter (fun k v -> Printf.printf "%d=%s " k v) h; print_newline ()
let () =
  let h = Hashtbl.create 4 in
  for i = 1 to 30 do Hashtbl.add h (i * 37) (string_of_int i) done;
  show h; Printf.printf "%d\n" (Hashtbl.length h);
  Hashtbl.add h 37 "dup"; Hashtbl.add h 37 "dup2"; Printf.printf "%s [%s]\n" (Hashtbl.find h 37) (String.concat ";" (Hashtbl.find_all h 37));
  Hashtbl.remove h 37; Printf.printf "%s\n" (Hashtbl.find h 37); Hashtbl.replace h 37 "rep"; Printf.printf "[%s]\n" (String.concat ";" (Hashtbl.find_all h 37));
  Hashtbl.replace h 999 "new"; Hashtbl.remove h 12345; Printf.printf "%b %b %b\n" (Hashtbl.mem h 999) (Hashtbl.mem h 998) (Hashtbl.find_opt h 1 = None); show h;
  Printf.printf "%d\n" (Hashtbl.fold (fun k v acc -> k + String.length v + acc) h 0);
  let c = Hashtbl.copy h in Hashtbl.reset h; Printf.printf "%d %d\n" (Hashtbl.length h) (Hashtbl.length c);
  Hashtbl.filter_map_inplace (fun k v -> if k mod 2 = 0 then Some (v ^ "!") else None) c; show c; Hashtbl.clear c; show c;
  let s = Hashtbl.create 1 in
  List.iteri (fun i w -> Hashtbl.replace s w i) (String.split_on_char ' ' "the quick brown fox jumps over the lazy dog and the cat sat on the mat while a bird sang");
  Hashtbl.iter (fun k v -> Printf.printf "%s:%d " k v) s; print_newline ();
  print_endline (String.concat "," (Hashtbl.fold (fun k _ acc -> k :: acc) s []));
  let t = Hashtbl.create 10 in for i = 0 to 9 do for j = 0 to 2 do Hashtbl.add t (i, string_of_int j) (i * j) done done;
  Hashtbl.iter (fun (a, b) v -> Printf.printf "%d%s=%d " a b v) t; print_newline ();
  let f = Hashtbl.create 16 in List.iter (fun x -> Hashtbl.add f x ()) [ 0.0; -0.0; nan; 1.5; infinity; -1.5; 1e10 ];
  Printf.printf "%d %b %b\n" (Hashtbl.length f) (Hashtbl.mem f nan) (Hashtbl.mem f (-0.0)); Hashtbl.iter (fun k () -> Printf.printf "%g " k) f; print_newline ();
  let m = Hashtbl.create 3 in for i = 0 to 40 do Hashtbl.add m (i mod 5) i done; Hashtbl.iter (fun k v -> Printf.printf "%d:%d " k v) m; print_newline ();
  for i = 0 to 35 do Hashtbl.remove m (i mod 5) done; Hashtbl.iter (fun k v -> Printf.printf "%d:%d " k v) m; print_newline ();
  let st = Hashtbl.stats t in Printf.printf "%d %d %d\n" st.Hashtbl.num_bindings st.Hashtbl.num_buckets st.Hashtbl.max_bucket_length;
  let l = Hashtbl.create 7 in Hashtbl.add l [ 1; 2 ] "l12"; Hashtbl.add l [] "nil"; Hashtbl.add l [ 3 ] "l3"; Hashtbl.iter (fun k v -> Printf.printf "%d%s " (List.length k) v) l; print_newline ();
  Printf.printf "%s\n" (try Hashtbl.find l [ 9 ] with Not_found -> "Not_found")
