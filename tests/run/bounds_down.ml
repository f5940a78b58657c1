(* Loops that count down over arrays, strings and bigarrays, inside their bounds and past them. *)
let p = Printf.printf
let attempt name f =
  match f () with
  | x -> p "%s %d\n" name x
  | exception Invalid_argument s -> p "%s: %s\n" name s

let sum from last a =
  let s = ref 0 in
  for i = from downto last do s := (!s * 3) + a.(i) done;
  !s
let whole a = let s = ref 0 in for i = Array.length a - 1 downto 0 do s := (!s * 3) + a.(i) done; !s
let pairs a = let s = ref 0 in for i = Array.length a - 1 downto 1 do s := !s + (a.(i) * a.(i - 1)) done; !s
let too_high a = let s = ref 0 in for i = Array.length a downto 0 do s := !s + a.(i) done; !s
let too_low a = let s = ref 0 in for i = Array.length a - 1 downto -1 do s := !s + a.(i) done; !s
let below a = let s = ref 0 in for i = Array.length a - 1 downto 0 do s := !s + a.(i) * a.(i - 1) done; !s
let above a = let s = ref 0 in for i = Array.length a - 1 downto 0 do s := !s + a.(i + 1) done; !s
let other a b = let s = ref 0 in for i = Array.length a - 1 downto 0 do s := !s + b.(i) done; !s
let reverse s = let b = Buffer.create 8 in for i = String.length s - 1 downto 0 do Buffer.add_char b s.[i] done; Buffer.contents b
let fixed a = let s = ref 0 in for i = 3 downto 0 do s := !s + a.(i) done; !s
let () =
  List.iter
    (fun n ->
      let a = Array.init n (fun i -> i + 1) in
      let t name f = attempt (Printf.sprintf "%s %d" name n) (fun () -> f a) in
      t "whole" whole; t "pairs" pairs; t "too_high" too_high; t "too_low" too_low; t "below" below; t "above" above;
      t "fixed" fixed; t "other" (fun a -> other a [| 1; 2; 3 |]);
      t "sum" (sum (n - 1) 0); t "sum" (sum n 0); t "sum" (sum (n - 1) (-1)); t "sum" (sum (-1) 0); t "sum" (sum min_int max_int);
      p "%S\n" (reverse (String.init n (fun i -> Char.chr (97 + i)))))
    [ 0; 1; 3; 4; 5 ];
  let open Bigarray in
  let b = Array1.init int c_layout 5 (fun i -> i * i) and f = Array1.init int fortran_layout 5 (fun i -> i * i) in
  attempt "b" (fun () -> let s = ref 0 in for i = Array1.dim b - 1 downto 0 do s := (!s * 3) + b.{i} done; !s);
  attempt "b" (fun () -> let s = ref 0 in for i = Array1.dim b downto 0 do s := (!s * 3) + b.{i} done; !s);
  attempt "f" (fun () -> let s = ref 0 in for i = Array1.dim f downto 1 do s := (!s * 3) + f.{i} done; !s);
  attempt "f" (fun () -> let s = ref 0 in for i = Array1.dim f downto 0 do s := (!s * 3) + f.{i} done; !s);
  attempt "f" (fun () -> let s = ref 0 in for i = 1 to Array1.dim f do s := (!s * 3) + f.{i} done; !s);
  attempt "f" (fun () -> let s = ref 0 in for i = 0 to Array1.dim f do s := (!s * 3) + f.{i} done; !s)
