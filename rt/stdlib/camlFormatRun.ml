(* The interpreter of formats (CamlFormat.t), for Printf and, later, Format.

   A printing function counts the arguments its format takes, returns a function
   of that many arguments, which receives them all before anything is printed
   (as in OCaml: a partial application prints nothing), and then goes through
   the items with the list of arguments. *)

open CamlFormat

external repr_of_format : ('a, 'b, 'c, 'd, 'e, 'f) format6 -> CamlFormat.t
  = "%identity"
external items_of : Obj.t -> CamlFormat.t = "%identity"
external format_float : local_ string -> local_ float -> string = "caml_format_float"
external format_int : local_ string -> int -> string = "caml_format_int"
external format_int32 : local_ string -> local_ int32 -> string = "caml_int32_format"
external format_nativeint : local_ string -> local_ nativeint -> string = "caml_nativeint_format"
external format_int64 : local_ string -> local_ int64 -> string = "caml_int64_format"
external hex_float : float -> int -> char -> string
  = "caml_hexstring_of_float"

let minus = 1
let zero = 2
let plus = 4
let space = 8
let sharp = 16

(* Padding and precision, on strings *)

let is_sign c = c = '-' || c = '+' || c = ' '

(* Insert zeros in front of the digits, up to that total length: after a sign, or
   after 0x. *)
let insert_zeros width s =
  let n = String.length s in
  let r = Bytes.make width '0' in
  if n > 0 && is_sign (String.unsafe_get s 0) then begin
    Bytes.unsafe_set r 0 (String.unsafe_get s 0);
    Bytes.unsafe_blit_string s 1 r (width - n + 1) (n - 1)
  end
  else if n > 1 && String.unsafe_get s 0 = '0'
          && (String.unsafe_get s 1 = 'x' || String.unsafe_get s 1 = 'X')
  then begin
    Bytes.unsafe_set r 1 (String.unsafe_get s 1);
    Bytes.unsafe_blit_string s 2 r (width - n + 2) (n - 2)
  end
  else Bytes.unsafe_blit_string s 0 r (width - n) n;
  Bytes.unsafe_to_string r

(* Pad to a width; a negative one means on the right. *)
let pad flags width s =
  let n = String.length s in
  let w = abs width in
  if w <= n then s
  else if width < 0 || flags land minus <> 0 then begin
    let r = Bytes.make w ' ' in
    Bytes.unsafe_blit_string s 0 r 0 n;
    Bytes.unsafe_to_string r
  end
  else if flags land zero <> 0 then insert_zeros w s
  else begin
    let r = Bytes.make w ' ' in
    Bytes.unsafe_blit_string s 0 r (w - n) n;
    Bytes.unsafe_to_string r
  end

(* Minimal number of digits *)
let int_precision prec s =
  let n = String.length s in
  let c = String.unsafe_get s 0 in
  let width =
    if is_sign c then abs prec + 1
    else if c = '0' && n > 1
            && (String.unsafe_get s 1 = 'x' || String.unsafe_get s 1 = 'X')
    then abs prec + 2
    else abs prec in
  if width <= n then s else insert_zeros width s

(* Underscores between groups of three digits *)
let group_digits s =
  let n = String.length s in
  let start = if n > 0 && is_sign (String.unsafe_get s 0) then 1 else 0 in
  let digits = n - start in
  if digits <= 3 then s
  else begin
    let size = n + (digits - 1) / 3 in
    let r = Bytes.create size in
    let j = ref (size - 1) in
    for i = n - 1 downto start do
      Bytes.unsafe_set r !j (String.unsafe_get s i);
      decr j;
      if i > start && (n - i) mod 3 = 0 then begin
        Bytes.unsafe_set r !j '_';
        decr j
      end
    done;
    if start = 1 then Bytes.unsafe_set r 0 (String.unsafe_get s 0);
    Bytes.unsafe_to_string r
  end

(* Integers *)

(* The C format of an integer conversion. *)
let int_format letter flags =
  match letter with
  | 'x' -> if flags land sharp <> 0 then "%#x" else "%x"
  | 'X' -> if flags land sharp <> 0 then "%#X" else "%X"
  | 'o' -> if flags land sharp <> 0 then "%#o" else "%o"
  | 'u' -> "%u"
  | _ ->
    if flags land plus <> 0 then "%+d"
    else if flags land space <> 0 then "% d"
    else "%d"

