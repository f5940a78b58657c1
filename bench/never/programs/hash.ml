(* 64-bit hashes: FNV-1a over a string as a fold, xorshift as a recursive function. *)
let fnv1a s =
  String.fold_left (fun h c -> Int64.mul (Int64.logxor h (Int64.of_int (Char.code c))) 0x100000001b3L) 0xcbf29ce484222325L s

let xorshift x =
  let x = Int64.logxor x (Int64.shift_left x 13) in
  let x = Int64.logxor x (Int64.shift_right_logical x 7) in
  Int64.logxor x (Int64.shift_left x 17)

let rec iterate n x = if n = 0 then x else iterate (n - 1) (xorshift x)

let () =
  let text = Sys.opaque_identity (String.init 1000 (fun i -> Char.chr (32 + (i * 7 mod 90)))) in
  let h = ref 1L in
  for _ = 1 to 100_000 do
    h := Int64.add (Int64.mul !h 31L) (fnv1a text)
  done;
  Printf.printf "%Lx %Lx\n" !h (iterate (Sys.opaque_identity 100_000_000) !h)
