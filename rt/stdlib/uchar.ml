type t = int

external format_int : local_ string -> int -> string = "caml_format_int"
external unsafe_of_int : int -> t = "%identity"
external to_int : t -> int = "%identity"
external char_of_int : int -> char = "%identity"
external int_of_char : char -> int = "%identity"

let min = 0
let max = 0x10FFFF
let bom = 0xFEFF
let rep = 0xFFFD

let is_valid n = (0 <= n && n <= 0xD7FF) || (0xE000 <= n && n <= 0x10FFFF)

let succ u =
  if u = 0xD7FF then 0xE000
  else if u = max then invalid_arg "U+10FFFF has no successor"
  else u + 1

let pred u =
  if u = 0xE000 then 0xD7FF
  else if u = min then invalid_arg "U+0000 has no predecessor"
  else u - 1

let of_int n =
  if is_valid n then n
  else invalid_arg (format_int "%X" n ^ " is not an Unicode scalar value")

let is_char u = u < 256

let to_char u =
  if u > 255
  then invalid_arg ("U+" ^ format_int "%04X" u ^ " is not a latin1 character")
  else char_of_int u

let unsafe_to_char u = char_of_int u
let of_char c = int_of_char c
let equal (a : int) b = a = b
let compare (a : int) b = compare a b
let hash u = u
