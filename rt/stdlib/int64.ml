type t = int64

external neg : int64 -> int64 = "%int64_neg"
external add : int64 -> int64 -> int64 = "%int64_add"
external sub : int64 -> int64 -> int64 = "%int64_sub"
external mul : int64 -> int64 -> int64 = "%int64_mul"
external div : int64 -> int64 -> int64 = "%int64_div"
external rem : int64 -> int64 -> int64 = "%int64_mod"
external logand : int64 -> int64 -> int64 = "%int64_and"
external logor : int64 -> int64 -> int64 = "%int64_or"
external logxor : int64 -> int64 -> int64 = "%int64_xor"
external shift_left : int64 -> int -> int64 = "%int64_lsl"
external shift_right : int64 -> int -> int64 = "%int64_asr"
external shift_right_logical : int64 -> int -> int64 = "%int64_lsr"
external of_int : int -> int64 = "%int64_of_int"
external to_int : int64 -> int = "%int64_to_int"
external of_int32 : int32 -> int64 = "%int64_of_int32"
external to_int32 : int64 -> int32 = "%int64_to_int32"
external of_nativeint : nativeint -> int64 = "%int64_of_nativeint"
external to_nativeint : int64 -> nativeint = "%int64_to_nativeint"
external of_float : float -> int64
  = "caml_int64_of_float" "caml_int64_of_float_unboxed"
  [@@unboxed] [@@noalloc]
external to_float : int64 -> float
  = "caml_int64_to_float" "caml_int64_to_float_unboxed"
  [@@unboxed] [@@noalloc]
external bits_of_float : float -> int64
  = "caml_int64_bits_of_float" "caml_int64_bits_of_float_unboxed"
  [@@unboxed] [@@noalloc]
external float_of_bits : int64 -> float
  = "caml_int64_float_of_bits" "caml_int64_float_of_bits_unboxed"
  [@@unboxed] [@@noalloc]
external format : string -> int64 -> string = "caml_int64_format"
external of_string : string -> int64 = "caml_int64_of_string"

let zero = 0L
let one = 1L
let minus_one = -1L
let max_int = shift_right_logical (-1L) 1
let min_int = shift_left 1L 63
let succ n = add n 1L
let pred n = sub n 1L
let abs n = if n < 0L then neg n else n
let lognot n = logxor n (-1L)
let to_string n = format "%d" n
let of_string_opt s = try Some (of_string s) with Failure _ -> None

let equal (a : int64) b = a = b
let compare (a : int64) b = compare a b
let min (a : int64) b = if a <= b then a else b
let max (a : int64) b = if a >= b then a else b

(* Unsigned operations *)

let unsigned_compare a b = compare (sub a min_int) (sub b min_int)
let unsigned_to_int n =
  if n >= 0L && n <= of_int Stdlib.max_int then Some (to_int n) else None

(* When the divisor has its top bit set the quotient is 0 or 1; otherwise divide
   half of the dividend, double, and correct. *)
let unsigned_div a b =
  if b < 0L then
    (if unsigned_compare a b < 0 then 0L else 1L)
  else if a >= 0L then div a b
  else begin
    let q = shift_left (div (shift_right_logical a 1) b) 1 in
    let r = sub a (mul q b) in
    if unsigned_compare r b >= 0 then succ q else q
  end

let unsigned_rem a b = sub a (mul (unsigned_div a b) b)
