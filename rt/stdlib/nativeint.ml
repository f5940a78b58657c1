type t = nativeint

external neg : local_ nativeint -> (nativeint [@local_opt]) = "%nativeint_neg"
external add : local_ nativeint -> local_ nativeint -> (nativeint [@local_opt]) = "%nativeint_add"
external sub : local_ nativeint -> local_ nativeint -> (nativeint [@local_opt]) = "%nativeint_sub"
external mul : local_ nativeint -> local_ nativeint -> (nativeint [@local_opt]) = "%nativeint_mul"
external div : local_ nativeint -> local_ nativeint -> (nativeint [@local_opt]) = "%nativeint_div"
external rem : local_ nativeint -> local_ nativeint -> (nativeint [@local_opt]) = "%nativeint_mod"
external logand : local_ nativeint -> local_ nativeint -> (nativeint [@local_opt]) = "%nativeint_and"
external logor : local_ nativeint -> local_ nativeint -> (nativeint [@local_opt]) = "%nativeint_or"
external logxor : local_ nativeint -> local_ nativeint -> (nativeint [@local_opt]) = "%nativeint_xor"
external shift_left : local_ nativeint -> int -> (nativeint [@local_opt]) = "%nativeint_lsl"
external shift_right : local_ nativeint -> int -> (nativeint [@local_opt]) = "%nativeint_asr"
external shift_right_logical : local_ nativeint -> int -> (nativeint [@local_opt]) = "%nativeint_lsr"
external of_int : int -> (nativeint [@local_opt]) = "%nativeint_of_int"
external to_int : local_ nativeint -> int = "%nativeint_to_int"
external of_int32 : local_ int32 -> (nativeint [@local_opt]) = "%nativeint_of_int32"
external to_int32 : local_ nativeint -> (int32 [@local_opt]) = "%nativeint_to_int32"
external int64_of_float : local_ float -> (int64 [@local_opt]) = "caml_int64_of_float" "caml_int64_of_float_unboxed"
  [@@unboxed] [@@noalloc]
external int64_to_float : local_ int64 -> (float [@local_opt]) = "caml_int64_to_float" "caml_int64_to_float_unboxed"
  [@@unboxed] [@@noalloc]
external of_int64 : local_ int64 -> (nativeint [@local_opt]) = "%int64_to_nativeint"
external to_int64 : local_ nativeint -> (int64 [@local_opt]) = "%int64_of_nativeint"

let of_float x = of_int64 (int64_of_float x)
let to_float n = int64_to_float (to_int64 n)
external format : local_ string -> local_ nativeint -> string = "caml_nativeint_format"
external of_string : local_ string -> nativeint = "caml_nativeint_of_string"

let zero = 0n
let one = 1n
let minus_one = -1n
let size = 64
let max_int = shift_right_logical (-1n) 1
let min_int = shift_left 1n 63
let succ n = add n 1n
let pred n = sub n 1n
let abs n = if n < 0n then neg n else n
let lognot n = logxor n (-1n)
let to_string n = format "%d" n
let of_string_opt s = try Some (of_string s) with Failure _ -> None

let equal (a : nativeint) b = a = b
let compare (a : nativeint) b = compare a b
let min (a : nativeint) b = if a <= b then a else b
let max (a : nativeint) b = if a >= b then a else b

(* Unsigned operations *)

let unsigned_compare a b = compare (sub a min_int) (sub b min_int)
let unsigned_to_int n =
  if n >= 0n && n <= of_int Stdlib.max_int then Some (to_int n) else None

(* When the divisor has its top bit set the quotient is 0 or 1; otherwise divide
   half of the dividend, double, and correct. *)
let unsigned_div a b =
  if b < 0n then
    (if unsigned_compare a b < 0 then 0n else 1n)
  else if a >= 0n then div a b
  else begin
    let q = shift_left (div (shift_right_logical a 1) b) 1 in
    let r = sub a (mul q b) in
    if unsigned_compare r b >= 0 then succ q else q
  end

let unsigned_rem a b = sub a (mul (unsigned_div a b) b)
