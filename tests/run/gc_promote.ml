(* slow *)
(* many live structures surviving several collections, then dropped *)
type t = Leaf | Node of t * string * t
let rec build d = if d = 0 then Leaf else let l = build (d - 1) in let s = String.make (d + 1) (Char.chr (96 + d)) in Node (l, s, build (d - 1))
let rec sum = function Leaf -> 0 | Node (l, s, r) -> sum l + String.length s + sum r
let rec mirror = function Leaf -> Leaf | Node (l, s, r) -> let r' = mirror r in Node (r', s ^ "'", mirror l)
let () =
  let keep = Array.make 8 Leaf in
  for i = 0 to 31 do
    let t = build 6 in if i land 3 = 0 then keep.(i / 4) <- mirror t;
    if i mod 7 = 0 then Gc.minor (); if i mod 13 = 0 then Gc.full_major ();
    ignore (sum t)
  done;
  Array.iter (fun t -> Printf.printf "%d " (sum t)) keep; print_newline ();
  let closures = List.init 200 (fun i -> let s = string_of_int i and f = float i in fun x -> String.length s + x + int_of_float f) in
  Gc.full_major (); Printf.printf "%d\n" (List.fold_left (fun a f -> a + f 1) 0 closures);
  let strs = ref [] in for i = 1 to 30 do strs := String.make (i * 1000) (Char.chr (64 + i)) :: !strs; if i mod 10 = 0 then Gc.compact () done;
  Printf.printf "%d %b\n" (List.fold_left (fun a s -> a + String.length s) 0 !strs) (List.for_all (fun s -> s.[0] = s.[String.length s - 1]) !strs);
  let fl = Array.init 2000 (fun i -> sqrt (float i)) in let boxed = Array.to_list fl in Gc.full_major (); Printf.printf "%.6f %.6f\n" (Array.fold_left ( +. ) 0. fl) (List.fold_left ( +. ) 0. boxed);
  let lz = List.init 50 (fun i -> lazy (List.init i Fun.id)) in List.iteri (fun i l -> if i land 1 = 0 then ignore (Lazy.force l)) lz; Gc.full_major (); Printf.printf "%d\n" (List.fold_left (fun a l -> a + List.length (Lazy.force l)) 0 lz);
  let i64s = List.init 100 (fun i -> Int64.mul (Int64.of_int i) 0x100000001L) in Gc.full_major (); Printf.printf "%Ld\n" (List.fold_left Int64.add 0L i64s); let rec mk n = if n = 0 then [] else (n, float n, string_of_int n) :: mk (n - 1) in let l = mk 500 in Gc.full_major (); let s = List.fold_left (fun a (i, f, s) -> a +. float i +. f +. float (String.length s)) 0. l in Printf.printf "%g\n" s;
  let big = Bytes.make 300_000 'a' in Bytes.set big 299_999 'z'; Gc.full_major (); Printf.printf "%c%c\n" (Bytes.get big 0) (Bytes.get big 299_999); let bigarr = Array.make 50_000 None in bigarr.(49_999) <- Some "last"; bigarr.(0) <- Some (string_of_int 1); Gc.minor (); Gc.full_major (); (match bigarr.(0), bigarr.(49_999) with Some a, Some b -> print_endline (a ^ b) | _ -> print_endline "lost")
