(* Strings are byte sequences that nobody changes: most functions are those of
   Bytes, seen through the two identities bos and bts. *)

type t = string

external length : local_ string -> int = "%string_length"
external get : local_ string -> int -> char = "%string_safe_get"
external unsafe_get : local_ string -> int -> char = "%string_unsafe_get"
external unsafe_blit : local_ string -> int -> local_ bytes -> int -> int -> unit = "caml_blit_string" [@@noalloc]
external bos : (string [@local_opt]) -> (bytes [@local_opt]) = "%bytes_of_string"
external bts : (bytes [@local_opt]) -> (string [@local_opt]) = "%bytes_to_string"

let make n c = bts (Bytes.make n c)
let init n f = bts (Bytes.init n f)
let empty = ""
let of_bytes b = Bytes.to_string b
let to_bytes s = Bytes.of_string s
let sub s ofs len = bts (Bytes.sub (bos s) ofs len)
let blit s ofs b ofs' len = Bytes.blit_string s ofs b ofs' len
let cat a b = a ^ b

let rec total_length n sep l =
  match l with
  | [] -> n
  | [s] -> n + length s
  | s :: l ->
    let n' = n + length s + sep in
    if n' < n then invalid_arg "String.concat" else total_length n' sep l

let rec concat_into r pos sep l =
  match l with
  | [] -> bts r
  | s :: l ->
    let n = length s in
    unsafe_blit s 0 r pos n;
    match l with
    | [] -> bts r
    | _ ->
      let m = length sep in
      unsafe_blit sep 0 r (pos + n) m;
      concat_into r (pos + n + m) sep l

let concat sep l =
  match l with
  | [] -> ""
  | _ -> concat_into (Bytes.create (total_length 0 (length sep) l)) 0 sep l

let iter f s =
  for i = 0 to length s - 1 do
    f (unsafe_get s i)
  done

let iteri f s =
  for i = 0 to length s - 1 do
    f i (unsafe_get s i)
  done

let map f s = bts (Bytes.map f (bos s))
let mapi f s = bts (Bytes.mapi f (bos s))
let fold_left f acc s = Bytes.fold_left f acc (bos s)
let fold_right f s acc = Bytes.fold_right f (bos s) acc
let for_all p s = Bytes.for_all p (bos s)
let exists p s = Bytes.exists p (bos s)

let trim s =
  let n = length s in
  if n > 0 && (Bytes.is_blank (unsafe_get s 0) || Bytes.is_blank (unsafe_get s (n - 1)))
  then bts (Bytes.trim (bos s))
  else s

let escaped s = bts (Bytes.unsafe_escape (bos s))

let uppercase_ascii s = bts (Bytes.uppercase_ascii (bos s))
let lowercase_ascii s = bts (Bytes.lowercase_ascii (bos s))
let capitalize_ascii s = bts (Bytes.capitalize_ascii (bos s))
let uncapitalize_ascii s = bts (Bytes.uncapitalize_ascii (bos s))

let index s c = Bytes.index (bos s) c
let index_opt s c = Bytes.index_opt (bos s) c
let rindex s c = Bytes.rindex (bos s) c
let rindex_opt s c = Bytes.rindex_opt (bos s) c
let index_from s i c = Bytes.index_from (bos s) i c
let index_from_opt s i c = Bytes.index_from_opt (bos s) i c
let rindex_from s i c = Bytes.rindex_from (bos s) i c
let rindex_from_opt s i c = Bytes.rindex_from_opt (bos s) i c
let contains s c = Bytes.contains (bos s) c
let contains_from s i c = Bytes.contains_from (bos s) i c
let rcontains_from s i c = Bytes.rcontains_from (bos s) i c
let starts_with ~prefix s = Bytes.starts_with ~prefix:(bos prefix) (bos s)
let ends_with ~suffix s = Bytes.ends_with ~suffix:(bos suffix) (bos s)

let rec split_before c s stop i acc =
  if i < 0 then sub s 0 stop :: acc
  else if unsafe_get s i = c
  then split_before c s i (i - 1) (sub s (i + 1) (stop - i - 1) :: acc)
  else split_before c s stop (i - 1) acc

let split_on_char c s = split_before c s (length s) (length s - 1) []

external equal : local_ t -> local_ t -> bool = "caml_string_equal" [@@noalloc]

let compare (a : string) b = compare a b

external get_uint8 : local_ string -> int -> int = "%string_safe_get"
external get_uint16_ne : local_ string -> int -> int = "%caml_string_get16"
external get_int32_ne : local_ string -> int -> (int32 [@local_opt]) = "%caml_string_get32"
external get_int64_ne : local_ string -> int -> (int64 [@local_opt]) = "%caml_string_get64"

let get_int8 s i = Bytes.get_int8 (bos s) i
let get_uint16_le s i = Bytes.get_uint16_le (bos s) i
let get_uint16_be s i = Bytes.get_uint16_be (bos s) i
let get_int16_ne s i = Bytes.get_int16_ne (bos s) i
let get_int16_le s i = Bytes.get_int16_le (bos s) i
let get_int16_be s i = Bytes.get_int16_be (bos s) i
let get_int32_le s i = Bytes.get_int32_le (bos s) i
let get_int32_be s i = Bytes.get_int32_be (bos s) i
let get_int64_le s i = Bytes.get_int64_le (bos s) i
let get_int64_be s i = Bytes.get_int64_be (bos s) i
