type t = int32

external neg : local_ int32 -> (int32 [@local_opt]) = "%int32_neg"
external add : local_ int32 -> local_ int32 -> (int32 [@local_opt]) = "%int32_add"
external sub : local_ int32 -> local_ int32 -> (int32 [@local_opt]) = "%int32_sub"
external mul : local_ int32 -> local_ int32 -> (int32 [@local_opt]) = "%int32_mul"
external div : local_ int32 -> local_ int32 -> (int32 [@local_opt]) = "%int32_div"
external rem : local_ int32 -> local_ int32 -> (int32 [@local_opt]) = "%int32_mod"
external logand : local_ int32 -> local_ int32 -> (int32 [@local_opt]) = "%int32_and"
external logor : local_ int32 -> local_ int32 -> (int32 [@local_opt]) = "%int32_or"
external logxor : local_ int32 -> local_ int32 -> (int32 [@local_opt]) = "%int32_xor"
external shift_left : local_ int32 -> int -> (int32 [@local_opt]) = "%int32_lsl"
external shift_right : local_ int32 -> int -> (int32 [@local_opt]) = "%int32_asr"
external shift_right_logical : local_ int32 -> int -> (int32 [@local_opt]) = "%int32_lsr"
external of_int : int -> (int32 [@local_opt]) = "%int32_of_int"
external to_int : local_ int32 -> int = "%int32_to_int"

let of_float x = of_int (int_of_float x)
let to_float n = float_of_int (to_int n)

external bits_of_float : local_ float -> (int32 [@local_opt]) = "caml_int32_bits_of_float" "caml_int32_bits_of_float_unboxed"
  [@@unboxed] [@@noalloc]
external float_of_bits : local_ int32 -> (float [@local_opt]) = "caml_int32_float_of_bits" "caml_int32_float_of_bits_unboxed"
  [@@unboxed] [@@noalloc]
external format : local_ string -> local_ int32 -> string = "caml_int32_format"
external of_string : local_ string -> int32 = "caml_int32_of_string"

let zero = 0l
let one = 1l
let minus_one = -1l
let max_int = shift_right_logical (-1l) 1
let min_int = shift_left 1l 31
let succ n = add n 1l
let pred n = sub n 1l
let abs n = if n < 0l then neg n else n
let lognot n = logxor n (-1l)
let to_string n = format "%d" n
let of_string_opt s = try Some (of_string s) with Failure _ -> None

let equal (a : int32) b = a = b
let compare (a : int32) b = compare a b
let min (a : int32) b = if a <= b then a else b
let max (a : int32) b = if a >= b then a else b

(* Unsigned operations *)

let unsigned_compare a b = compare (sub a min_int) (sub b min_int)
let unsigned_to_int n = Some (to_int n land 0xFFFF_FFFF)
let unsigned_div a b =
  of_int ((to_int a land 0xFFFF_FFFF) / (to_int b land 0xFFFF_FFFF))
let unsigned_rem a b =
  of_int ((to_int a land 0xFFFF_FFFF) mod (to_int b land 0xFFFF_FFFF))
