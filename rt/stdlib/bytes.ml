type t = bytes

external length : local_ bytes -> int = "%bytes_length"
external string_length : local_ string -> int = "%string_length"
external get : local_ bytes -> int -> char = "%bytes_safe_get"
external set : local_ bytes -> int -> char -> unit = "%bytes_safe_set"
external unsafe_get : local_ bytes -> int -> char = "%bytes_unsafe_get"
external unsafe_set : local_ bytes -> int -> char -> unit = "%bytes_unsafe_set"
external create : int -> bytes = "caml_create_bytes"
external unsafe_fill : local_ bytes -> int -> int -> char -> unit = "caml_fill_bytes" [@@noalloc]
external unsafe_blit : local_ bytes -> int -> local_ bytes -> int -> int -> unit = "caml_blit_bytes" [@@noalloc]
external unsafe_blit_string : local_ string -> int -> local_ bytes -> int -> int -> unit = "caml_blit_string" [@@noalloc]
external unsafe_to_string : (bytes [@local_opt]) -> (string [@local_opt]) = "%bytes_to_string"
external unsafe_of_string : (string [@local_opt]) -> (bytes [@local_opt]) = "%bytes_of_string"
external unsafe_chr : int -> char = "%identity"
external code : char -> int = "%identity"

let make n c =
  let b = create n in
  unsafe_fill b 0 n c;
  b

let init n f =
  let b = create n in
  for i = 0 to n - 1 do
    unsafe_set b i (f i)
  done;
  b

let empty = create 0

let copy b =
  let n = length b in
  let r = create n in
  unsafe_blit b 0 r 0 n;
  r

let to_string b = unsafe_to_string (copy b)
let of_string s = copy (unsafe_of_string s)

let sub b ofs len =
  if ofs < 0 || len < 0 || ofs > length b - len
  then invalid_arg "String.sub / Bytes.sub"
  else begin
    let r = create len in
    unsafe_blit b ofs r 0 len;
    r
  end

let sub_string b ofs len = unsafe_to_string (sub b ofs len)

let extend b left right =
  let n = length b in
  let total = n + left + right in
  (* The sums of two numbers of the same sign that change sign overflow. *)
  let overflow =
    let s = n + left in
    (left >= 0 && s < n) || (left < 0 && s > n)
    || (right >= 0 && total < s) || (right < 0 && total > s) in
  if overflow then invalid_arg "Bytes.extend"
  else begin
    let r = create total in
    let src = if left < 0 then - left else 0 in
    let dst = if left < 0 then 0 else left in
    let len =
      let a = n - src and b = total - dst in
      if a <= b then a else b in
    if len > 0 then unsafe_blit b src r dst len;
    r
  end

let fill b ofs len c =
  if ofs < 0 || len < 0 || ofs > length b - len
  then invalid_arg "String.fill / Bytes.fill"
  else unsafe_fill b ofs len c

let blit a ofs b ofs' len =
  if len < 0 || ofs < 0 || ofs > length a - len
     || ofs' < 0 || ofs' > length b - len
  then invalid_arg "Bytes.blit"
  else unsafe_blit a ofs b ofs' len

let blit_string s ofs b ofs' len =
  if len < 0 || ofs < 0 || ofs > string_length s - len
     || ofs' < 0 || ofs' > length b - len
  then invalid_arg "String.blit / Bytes.blit_string"
  else unsafe_blit_string s ofs b ofs' len

let cat a b =
  let la = length a and lb = length b in
  let r = create (la + lb) in
  unsafe_blit a 0 r 0 la;
  unsafe_blit b 0 r la lb;
  r

(* Concatenation: total length first, separators included. *)
let rec total_length n sep l =
  match l with
  | [] -> n
  | [b] -> n + length b
  | b :: l ->
    let n' = n + length b + sep in
    if n' < n then invalid_arg "Bytes.concat" else total_length n' sep l

let rec concat_into r pos sep l =
  match l with
  | [] -> r
  | b :: l ->
    let n = length b in
    unsafe_blit b 0 r pos n;
    match l with
    | [] -> r
    | _ ->
      let m = length sep in
      unsafe_blit sep 0 r (pos + n) m;
      concat_into r (pos + n + m) sep l

let concat sep l =
  match l with
  | [] -> empty
  | _ -> concat_into (create (total_length 0 (length sep) l)) 0 sep l

(* Iterators *)

let iter f b =
  for i = 0 to length b - 1 do
    f (unsafe_get b i)
  done

let iteri f b =
  for i = 0 to length b - 1 do
    f i (unsafe_get b i)
  done

let map f b =
  let n = length b in
  if n = 0 then b
  else begin
    let r = create n in
    for i = 0 to n - 1 do
      unsafe_set r i (f (unsafe_get b i))
    done;
    r
  end

