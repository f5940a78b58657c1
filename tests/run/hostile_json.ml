(* JSON printer / parser *)
type json = Null | Bool of bool | Num of float | Str of string | Arr of json list | Obj of (string * json) list
let escape s =
  let b = Buffer.create 16 in
  String.iter (function '"' -> Buffer.add_string b "\\\"" | '\\' -> Buffer.add_string b "\\\\" | '\n' -> Buffer.add_string b "\\n"
    | c when Char.code c < 32 -> Printf.bprintf b "\\u%04x" (Char.code c) | c -> Buffer.add_char b c) s;
  Buffer.contents b
let rec pp b ind = function
  | Null -> Buffer.add_string b "null" | Bool x -> Buffer.add_string b (string_of_bool x)
  | Num f when Float.is_integer f && abs_float f < 1e15 -> Printf.bprintf b "%.0f" f
  | Num f -> Printf.bprintf b "%.17g" f
  | Str s -> Printf.bprintf b "\"%s\"" (escape s)
  | Arr [] -> Buffer.add_string b "[]" | Obj [] -> Buffer.add_string b "{}"
  | Arr l -> Buffer.add_string b "[\n"; List.iteri (fun i x -> if i > 0 then Buffer.add_string b ",\n"; Buffer.add_string b (String.make (ind + 2) ' '); pp b (ind + 2) x) l;
    Printf.bprintf b "\n%*s" (ind + 1) "]"
  | Obj l -> Buffer.add_string b "{\n"; List.iteri (fun i (k, v) -> if i > 0 then Buffer.add_string b ",\n"; Printf.bprintf b "%s\"%s\": " (String.make (ind + 2) ' ') (escape k); pp b (ind + 2) v) l;
    Printf.bprintf b "\n%*s" (ind + 1) "}"
exception Parse of int * string
let parse s =
  let pos = ref 0 in
  let peek () = if !pos < String.length s then s.[!pos] else '\000' in
  let fail m = raise (Parse (!pos, m)) in
  let rec ws () = match peek () with ' ' | '\t' | '\n' | '\r' -> incr pos; ws () | _ -> () in
  let expect c = if peek () = c then incr pos else fail (Printf.sprintf "expected %C got %C" c (peek ())) in
  let lit w v = String.iter expect w; v in
  let str () = expect '"'; let b = Buffer.create 8 in
    let rec go () = match peek () with
      | '"' -> incr pos | '\\' -> incr pos; (match peek () with 'n' -> Buffer.add_char b '\n' | 'u' -> let h = String.sub s (!pos + 1) 4 in pos := !pos + 4; Buffer.add_char b (Char.chr (int_of_string ("0x" ^ h) land 255)) | c -> Buffer.add_char b c); incr pos; go ()
      | '\000' -> fail "eof" | c -> Buffer.add_char b c; incr pos; go () in go (); Buffer.contents b in
  let num () = let st = !pos in
    while (match peek () with '0'..'9' | '-' | '+' | '.' | 'e' | 'E' -> true | _ -> false) do incr pos done;
    try float_of_string (String.sub s st (!pos - st)) with Failure _ -> fail "number" in
  let rec value () = ws (); let v = match peek () with
    | 'n' -> lit "null" Null | 't' -> lit "true" (Bool true) | 'f' -> lit "false" (Bool false)
    | '"' -> Str (str ()) | '[' -> incr pos; ws (); if peek () = ']' then (incr pos; Arr []) else
      let rec items acc = let v = value () in ws (); match peek () with ',' -> incr pos; items (v :: acc) | ']' -> incr pos; List.rev (v :: acc) | _ -> fail "array" in Arr (items [])
    | '{' -> incr pos; ws (); if peek () = '}' then (incr pos; Obj []) else
      let rec items acc = ws (); let k = str () in ws (); expect ':'; let v = value () in ws (); match peek () with ',' -> incr pos; items ((k, v) :: acc) | '}' -> incr pos; List.rev ((k, v) :: acc) | c -> fail (Printf.sprintf "object %c" c) in Obj (items [])
    | '0'..'9' | '-' -> Num (num ()) | c -> fail (Printf.sprintf "unexpected %C" c) in ws (); v in
  let v = value () in if !pos <> String.length s then fail "trailing" else v
let () = List.iter (fun s -> match parse s with
  | v -> let b = Buffer.create 10 in pp b 0 v; print_endline (Buffer.contents b); assert (parse (Buffer.contents b) = v)
  | exception Parse (n, m) -> Printf.printf "error at %d: %s\n" n m
  | exception e -> print_endline (Printexc.to_string e))
  ["{\"a\": [1, 2.5, -3e10, true, null], \"b\": {}, \"c\": [[], [{}]], \"d\\n\": \"x\\u0041\\u0001\"}"; "[1,2"; "tru"; "[1 2]"; ""; "{\"a\" 1}"; "1.2.3"; "[\"\\uZZZZ\"]"; "[[[[[]]]]]"; "3 4"]
