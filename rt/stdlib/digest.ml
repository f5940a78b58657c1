(* MD5, from RFC 1321.  Words of 32 bits are kept in ints. *)

type t = string

let compare (a : string) b = compare a b
let equal (a : string) b = a = b

(* The 64 constants are the integer parts of 2^32 |sin (i + 1)|. *)
let sines =
  Array.init 64
    (fun i -> int_of_float (4294967296. *. abs_float (sin (float (i + 1)))))

let shifts =
  [| 7; 12; 17; 22; 5; 9; 14; 20; 4; 11; 16; 23; 6; 10; 15; 21 |]

let mask = 0xFFFF_FFFF

(* One block of 64 bytes, at ofs in b; state is a b c d. *)
let block state b ofs =
  let va = ref state.(0) and vb = ref state.(1)
  and vc = ref state.(2) and vd = ref state.(3) in
  for i = 0 to 63 do
    let x = !vb and y = !vc and z = !vd in
    let f =
      if i < 16 then (x land y) lor (lnot x land z)
      else if i < 32 then (z land x) lor (lnot z land y)
      else if i < 48 then x lxor y lxor z
      else y lxor (x lor (lnot z land mask)) in
    let k =
      if i < 16 then i
      else if i < 32 then (5 * i + 1) land 15
      else if i < 48 then (3 * i + 5) land 15
      else (7 * i) land 15 in
    let word = Int32.to_int (Bytes.get_int32_le b (ofs + 4 * k)) land mask in
    let sum = (!va + f + word + sines.(i)) land mask in
    let s = shifts.(4 * (i lsr 4) + (i land 3)) in
    let turned = ((sum lsl s) lor (sum lsr (32 - s))) land mask in
    va := z;
    vd := y;
    vc := x;
    vb := (x + turned) land mask
  done;
  state.(0) <- (state.(0) + !va) land mask;
  state.(1) <- (state.(1) + !vb) land mask;
  state.(2) <- (state.(2) + !vc) land mask;
  state.(3) <- (state.(3) + !vd) land mask

let unsafe_digest b ofs len =
  let state = [| 0x67452301; 0xefcdab89; 0x98badcfe; 0x10325476 |] in
  let whole = len / 64 in
  for i = 0 to whole - 1 do
    block state b (ofs + 64 * i)
  done;
  let rest = len - 64 * whole in
  let size = if rest < 56 then 64 else 128 in
  let last = Bytes.make size '\000' in
  Bytes.unsafe_blit b (ofs + 64 * whole) last 0 rest;
  Bytes.set last rest '\128';
  Bytes.set_int64_le last (size - 8) (Int64.of_int (8 * len));
  block state last 0;
  if size = 128 then block state last 64;
  let r = Bytes.create 16 in
  for i = 0 to 3 do
    Bytes.set_int32_le r (4 * i) (Int32.of_int state.(i))
  done;
  Bytes.unsafe_to_string r

let bytes b = unsafe_digest b 0 (Bytes.length b)
let string s = bytes (Bytes.unsafe_of_string s)

let subbytes b ofs len =
  if ofs < 0 || len < 0 || ofs > Bytes.length b - len
  then invalid_arg "Digest.subbytes"
  else unsafe_digest b ofs len

let substring s ofs len =
  if ofs < 0 || len < 0 || ofs > String.length s - len
  then invalid_arg "Digest.substring"
  else unsafe_digest (Bytes.unsafe_of_string s) ofs len

let rec read_all c buf chunk =
  let n = input c chunk 0 (Bytes.length chunk) in
  if n > 0 then begin
    Buffer.add_subbytes buf chunk 0 n;
    read_all c buf chunk
  end

let channel c len =
  if len >= 0 then string (really_input_string c len)
  else begin
    let buf = Buffer.create 65536 in
    read_all c buf (Bytes.create 65536);
    string (Buffer.contents buf)
  end

let file name =
  let c = open_in_bin name in
  match channel c (-1) with
  | d -> close_in c; d
  | exception e -> close_in_noerr c; raise e

let output c d = output_string c d
let input c = really_input_string c 16

let hex_digit n = Char.unsafe_chr (if n < 10 then 48 + n else 87 + n)

let to_hex d =
  if String.length d <> 16 then invalid_arg "Digest.to_hex"
  else begin
    let r = Bytes.create 32 in
    for i = 0 to 15 do
      let n = Char.code d.[i] in
      Bytes.set r (2 * i) (hex_digit (n lsr 4));
      Bytes.set r (2 * i + 1) (hex_digit (n land 15))
    done;
    Bytes.unsafe_to_string r
  end

let hex_value c =
  match c with
  | '0' .. '9' -> Char.code c - 48
  | 'a' .. 'f' -> Char.code c - 87
  | 'A' .. 'F' -> Char.code c - 55
  | _ -> invalid_arg "Digest.from_hex"

let from_hex s =
  if String.length s <> 32 then invalid_arg "Digest.from_hex"
  else
    String.init 16
      (fun i -> Char.unsafe_chr (16 * hex_value s.[2 * i] + hex_value s.[2 * i + 1]))
