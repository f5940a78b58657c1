(* a lexer, a recursive-descent parser and an evaluator over variants, with environments and exceptions *)
let n = 40
type token = Num of int | Id of string | Op of char | Lp | Rp | Let | In | Eq | Eof
type expr = N of int | V of string | Bin of char * expr * expr | Neg of expr | Bind of string * expr * expr
exception Syntax of { pos : int; what : string }
exception Unbound of string
let lex s =
  let len = String.length s in
  let rec go i acc =
    if i >= len then List.rev ((Eof, i) :: acc)
    else match s.[i] with
      | ' ' | '\n' | '\t' -> go (i + 1) acc
      | '0' .. '9' -> let j = ref i and v = ref 0 in
        while !j < len && s.[!j] >= '0' && s.[!j] <= '9' do v := !v * 10 + Char.code s.[!j] - 48; incr j done;
        go !j ((Num !v, i) :: acc)
      | 'a' .. 'z' -> let j = ref i in
        while !j < len && (match s.[!j] with 'a' .. 'z' | '0' .. '9' | '_' -> true | _ -> false) do incr j done;
        let w = String.sub s i (!j - i) in
        go !j (((match w with "let" -> Let | "in" -> In | _ -> Id w), i) :: acc)
      | '+' | '-' | '*' | '/' | '%' as c -> go (i + 1) ((Op c, i) :: acc)
      | '(' -> go (i + 1) ((Lp, i) :: acc) | ')' -> go (i + 1) ((Rp, i) :: acc) | '=' -> go (i + 1) ((Eq, i) :: acc)
      | c -> raise (Syntax { pos = i; what = Printf.sprintf "bad char %C" c }) in
  go 0 []
let parse s =
  let toks = ref (lex s) in
  let peek () = match !toks with (t, _) :: _ -> t | [] -> Eof in
  let fail what = raise (Syntax { pos = (match !toks with (_, p) :: _ -> p | [] -> -1); what }) in
  let advance () = match !toks with _ :: r -> toks := r | [] -> () in
  let expect t what = if peek () = t then advance () else fail ("expected " ^ what) in
  let rec expr () = match peek () with
    | Let -> advance ();
      (match peek () with
       | Id v -> advance (); expect Eq "="; let d = expr () in expect In "in"; Bind (v, d, expr ())
       | _ -> fail "expected name")
    | _ -> let rec loop l = (match peek () with Op ('+' | '-' as c) -> advance (); let r = term () in loop (Bin (c, l, r)) | _ -> l) in loop (term ())
  and term () = let rec loop l = (match peek () with Op ('*' | '/' | '%' as c) -> advance (); let r = factor () in loop (Bin (c, l, r)) | _ -> l) in loop (factor ())
  and factor () = match peek () with
    | Num k -> advance (); N k | Id v -> advance (); V v | Op '-' -> advance (); Neg (factor ())
    | Lp -> advance (); let e = expr () in expect Rp ")"; e
    | _ -> fail "expected expression" in
  let e = expr () in expect Eof "end"; e
let rec eval env = function
  | N k -> k | V v -> (try List.assoc v env with Not_found -> raise (Unbound v)) | Neg e -> - (eval env e)
  | Bind (v, d, b) -> let x = eval env d in eval ((v, x) :: env) b
  | Bin (c, a, b) -> let x = eval env a in let y = eval env b in (match c with '+' -> x + y | '-' -> x - y | '*' -> x * y | '/' -> x / y | '%' -> x mod y | _ -> assert false)
let run s = match eval [ "ten", 10 ] (parse s) with
  | v -> string_of_int v
  | exception Syntax { pos; what } -> Printf.sprintf "syntax error at %d: %s" pos what
  | exception Unbound v -> "unbound " ^ v
  | exception Division_by_zero -> "division by zero"
let tests = [ "1 + 2 * 3"; "(1 + 2) * 3"; "let x = 5 in x * x - ten"; "10 / (5 - 5)"; "1 +"; "2 $ 3"; "y + 1"; "let a = let b = 3 in b * b in let c = a - 1 in -(a * c) % 7"; "((((1))))"; "(1"; "100 / 7 % 5 - -3"; "let = 3" ]
let () =
  List.iter (fun s -> Printf.printf "%s => %s\n" s (run s)) tests;
  let sum = ref 0 in
  for i = 1 to n do
    let s = Printf.sprintf "let v%d = %d * (ten - 3) in (v%d + %d) / (1 + %d %% 9) - (let w = v%d in w * 2 + -5)" i i i (i * 3) i i in
    sum := (!sum * 31 + String.length (run s) + eval [ "ten", 10 ] (parse s)) land 0xFFFFFFF
  done;
  Printf.printf "%d\n" !sum
