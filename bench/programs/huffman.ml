(* stresses: priority queue on lists and arrays, tree walking, Buffer and string traffic *)
let n = if Array.length Sys.argv > 1 then int_of_string Sys.argv.(1) else 12_000_000
type tree = Leaf of { sym : char; w : int } | Branch of { l : tree; r : tree; w : int }
let w = function Leaf { w; _ } | Branch { w; _ } -> w
let text =
  let b = Buffer.create n and s = ref 7 in
  for _ = 1 to n do
    s := (!s * 1103515245 + 12345) land 0x3FFFFFFF;
    let k = (!s lsr 10) mod 1000 in
    Buffer.add_char b (Char.chr (97 + (k * k * 26 / 1000000)))
  done; Buffer.contents b
let rec push t = function [] -> [ t ] | x :: r as l -> if w t <= w x then t :: l else x :: push t r
let build s =
  let freq = Array.make 256 0 in
  String.iter (fun c -> let k = Char.code c in freq.(k) <- freq.(k) + 1) s;
  let q = ref [] in
  Array.iteri (fun k f -> if f > 0 then q := push (Leaf { sym = Char.chr k; w = f }) !q) freq;
  let rec go = function [] -> failwith "empty" | [ t ] -> t | a :: b :: r -> go (push (Branch { l = a; r = b; w = w a + w b }) r) in
  go !q
let codes t =
  let tbl = Array.make 256 "" in
  let rec walk p = function Leaf { sym; _ } -> tbl.(Char.code sym) <- (if p = "" then "0" else p) | Branch { l; r; _ } -> walk (p ^ "0") l; walk (p ^ "1") r in
  walk "" t; tbl
let encode tbl s = let b = Buffer.create 1024 in String.iter (fun c -> Buffer.add_string b tbl.(Char.code c)) s; Buffer.contents b
let decode t bits =
  let b = Buffer.create 1024 in
  let rec step i node = match node with
    | Leaf { sym; _ } -> Buffer.add_char b sym; if i < String.length bits then next i
    | Branch { l; r; _ } -> if i < String.length bits then step (i + 1) (if bits.[i] = '0' then l else r)
  and next i = match t with Leaf { sym; _ } -> Buffer.add_char b sym; if i + 1 < String.length bits then next (i + 1) | Branch _ -> step i t in
  next 0; Buffer.contents b
let () =
  let t = build text in let tbl = codes t in
  let bits = encode tbl text in
  Printf.printf "%d %d %b\n" n (String.length bits) (decode t bits = text);
  Array.iteri (fun i c -> if c <> "" && i < 105 then Printf.printf "%c:%s " (Char.chr i) c) tbl; print_newline ();
  Printf.printf "%s\n" (decode (build "aaaa") (encode (codes (build "aaaa")) "aaaa"))
