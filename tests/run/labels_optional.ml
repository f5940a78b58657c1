(* labelled and optional arguments *)
let f ?(x = (print_string "dx "; 1)) ?(y = (print_string "dy "; 2)) z = Printf.sprintf "x=%d y=%d z=%d" x y z
let g ~a ~b c = Printf.sprintf "a=%s b=%d c=%g" a b c
let h ?opt () = match opt with None -> "none" | Some v -> "some " ^ v
let wrap ?x ?y z = f ?x ?y z
let dep ?(base = 10) ?(limit = base * 2) n = min limit (base + n)
let range ?(start = 0) ?(step = 1) stop = let rec go i acc = if i >= stop then List.rev acc else go (i + step) (i :: acc) in go start []
let ho (k : a:int -> b:int -> int) = k ~b:1 ~a:10
let apply_opt (k : ?x:int -> int -> string) = k 5 ^ k ~x:9 6
let multi ?a ?b ~c ?d e = let s = function None -> "-" | Some n -> string_of_int n in Printf.sprintf "%s%s%d%s%d" (s a) (s b) c (s d) e
let only_labels ~x ~y = x - y
let unit_after ?(sep = ",") l () = String.concat sep l
let () =
  print_endline (f 0); print_endline (f ~x:5 0); print_endline (f ~y:6 0); print_endline (f ~y:8 ~x:7 0); print_endline (f ?x:None ?y:(Some 3) 0);
  print_endline (g ~a:"q" ~b:2 1.5); print_endline (g ~b:2 ~a:"q" 1.5); print_endline (g 1.5 ~b:3 ~a:"r"); print_endline (g "pos" 7 2.5);
  let p = g ~b:9 in print_endline (p ~a:"later" 0.5); let p2 = g ~a:"first" in print_endline (p2 ~b:1 1.0); print_endline (p2 2.0 ~b:4);
  let q = g 3.5 in print_endline (q ~b:1 ~a:"c-first");
  print_endline (h ()); print_endline (h ~opt:"v" ()); print_endline (wrap 1); print_endline (wrap ~y:5 1);
  Printf.printf "%d %d %d %d\n" (dep 3) (dep ~base:50 100) (dep ~limit:5 100) (dep ~base:1 ~limit:100 7);
  List.iter (Printf.printf "%d ") (range 5 @ range ~start:2 5 @ range ~step:3 10 @ range ~start:1 ~step:4 10); print_newline ();
  Printf.printf "%d\n" (ho (fun ~a ~b -> a - b)); print_endline (apply_opt (fun ?(x = 0) y -> Printf.sprintf "<%d,%d>" x y));
  print_endline (multi ~c:1 2); print_endline (multi ~d:7 ~c:1 2); print_endline (multi ~a:3 ~b:4 ~c:1 ~d:5 2); print_endline (multi ?a:(Some 1) ?b:None ~c:0 9);
  let m = multi ~b:8 in print_endline (m ~c:1 2); print_endline (m ~a:4 ~c:1 2);
  Printf.printf "%d %d\n" (only_labels ~y:1 ~x:5) (only_labels 5 1);
  print_endline (unit_after [ "a"; "b" ] ()); print_endline (unit_after ~sep:"--" [ "a"; "b" ] ());
  print_endline (String.concat "|" (List.map (fun x -> f ~x 1) [ 1; 2 ])); let x = 3 and y = 4 in print_endline (f ~x ~y 5)
