(* The contents are the first [used] bytes of [bytes]. *)
type t = {
  mutable bytes : bytes;
  mutable used : int;
  initial : bytes;
}

let create n =
  let n = if n < 1 then 1 else if n > Sys.max_string_length
    then Sys.max_string_length else n in
  let b = Bytes.create n in
  { bytes = b; used = 0; initial = b }

let length b = b.used
let contents b = Bytes.sub_string b.bytes 0 b.used
let to_bytes b = Bytes.sub b.bytes 0 b.used

let sub b ofs len =
  if ofs < 0 || len < 0 || ofs > b.used - len then invalid_arg "Buffer.sub"
  else Bytes.sub_string b.bytes ofs len

let blit b ofs dst ofs' len =
  if ofs < 0 || len < 0 || ofs > b.used - len
     || ofs' < 0 || ofs' > Bytes.length dst - len
  then invalid_arg "Buffer.blit"
  else Bytes.unsafe_blit b.bytes ofs dst ofs' len

let nth b i =
  if i < 0 || i >= b.used then invalid_arg "Buffer.nth"
  else Bytes.unsafe_get b.bytes i

let clear b = b.used <- 0

let reset b =
  b.used <- 0;
  b.bytes <- b.initial

(* Make room for [more] bytes, doubling. *)
let rec enough n wanted = if n >= wanted then n else enough (2 * n) wanted

let grow b more =
  let wanted = b.used + more in
  if wanted > Sys.max_string_length then failwith "Buffer.add: cannot grow buffer";
  let bytes = Bytes.create (enough (2 * Bytes.length b.bytes) wanted) in
  Bytes.unsafe_blit b.bytes 0 bytes 0 b.used;
  b.bytes <- bytes

let add_char b c =
  let i = b.used in
  if i >= Bytes.length b.bytes then grow b 1;
  Bytes.unsafe_set b.bytes i c;
  b.used <- i + 1

let add_string b s =
  let n = String.length s in
  let i = b.used in
  if i + n > Bytes.length b.bytes then grow b n;
  Bytes.unsafe_blit_string s 0 b.bytes i n;
  b.used <- i + n

let add_bytes b s = add_string b (Bytes.unsafe_to_string s)

let add_substring b s ofs len =
  if ofs < 0 || len < 0 || ofs > String.length s - len
  then invalid_arg "Buffer.add_substring/add_subbytes"
  else begin
    let i = b.used in
    if i + len > Bytes.length b.bytes then grow b len;
    Bytes.unsafe_blit_string s ofs b.bytes i len;
    b.used <- i + len
  end

let add_subbytes b s ofs len =
  add_substring b (Bytes.unsafe_to_string s) ofs len

let add_buffer b other = add_subbytes b other.bytes 0 other.used

let output_buffer c b = output c b.bytes 0 b.used

let truncate b n =
  if n < 0 || n > b.used then invalid_arg "Buffer.truncate"
  else b.used <- n

(* What was read before the end of the file stays in the buffer. *)
let rec read_into b c n =
  if n > 0 then begin
    let k = input c b.bytes b.used n in
    if k = 0 then raise End_of_file;
    b.used <- b.used + k;
    read_into b c (n - k)
  end

let add_channel b c n =
  if n < 0 || n > Sys.max_string_length then invalid_arg "Buffer.add_channel";
  if b.used + n > Bytes.length b.bytes then grow b n;
  read_into b c n

let add_utf_8_uchar b u =
  let u = Uchar.to_int u in
  let tail n = add_char b (Char.unsafe_chr (0x80 lor (n land 0x3F))) in
  if u < 0x80 then add_char b (Char.unsafe_chr u)
  else if u < 0x800 then begin
    add_char b (Char.unsafe_chr (0xC0 lor (u lsr 6)));
    tail u
  end else if u < 0x10000 then begin
    add_char b (Char.unsafe_chr (0xE0 lor (u lsr 12)));
    tail (u lsr 6);
    tail u
  end else begin
    add_char b (Char.unsafe_chr (0xF0 lor (u lsr 18)));
    tail (u lsr 12);
    tail (u lsr 6);
    tail u
  end

