(* a JSON parser and printer over strings; error positions through exceptions *)
type t = Null | Bool of bool | Num of float | Str of string | Arr of t list | Obj of (string * t) list
exception Error of { pos : int; msg : string }
let parse s =
  let n = String.length s and i = ref 0 in
  let fail msg = raise (Error { pos = !i; msg }) in
  let rec ws () = if !i < n && (match s.[!i] with ' ' | '\n' | '\t' | '\r' -> true | _ -> false) then (incr i; ws ()) in
  let eat c = if !i < n && s.[!i] = c then incr i else fail (Printf.sprintf "expected %C" c) in
  let lit w v = let l = String.length w in if !i + l <= n && String.sub s !i l = w then (i := !i + l; v) else fail ("expected " ^ w) in
  let str () = eat '"'; let b = Buffer.create 8 in
    let rec go () = if !i >= n then fail "unterminated" else match s.[!i] with
        | '"' -> incr i; Buffer.contents b
        | '\\' -> incr i; if !i >= n then fail "escape"; (match s.[!i] with 'n' -> Buffer.add_char b '\n' | 't' -> Buffer.add_char b '\t' | ('"' | '\\' | '/') as c -> Buffer.add_char b c
                  | 'u' -> let h = int_of_string ("0x" ^ String.sub s (!i + 1) 4) in i := !i + 4; Buffer.add_utf_8_uchar b (Uchar.of_int h) | _ -> fail "bad escape"); incr i; go ()
        | c when c < ' ' -> fail "control" | c -> Buffer.add_char b c; incr i; go () in go () in
  let rec value () = ws (); let v = if !i >= n then fail "end of input" else match s.[!i] with
      | 'n' -> lit "null" Null | 't' -> lit "true" (Bool true) | 'f' -> lit "false" (Bool false) | '"' -> Str (str ())
      | '[' -> incr i; ws (); if !i < n && s.[!i] = ']' then (incr i; Arr []) else let rec items acc = let v = value () in if !i < n && s.[!i] = ',' then (incr i; items (v :: acc)) else (eat ']'; Arr (List.rev (v :: acc))) in items []
      | '{' -> incr i; ws (); if !i < n && s.[!i] = '}' then (incr i; Obj []) else let rec items acc = ws (); let k = str () in ws (); eat ':'; let v = value () in if !i < n && s.[!i] = ',' then (incr i; items ((k, v) :: acc)) else (eat '}'; Obj (List.rev ((k, v) :: acc))) in items []
      | '-' | '0' .. '9' -> let st = !i in while !i < n && (match s.[!i] with '-' | '+' | '.' | 'e' | 'E' | '0' .. '9' -> true | _ -> false) do incr i done; (match float_of_string_opt (String.sub s st (!i - st)) with Some f -> Num f | None -> i := st; fail "number")
      | c -> fail (Printf.sprintf "unexpected %C" c) in ws (); v in
  let v = value () in if !i < n then fail "trailing"; v
let rec print = function Null -> "null" | Bool b -> string_of_bool b | Num f -> Printf.sprintf "%g" f | Str s -> Printf.sprintf "%S" s | Arr l -> "[" ^ String.concat "," (List.map print l) ^ "]" | Obj l -> "{" ^ String.concat "," (List.map (fun (k, v) -> Printf.sprintf "%S:%s" k (print v)) l) ^ "}"
let () = List.iter (fun s -> match parse s with v -> Printf.printf "%s %b\n" (print v) (match parse (print v) with w -> w = v | exception Error _ -> false) | exception Error { pos; msg } -> Printf.printf "error at %d: %s\n" pos msg)
    [ "null"; " [1, 2.5, -3e2, true, false] "; "{\"a\": {\"b\": [null, \"x\\n\\\"\"]}, \"c\": \"\\u00e9\"}"; "[]"; "{}"; "[1,]"; "{\"a\" 1}"; "nul"; "\"abc"; "[1 2]"; "1 2"; ""; "-"; "[[[[[[1]]]]]]"; "@" ]