let mapi f b =
  let n = length b in
  if n = 0 then b
  else begin
    let r = create n in
    for i = 0 to n - 1 do
      unsafe_set r i (f i (unsafe_get b i))
    done;
    r
  end

let fold_left f acc b =
  let r = ref acc in
  for i = 0 to length b - 1 do
    r := f !r (unsafe_get b i)
  done;
  !r

let fold_right f b acc =
  let r = ref acc in
  for i = length b - 1 downto 0 do
    r := f (unsafe_get b i) !r
  done;
  !r

let rec for_all_from p b i =
  i = length b || (p (unsafe_get b i) && for_all_from p b (i + 1))

let for_all p b = for_all_from p b 0

let rec exists_from p b i =
  i <> length b && (p (unsafe_get b i) || exists_from p b (i + 1))

let exists p b = exists_from p b 0

(* Blanks *)

let is_blank c =
  match c with
  | ' ' | '\012' | '\n' | '\r' | '\t' -> true
  | _ -> false

let rec skip_blanks b i =
  if i < length b && is_blank (unsafe_get b i) then skip_blanks b (i + 1)
  else i

let rec drop_blanks b start i =
  if i > start && is_blank (unsafe_get b (i - 1))
  then drop_blanks b start (i - 1)
  else i

let trim b =
  let start = skip_blanks b 0 in
  let stop = drop_blanks b start (length b) in
  if start = stop then empty else sub b start (stop - start)

(* Escapes *)

let escaped_width c =
  match c with
  | '"' | '\\' | '\n' | '\t' | '\r' | '\b' -> 2
  | ' ' .. '~' -> 1
  | _ -> 4

let rec escaped_length b i n =
  if i = length b then n
  else escaped_length b (i + 1) (n + escaped_width (unsafe_get b i))

let rec escape_into r j b i =
  if i < length b then begin
    let c = unsafe_get b i in
    match escaped_width c with
    | 1 ->
      unsafe_set r j c;
      escape_into r (j + 1) b (i + 1)
    | 2 ->
      unsafe_set r j '\\';
      unsafe_set r (j + 1)
        (match c with
         | '\n' -> 'n'
         | '\t' -> 't'
         | '\r' -> 'r'
         | '\b' -> 'b'
         | c -> c);
      escape_into r (j + 2) b (i + 1)
    | _ ->
      let n = code c in
      unsafe_set r j '\\';
      unsafe_set r (j + 1) (unsafe_chr (48 + n / 100));
      unsafe_set r (j + 2) (unsafe_chr (48 + n / 10 mod 10));
      unsafe_set r (j + 3) (unsafe_chr (48 + n mod 10));
      escape_into r (j + 4) b (i + 1)
  end

(* The argument itself if there is nothing to escape. *)
let unsafe_escape b =
  let n = escaped_length b 0 0 in
  if n = length b then b
  else begin
    let r = create n in
    escape_into r 0 b 0;
    r
  end

let escaped b =
  let r = unsafe_escape b in
  if r == b then copy b else r

(* Case *)

let uppercase_ascii b =
  let n = length b in
  let r = create n in
  for i = 0 to n - 1 do
    unsafe_set r i (Char.uppercase_ascii (unsafe_get b i))
  done;
  r

let lowercase_ascii b =
  let n = length b in
  let r = create n in
  for i = 0 to n - 1 do
    unsafe_set r i (Char.lowercase_ascii (unsafe_get b i))
  done;
  r

let capitalize_ascii b =
  let r = copy b in
  if length r > 0 then unsafe_set r 0 (Char.uppercase_ascii (unsafe_get r 0));
  r

let uncapitalize_ascii b =
  let r = copy b in
  if length r > 0 then unsafe_set r 0 (Char.lowercase_ascii (unsafe_get r 0));
  r

(* Searching.  The two loops return -1 if the character is not there. *)

let rec find_forward b n i c =
  if i >= n then -1
  else if unsafe_get b i = c then i
  else find_forward b n (i + 1) c

let rec find_backward b i c =
  if i < 0 then -1
  else if unsafe_get b i = c then i
  else find_backward b (i - 1) c

let found i = if i < 0 then raise Not_found else i
let found_opt i = if i < 0 then None else Some i

let index b c = found (find_forward b (length b) 0 c)
let index_opt b c = found_opt (find_forward b (length b) 0 c)
let rindex b c = found (find_backward b (length b - 1) c)
let rindex_opt b c = found_opt (find_backward b (length b - 1) c)

let index_from b i c =
  let n = length b in
  if i < 0 || i > n then invalid_arg "String.index_from / Bytes.index_from"
  else found (find_forward b n i c)