let room b n =
  let i = b.used in
  if i + n > Bytes.length b.bytes then grow b n;
  b.used <- i + n;
  i

(* A code unit, or two (surrogates) from 0x10000 on. *)
let add_utf_16 add b u =
  let u = Uchar.to_int u in
  if u < 0x10000 then add b u
  else begin
    let v = u - 0x10000 in
    add b (0xD800 lor (v lsr 10));
    add b (0xDC00 lor (v land 0x3FF))
  end

let add_uint8 b n = add_char b (Char.unsafe_chr (n land 255))
let add_int8 b n = add_uint8 b n
let add_uint16_ne b n = let i = room b 2 in Bytes.set_uint16_ne b.bytes i n
let add_uint16_le b n = let i = room b 2 in Bytes.set_uint16_le b.bytes i n
let add_uint16_be b n = let i = room b 2 in Bytes.set_uint16_be b.bytes i n
let add_utf_16le_uchar b u = add_utf_16 add_uint16_le b u
let add_utf_16be_uchar b u = add_utf_16 add_uint16_be b u
let add_int16_ne b n = add_uint16_ne b n
let add_int16_le b n = add_uint16_le b n
let add_int16_be b n = add_uint16_be b n
let add_int32_ne b n = let i = room b 4 in Bytes.set_int32_ne b.bytes i n
let add_int32_le b n = let i = room b 4 in Bytes.set_int32_le b.bytes i n
let add_int32_be b n = let i = room b 4 in Bytes.set_int32_be b.bytes i n
let add_int64_ne b n = let i = room b 8 in Bytes.set_int64_ne b.bytes i n
let add_int64_le b n = let i = room b 8 in Bytes.set_int64_le b.bytes i n
let add_int64_be b n = let i = room b 8 in Bytes.set_int64_be b.bytes i n

(* Substitution of $name, $(name) and ${name}; \$ is a plain dollar preceded by
   its backslash dropped; a name is letters, digits and underscores. *)

let is_name_char c =
  match c with
  | 'a' .. 'z' | 'A' .. 'Z' | '0' .. '9' | '_' -> true
  | _ -> false

let rec name_end s i =
  if i < String.length s && is_name_char (String.unsafe_get s i)
  then name_end s (i + 1)
  else i

let rec closing s opening closer depth i =
  if i >= String.length s then raise Not_found
  else begin
    let c = String.unsafe_get s i in
    if c = opening then closing s opening closer (depth + 1) (i + 1)
    else if c = closer then
      (if depth = 0 then i else closing s opening closer (depth - 1) (i + 1))
    else closing s opening closer depth (i + 1)
  end

let add_substitute b f s =
  let n = String.length s in
  let rec go previous i =
    if i < n then begin
      match String.unsafe_get s i with
      | '$' when previous = '\\' ->
        add_char b '$';
        go ' ' (i + 1)
      | '$' ->
        if i + 1 >= n then raise Not_found;
        begin match String.unsafe_get s (i + 1) with
        | '(' | '{' as opening ->
          let closer = if opening = '(' then ')' else '}' in
          let stop = closing s opening closer 0 (i + 2) in
          add_string b (f (String.sub s (i + 2) (stop - i - 2)));
          go ' ' (stop + 1)
        | _ ->
          let stop = name_end s (i + 1) in
          if stop = i + 1 then raise Not_found;
          add_string b (f (String.sub s (i + 1) (stop - i - 1)));
          go ' ' stop
        end
      | c ->
        if previous = '\\' then begin
          add_char b '\\';
          add_char b c;
          go ' ' (i + 1)
        end
        else if c = '\\' then go c (i + 1)
        else begin
          add_char b c;
          go c (i + 1)
        end
    end
    else if previous = '\\' then add_char b '\\'
  in
  go ' ' 0 [@nontail]
