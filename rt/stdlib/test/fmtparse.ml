(* From the text of a format to its representation (M_camlFormat is CamlFormat
   in test/check.sh): what the compiler does on literals.  Texts are assumed to
   be well-formed. *)

open M_camlFormat

let is_digit c = c >= '0' && c <= '9'

(* The items of s from i on, and the reverse of those before. *)
let parse (s : string) : t =
  let n = String.length s in
  let lit acc text =
    if text = "" then acc
    else match acc with
      | Lit t :: acc -> Lit (t ^ text) :: acc
      | _ -> Lit text :: acc in
  let rec number i v = if i < n && is_digit s.[i]
    then number (i + 1) (10 * v + Char.code s.[i] - 48) else (i, v) in
  let rec go i stop acc =
    if i >= stop then List.rev acc
    else match s.[i] with
      | '%' -> conversion (i + 1) stop acc
      | '@' when i + 1 < stop -> at (i + 1) stop acc
      | c -> go (i + 1) stop (lit acc (String.make 1 c))
  and conversion i stop acc =
    let rec flags i f =
      match s.[i] with
      | '-' -> flags (i + 1) (f lor 1)
      | '0' -> flags (i + 1) (f lor 2)
      | '+' -> flags (i + 1) (f lor 4)
      | ' ' -> flags (i + 1) (f lor 8)
      | '#' -> flags (i + 1) (f lor 16)
      | _ -> (i, f) in
    let (i, f) = flags i 0 in
    let (i, w) =
      if s.[i] = '*' then (i + 1, -2)
      else if is_digit s.[i] then number i 0
      else (i, -1) in
    let (i, p) =
      if s.[i] <> '.' then (i, -1)
      else if s.[i + 1] = '*' then (i + 2, -2)
      else number (i + 1) 0 in
    let next it = go (i + 1) stop (it :: acc) in
    let is_int c = String.contains "diuxXo" c in
    match s.[i] with
    | '%' | '@' as c -> go (i + 1) stop (lit acc (String.make 1 c))
    | ',' -> go (i + 1) stop acc
    | '!' -> next Flush
    | 'a' -> next Alpha
    | 't' -> next Theta
    | 'c' -> next Char
    | 'C' -> next Caml_char
    | 's' -> next (if f = 0 && w = -1 then Str else String (f, w))
    | 'S' -> next (Caml_string (f, w))
    | 'B' | 'b' -> next (Bool (f, w))
    | ('d' | 'i') when f = 0 && w = -1 && p = -1 -> next Int_d
    | 'f' | 'F' | 'e' | 'E' | 'g' | 'G' | 'h' | 'H' as c ->
      next (Float (c, f, w, p))
    | 'l' | 'n' | 'L' as c when i + 1 < stop && is_int s.[i + 1] ->
      let d = s.[i + 1] in
      let it = match c with
        | 'l' -> Int32 (d, f, w, p)
        | 'n' -> Nativeint (d, f, w, p)
        | _ -> Int64 (d, f, w, p) in
      go (i + 2) stop (it :: acc)
    | 'l' | 'n' | 'L' | 'N' as c -> next (Counter c)
    | '(' | '{' as c ->
      let close = if c = '(' then ')' else '}' in
      let rec find j depth =
        if s.[j] = '%' then begin
          if s.[j + 1] = close then
            (if depth = 0 then j else find (j + 2) (depth - 1))
          else find (j + 2) (if s.[j + 1] = c then depth + 1 else depth)
        end else find (j + 1) depth in
      let j = find (i + 1) 0 in
      let ty = type_text (go (i + 1) j []) in
      go (j + 2) stop ((if c = '(' then Subst ty else Format_type ty) :: acc)
    | c when is_int c -> next (Int (c, f, w, p))
    | _ -> failwith ("bad format " ^ s)
  and at i stop acc =
    let take k = go (i + k) stop (Formatting ("@" ^ String.sub s i k) :: acc) in
    match s.[i] with
    | '[' | '{' as c ->
      let j =
        if i + 1 < stop && s.[i + 1] = '<' then
          (match String.index_from_opt s (i + 1) '>' with
           | Some j when j < stop -> j + 1
           | _ -> i + 1)
        else i + 1 in
      let l = go (i + 1) j [] in
      go j stop ((if c = '[' then Open_box l else Open_tag l) :: acc)
    | '%' when i + 1 < stop && s.[i + 1] = '%' ->
      go (i + 2) stop (Formatting "@%" :: acc)
    | '%' -> go i stop (lit acc "@")
    | ';' when i + 1 < stop && s.[i + 1] = '<' ->
      (match String.index_from_opt s i '>' with
       | Some j when j < stop -> take (j - i + 1)
       | _ -> take 1)
    | _ -> take 1
  and type_text l =
    let star k = if k = -2 then "%i" else "" in
    String.concat ""
      (List.map
         (function
           | Flush | Lit _ | Formatting _ | Open_box _ | Open_tag _ -> ""
           | Alpha -> "%a" | Theta -> "%t" | Reader -> "%r"
           | Char | Caml_char | Next_char -> "%c"
           | Int_d -> "%i" | Str -> "%s"
           | String (_, w) | Caml_string (_, w) -> star w ^ "%s"
           | Bool (_, w) -> star w ^ "%B"
           | Int (_, _, w, p) -> star w ^ star p ^ "%i"
           | Int32 (_, _, w, p) -> star w ^ star p ^ "%li"
           | Nativeint (_, _, w, p) -> star w ^ star p ^ "%ni"
           | Int64 (_, _, w, p) -> star w ^ star p ^ "%Li"
           | Float (_, _, w, p) -> star w ^ star p ^ "%f"
           | Subst t -> "%(" ^ t ^ "%)"
           | Format_type t -> "%{" ^ t ^ "%}"
           | Counter _ -> "%i"
           | Ignored _ | Char_set _ -> "")
         l) in
  { items = go 0 n []; source = s }
