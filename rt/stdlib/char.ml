type t = char

external code : char -> int = "%identity"
external unsafe_chr : int -> char = "%identity"

let chr n = if n < 0 || n > 255 then invalid_arg "Char.chr" else unsafe_chr n

external create : int -> bytes = "caml_create_bytes"
external set : local_ bytes -> int -> char -> unit = "%bytes_unsafe_set"
external to_string : (bytes [@local_opt]) -> (string [@local_opt]) = "%bytes_to_string"

let escaped c =
  match c with
  | '\'' -> "\\'"
  | '\\' -> "\\\\"
  | '\n' -> "\\n"
  | '\t' -> "\\t"
  | '\r' -> "\\r"
  | '\b' -> "\\b"
  | ' ' .. '~' -> let b = create 1 in set b 0 c; to_string b
  | _ ->
    let n = code c in
    let b = create 4 in
    set b 0 '\\';
    set b 1 (unsafe_chr (48 + n / 100));
    set b 2 (unsafe_chr (48 + n / 10 mod 10));
    set b 3 (unsafe_chr (48 + n mod 10));
    to_string b

let lowercase_ascii c =
  if c >= 'A' && c <= 'Z' then unsafe_chr (code c + 32) else c

let uppercase_ascii c =
  if c >= 'a' && c <= 'z' then unsafe_chr (code c - 32) else c

let compare (a : char) b = code a - code b
let equal (a : char) b = a = b