let index_from_opt b i c =
  let n = length b in
  if i < 0 || i > n
  then invalid_arg "String.index_from_opt / Bytes.index_from_opt"
  else found_opt (find_forward b n i c)

let rindex_from b i c =
  if i < -1 || i >= length b
  then invalid_arg "String.rindex_from / Bytes.rindex_from"
  else found (find_backward b i c)

let rindex_from_opt b i c =
  if i < -1 || i >= length b
  then invalid_arg "String.rindex_from_opt / Bytes.rindex_from_opt"
  else found_opt (find_backward b i c)

let contains_from b i c =
  let n = length b in
  if i < 0 || i > n
  then invalid_arg "String.contains_from / Bytes.contains_from"
  else find_forward b n i c >= 0

let contains b c = find_forward b (length b) 0 c >= 0

let rcontains_from b i c =
  if i < 0 || i >= length b
  then invalid_arg "String.rcontains_from / Bytes.rcontains_from"
  else find_backward b i c >= 0

(* Do the n bytes of p occur in b at ofs? (ofs + n <= length b) *)
let rec occurs_at b ofs p n i =
  i = n
  || (unsafe_get b (ofs + i) = unsafe_get p i && occurs_at b ofs p n (i + 1))

let starts_with ~prefix b =
  let n = length prefix in
  n <= length b && occurs_at b 0 prefix n 0

let ends_with ~suffix b =
  let n = length suffix in
  n <= length b && occurs_at b (length b - n) suffix n 0

(* Cutting, from the end *)
let rec split_before c b stop i acc =
  if i < 0 then sub b 0 stop :: acc
  else if unsafe_get b i = c
  then split_before c b i (i - 1) (sub b (i + 1) (stop - i - 1) :: acc)
  else split_before c b stop (i - 1) acc

let split_on_char c b = split_before c b (length b) (length b - 1) []

(* Comparison *)

external equal : local_ t -> local_ t -> bool = "caml_bytes_equal" [@@noalloc]

let compare (a : bytes) b = compare a b

(* Binary integers; the machine is little-endian. *)

external get_uint8 : local_ bytes -> int -> int = "%bytes_safe_get"
external get_uint16_ne : local_ bytes -> int -> int = "%caml_bytes_get16"
external get_int32_ne : local_ bytes -> int -> (int32 [@local_opt]) = "%caml_bytes_get32"
external get_int64_ne : local_ bytes -> int -> (int64 [@local_opt]) = "%caml_bytes_get64"
external set_uint8 : local_ bytes -> int -> int -> unit = "%bytes_safe_set"
external set_int8 : local_ bytes -> int -> int -> unit = "%bytes_safe_set"
external set_uint16_ne : local_ bytes -> int -> int -> unit = "%caml_bytes_set16"
external set_int16_ne : local_ bytes -> int -> int -> unit = "%caml_bytes_set16"
external set_int32_ne : local_ bytes -> int -> local_ int32 -> unit = "%caml_bytes_set32"
external set_int64_ne : local_ bytes -> int -> local_ int64 -> unit = "%caml_bytes_set64"
external swap16 : int -> int = "%bswap16"
external swap32 : local_ int32 -> (int32 [@local_opt]) = "%bswap_int32"
external swap64 : local_ int64 -> (int64 [@local_opt]) = "%bswap_int64"

let sign8 n = (n lsl 55) asr 55
let sign16 n = (n lsl 47) asr 47
let set_uint8 b i n = set_uint8 b i (n land 255)
let set_int8 b i n = set_int8 b i (n land 255)
let get_int8 b i = sign8 (get_uint8 b i)
let get_uint16_le b i = get_uint16_ne b i
let get_uint16_be b i = swap16 (get_uint16_ne b i)
let get_int16_ne b i = sign16 (get_uint16_ne b i)
let get_int16_le b i = sign16 (get_uint16_ne b i)
let get_int16_be b i = sign16 (swap16 (get_uint16_ne b i))
let get_int32_le b i = get_int32_ne b i
let get_int32_be b i = swap32 (get_int32_ne b i)
let get_int64_le b i = get_int64_ne b i
let get_int64_be b i = swap64 (get_int64_ne b i)
let set_uint16_le b i n = set_uint16_ne b i n
let set_uint16_be b i n = set_uint16_ne b i (swap16 n)
let set_int16_le b i n = set_uint16_ne b i n
let set_int16_be b i n = set_uint16_ne b i (swap16 n)
let set_int32_le b i n = set_int32_ne b i n
let set_int32_be b i n = set_int32_ne b i (swap32 n)
let set_int64_le b i n = set_int64_ne b i n
let set_int64_be b i n = set_int64_ne b i (swap64 n)
