type t = int64

external neg : local_ int64 -> (int64 [@local_opt]) = "%int64_neg"
external add : local_ int64 -> local_ int64 -> (int64 [@local_opt]) = "%int64_add"
external sub : local_ int64 -> local_ int64 -> (int64 [@local_opt]) = "%int64_sub"
external mul : local_ int64 -> local_ int64 -> (int64 [@local_opt]) = "%int64_mul"
external div : local_ int64 -> local_ int64 -> (int64 [@local_opt]) = "%int64_div"
external rem : local_ int64 -> local_ int64 -> (int64 [@local_opt]) = "%int64_mod"
external logand : local_ int64 -> local_ int64 -> (int64 [@local_opt]) = "%int64_and"
external logor : local_ int64 -> local_ int64 -> (int64 [@local_opt]) = "%int64_or"
external logxor : local_ int64 -> local_ int64 -> (int64 [@local_opt]) = "%int64_xor"
external shift_left : local_ int64 -> int -> (int64 [@local_opt]) = "%int64_lsl"
external shift_right : local_ int64 -> int -> (int64 [@local_opt]) = "%int64_asr"
external shift_right_logical : local_ int64 -> int -> (int64 [@local_opt]) = "%int64_lsr"
external of_int : int -> (int64 [@local_opt]) = "%int64_of_int"
external to_int : local_ int64 -> int = "%int64_to_int"
external of_int32 : local_ int32 -> (int64 [@local_opt]) = "%int64_of_int32"
external to_int32 : local_ int64 -> (int32 [@local_opt]) = "%int64_to_int32"
external of_nativeint : local_ nativeint -> (int64 [@local_opt]) = "%int64_of_nativeint"
external to_nativeint : local_ int64 -> (nativeint [@local_opt]) = "%int64_to_nativeint"
external of_float : local_ float -> (int64 [@local_opt]) = "caml_int64_of_float" "caml_int64_of_float_unboxed"
  [@@unboxed] [@@noalloc]
external to_float : local_ int64 -> (float [@local_opt]) = "caml_int64_to_float" "caml_int64_to_float_unboxed"
  [@@unboxed] [@@noalloc]
external bits_of_float : local_ float -> (int64 [@local_opt]) = "caml_int64_bits_of_float" "caml_int64_bits_of_float_unboxed"
  [@@unboxed] [@@noalloc]
external float_of_bits : local_ int64 -> (float [@local_opt]) = "caml_int64_float_of_bits" "caml_int64_float_of_bits_unboxed"
  [@@unboxed] [@@noalloc]
external format : local_ string -> local_ int64 -> string = "caml_int64_format"
external of_string : local_ string -> int64 = "caml_int64_of_string"

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