(* # with d, i, u: underscores, unless a sign flag is there too. *)
let groups letter flags =
  flags land sharp <> 0
  && (letter = 'u' || letter = 'd' || letter = 'i')
  && flags land (plus + space) = 0

let finish_int letter flags width prec has_prec s =
  let s = if groups letter flags then group_digits s else s in
  if has_prec then pad (flags land lnot zero) width (int_precision prec s)
  else if width = 0 then s
  else pad flags width s

let convert_int letter flags (n : int) =
  if (letter = 'd' || letter = 'i') && flags land (plus + space) = 0
  then string_of_int n
  else format_int (int_format letter flags) n

(* Floats *)

(* Most formats used need no computation. *)
let ready_f = [| "%.0f"; "%.1f"; "%.2f"; "%.3f"; "%.4f"; "%.5f"; "%.6f"; "%.7f";
                 "%.8f"; "%.9f"; "%.10f"; "%.11f"; "%.12f"; "%.13f"; "%.14f";
                 "%.15f"; "%.16f" |]

let float_format letter flags prec =
  let prec = abs prec in
  let letter = if letter = 'F' then 'g' else letter in
  if letter = 'f' && prec <= 16 && flags land (plus + space) = 0
  then Array.unsafe_get ready_f prec
  else begin
    let sign =
      if flags land plus <> 0 then "%+."
      else if flags land space <> 0 then "% ."
      else "%." in
    sign ^ (string_of_int prec ^ String.make 1 letter)
  end

let hex flags prec x =
  let sign =
    if flags land plus <> 0 then '+'
    else if flags land space <> 0 then ' '
    else '-' in
  hex_float x prec sign

let rec is_float_syntax s i =
  i < String.length s
  && (match String.unsafe_get s i with
      | '.' | 'e' | 'E' -> true
      | _ -> is_float_syntax s (i + 1))

let special_float s (x : float) =
  if x <> x then "nan"
  else if x = infinity then "infinity"
  else if x = neg_infinity then "neg_infinity"
  else s

let convert_float letter flags prec x =
  match letter with
  | 'h' -> hex flags prec x
  | 'H' -> String.uppercase_ascii (hex flags prec x)
  | 'F' ->
    if flags land sharp <> 0 then special_float (hex flags prec x) x
    else begin
      let s = format_float (float_format letter flags prec) x in
      special_float (if is_float_syntax s 0 then s else s ^ ".") x
    end
  | _ -> format_float (float_format letter flags prec) x

(* For %h, %H and %#F a negative precision means as many digits as needed. *)
let default_precision letter flags =
  if letter = 'F' && flags land sharp = 0 then 12 else -6

(* Conversion of one item *)

let quote s = "\"" ^ (String.escaped s ^ "\"")
let quote_char c = "'" ^ (Char.escaped c ^ "'")

let failure () : 'a = invalid_arg "Printf: bad conversion"

let first args : Obj.t = match args with x :: _ -> x | [] -> failure ()
let rest (args : Obj.t list) = match args with _ :: l -> l | [] -> failure ()

let actual_width width args : int =
  if width >= 0 then width
  else if width = -1 then 0
  else Obj.obj (first args)

let after_width width args = if width = -2 then rest args else args

(* The text of an item that takes one value (after the widths for its stars). *)
let convert item args =
  match item with
  | Char -> String.make 1 (Obj.obj (first args))
  | Caml_char -> quote_char (Obj.obj (first args))
  | Int_d -> string_of_int (Obj.obj (first args))
  | Str -> Obj.obj (first args)
  | String (flags, width) ->
    let w = actual_width width args in
    pad (flags land lnot zero) w (Obj.obj (first (after_width width args)))
  | Caml_string (flags, width) ->
    let w = actual_width width args in
    pad (flags land lnot zero) w
      (quote (Obj.obj (first (after_width width args))))
  | Bool (flags, width) ->
    let w = actual_width width args in
    pad (flags land lnot zero) w
      (string_of_bool (Obj.obj (first (after_width width args))))
  | Int (letter, flags, width, prec) ->
    let w = actual_width width args in
    let args = after_width width args in
    let p = actual_width prec args in
    let args = after_width prec args in
    finish_int letter flags w p (prec <> -1)
      (convert_int letter flags (Obj.obj (first args)))
  | Int32 (letter, flags, width, prec) ->
    let w = actual_width width args in
    let args = after_width width args in
    let p = actual_width prec args in
    let args = after_width prec args in
    finish_int letter flags w p (prec <> -1)
      (format_int32 (int_format letter flags) (Obj.obj (first args)))
  | Nativeint (letter, flags, width, prec) ->
    let w = actual_width width args in
    let args = after_width width args in
    let p = actual_width prec args in
    let args = after_width prec args in
    finish_int letter flags w p (prec <> -1)
      (format_nativeint (int_format letter flags) (Obj.obj (first args)))
  | Int64 (letter, flags, width, prec) ->
    let w = actual_width width args in
    let args = after_width width args in
    let p = actual_width prec args in
    let args = after_width prec args in
    finish_int letter flags w p (prec <> -1)
      (format_int64 (int_format letter flags) (Obj.obj (first args)))
  | Float (letter, flags, width, prec) ->
    let w = actual_width width args in
    let args = after_width width args in
    let p =
      if prec = -1 then default_precision letter flags else actual_width prec args in
    let args = after_width prec args in
    let s = convert_float letter flags p (Obj.obj (first args)) in
    if w = 0 then s else pad flags w s
  | Format_type text -> text
  | Counter _ -> format_int "%u" (Obj.obj (first args))
  | _ -> failure ()

(* Number of arguments of an item; -1 if not known from the item alone *)
let stars width = if width = -2 then 1 else 0

let rec arity items n =
  match items with
  | [] -> n
  | item :: items ->
    match item with
    | Flush | Lit _ | Formatting _ -> arity items n
    | Alpha -> arity items (n + 2)
    | Theta | Char | Caml_char | Int_d | Str | Format_type _ | Counter _ ->
      arity items (n + 1)
    | String (_, width) | Caml_string (_, width) | Bool (_, width) ->
      arity items (n + 1 + stars width)
    | Int (_, _, width, prec) | Int32 (_, _, width, prec)
    | Nativeint (_, _, width, prec) | Int64 (_, _, width, prec)
    | Float (_, _, width, prec) ->
      arity items (n + 1 + stars width + stars prec)
    | Open_box l | Open_tag l ->
      let n = arity l n in
      if n < 0 then -1 else arity items n
    | Subst _ -> -1
    | Reader | Next_char | Ignored _ | Char_set _ -> failure ()

(* Arguments taken by one item given to [convert] *)
let rec skip n args = if n = 0 then args else skip (n - 1) (rest args)

let after item args =
  match item with
  | Char | Caml_char | Int_d | Str | Format_type _ | Counter _ -> rest args
  | String (_, width) | Caml_string (_, width) | Bool (_, width) ->
    rest (after_width width args)
  | Int (_, _, width, prec) | Int32 (_, _, width, prec)
  | Nativeint (_, _, width, prec) | Int64 (_, _, width, prec)
  | Float (_, _, width, prec) ->
    rest (after_width prec (after_width width args))
  | _ -> args

(* Functions of n arguments that give the list of them to k *)

let rec gather n args (k : Obj.t list -> Obj.t) : Obj.t =
  match n with
  | 0 -> k (List.rev args)
  | 1 -> Obj.repr (fun a -> k (List.rev (a :: args)))
  | 2 -> Obj.repr (fun a b -> k (List.rev (b :: a :: args)))
  | 3 -> Obj.repr (fun a b c -> k (List.rev (c :: b :: a :: args)))
  | _ ->
    Obj.repr (fun a b c d -> gather (n - 4) (d :: c :: b :: a :: args) k)

(* The same, following the items: for formats with %( %). *)
let rec gather_items items args (k : Obj.t list -> Obj.t) : Obj.t =
  match items with
  | [] -> k (List.rev args)
  | Subst _ :: items ->
    Obj.repr
      (fun f -> gather_items ((items_of f).items @ items) (f :: args) k)
  | (Open_box l | Open_tag l) :: items -> gather_items (l @ items) args k
  | item :: items -> gather_some (arity [item] 0) items args k

and gather_some n items args k =
  if n = 0 then gather_items items args k
  else Obj.repr (fun a -> gather_some (n - 1) items (a :: args) k)

let curry items (k : Obj.t list -> Obj.t) : Obj.t =
  match arity items 0 with
  | 0 -> k []
  | 1 -> Obj.repr (fun a -> k [a])
  | 2 -> Obj.repr (fun a b -> k [a; b])
  | 3 -> Obj.repr (fun a b c -> k [a; b; c])
  | 4 -> Obj.repr (fun a b c d -> k [a; b; c; d])
  | n -> if n < 0 then gather_items items [] k else gather n [] k

(* Printing on a channel *)

let rec to_channel c items args =
  match items with
  | [] -> ()
  | item :: items ->
    match item with
    | Lit s | Formatting s ->
      output_string c s;
      to_channel c items args
    | Int_d ->
      output_string c (string_of_int (Obj.obj (first args)));
      to_channel c items (rest args)
    | Str ->
      output_string c (Obj.obj (first args));
      to_channel c items (rest args)
    | Char ->
      output_char c (Obj.obj (first args));
      to_channel c items (rest args)
    | Flush ->
      flush c;
      to_channel c items args
    | Alpha ->
      let f : out_channel -> Obj.t -> unit = Obj.obj (first args) in
      let args = rest args in
      f c (first args);
      to_channel c items (rest args)
    | Theta ->
      let f : out_channel -> unit = Obj.obj (first args) in
      f c;
      to_channel c items (rest args)
    | Subst _ ->
      to_channel c ((items_of (first args)).items @ items) (rest args)
    | Open_box l ->
      output_string c "@[";
      to_channel c (l @ items) args
    | Open_tag l ->
      output_string c "@{";
      to_channel c (l @ items) args
    | _ ->
      output_string c (convert item args);
      to_channel c items (after item args)

(* Printing in a buffer.  [pure]: the functions of %a and %t take unit and return
   a string; otherwise they take the buffer. *)

let rec to_buffer pure b items args =
  match items with
  | [] -> ()
  | item :: items ->
    match item with
    | Lit s | Formatting s ->
      Buffer.add_string b s;
      to_buffer pure b items args
    | Int_d ->
      Buffer.add_string b (string_of_int (Obj.obj (first args)));
      to_buffer pure b items (rest args)
    | Str ->
      Buffer.add_string b (Obj.obj (first args));
      to_buffer pure b items (rest args)
    | Char ->
      Buffer.add_char b (Obj.obj (first args));
      to_buffer pure b items (rest args)
    | Flush -> to_buffer pure b items args
    | Alpha ->
      let f = first args in
      let args = rest args in
      if pure then begin
        let f : unit -> Obj.t -> string = Obj.obj f in
        Buffer.add_string b (f () (first args))
      end else begin
        let f : Buffer.t -> Obj.t -> unit = Obj.obj f in
        f b (first args)
      end;
      to_buffer pure b items (rest args)
    | Theta ->
      if pure then begin
        let f : unit -> string = Obj.obj (first args) in
        Buffer.add_string b (f ())
      end else begin
        let f : Buffer.t -> unit = Obj.obj (first args) in
        f b
      end;
      to_buffer pure b items (rest args)
    | Subst _ ->
      to_buffer pure b ((items_of (first args)).items @ items) (rest args)
    | Open_box l ->
      Buffer.add_string b "@[";
      to_buffer pure b (l @ items) args
    | Open_tag l ->
      Buffer.add_string b "@{";
      to_buffer pure b (l @ items) args
    | _ ->
      Buffer.add_string b (convert item args);
      to_buffer pure b items (after item args)

let to_string items args =
  match items with
  | [] -> ""
  | [Lit s] -> s
  | [Str] -> Obj.obj (first args)
  | [(Int_d | Int _ | Float _) as item] -> convert item args
  | _ ->
    let b = Buffer.create 64 in
    to_buffer true b items args;
    Buffer.contents b
