(* Comparing functional values. *)
let id x = Sys.opaque_identity x
let t name f =
  match f () with
  | b -> Printf.printf "%s: %b\n" name b
  | exception Invalid_argument m -> Printf.printf "%s: Invalid_argument %S\n" name m
let f x = x + 1
let g x = x + 2
type r = { fn : int -> int; tag : int }
let () =
  t "f = g" (fun () -> id f = id g);
  t "f = f" (fun () -> id f = id f);
  t "compare f f" (fun () -> compare (id f) (id f) = 0);
  t "f == f" (fun () -> id f == id f);
  t "f <> g" (fun () -> f <> g);
  t "f < g" (fun () -> f < g);
  t "pairs first differs" (fun () -> (1, f) = (2, g));
  t "pairs first same" (fun () -> (1, f) = (1, g));
  t "records" (fun () -> { fn = f; tag = 1 } = { fn = f; tag = 1 });
  t "tags" (fun () -> compare { fn = f; tag = 1 } { fn = f; tag = 2 } < 0);
  t "some" (fun () -> Some f = None);
  t "some some" (fun () -> Some f = Some g);
  t "list" (fun () -> [ f ] = [ f; g ]);
  let k n = fun x -> x + n in
  t "closures" (fun () -> k 1 = k 1);
  t "mem" (fun () -> List.mem f [ g; f ]);
  t "memq" (fun () -> List.memq f [ g; f ]);
  let same = id [ f ] in
  t "physically same list =" (fun () -> same = same);
  t "physically same list compare" (fun () -> compare same same = 0);
  t "lazy" (fun () -> let l = lazy (id 3) in l == l);
  t "partial" (fun () -> List.map (fun x -> x + 1) = List.map (fun x -> x))
