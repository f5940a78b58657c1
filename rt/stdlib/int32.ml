type t = int32

external neg : int32 -> int32 = "%int32_neg"
external add : int32 -> int32 -> int32 = "%int32_add"
external sub : int32 -> int32 -> int32 = "%int32_sub"
external mul : int32 -> int32 -> int32 = "%int32_mul"
external div : int32 -> int32 -> int32 = "%int32_div"
external rem : int32 -> int32 -> int32 = "%int32_mod"
external logand : int32 -> int32 -> int32 = "%int32_and"
external logor : int32 -> int32 -> int32 = "%int32_or"
external logxor : int32 -> int32 -> int32 = "%int32_xor"
external shift_left : int32 -> int -> int32 = "%int32_lsl"
external shift_right : int32 -> int -> int32 = "%int32_asr"
external shift_right_logical : int32 -> int -> int32 = "%int32_lsr"
external of_int : int -> int32 = "%int32_of_int"
external to_int : int32 -> int = "%int32_to_int"

let of_float x = of_int (int_of_float x)
let to_float n = float_of_int (to_int n)

external bits_of_float : float -> int32
  = "caml_int32_bits_of_float" "caml_int32_bits_of_float_unboxed"
  [@@unboxed] [@@noalloc]
external float_of_bits : int32 -> float
  = "caml_int32_float_of_bits" "caml_int32_float_of_bits_unboxed"
  [@@unboxed] [@@noalloc]
external format : string -> int32 -> string = "caml_int32_format"
external of_string : string -> int32 = "caml_int32_of_string"

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
