(* closures everywhere: polymorphic parsers as functions, recursion through references *)
type 'a p = string -> int -> ('a * int, int) result
let ret x : 'a p = fun _ i -> Ok (x, i)
let ( >>= ) (p : 'a p) (f : 'a -> 'b p) : 'b p = fun s i -> match p s i with Ok (x, j) -> f x s j | Error e -> Error e
let ( <|> ) (p : 'a p) (q : 'a p) : 'a p = fun s i -> match p s i with Error j when j = i -> q s i | r -> r
let ( >>| ) p f = p >>= fun x -> ret (f x)
let sat f : char p = fun s i -> if i < String.length s && f s.[i] then Ok (s.[i], i + 1) else Error i
let chr c = sat (( = ) c)
let rec many p = (p >>= fun x -> many p >>| fun l -> x :: l) <|> ret []
let many1 p = p >>= fun x -> many p >>| fun l -> x :: l
let spaces s = many (chr ' ') s
let tok p = p >>= fun x -> spaces >>= fun _ -> ret x
let digit = sat (function '0' .. '9' -> true | _ -> false) >>| fun c -> Char.code c - 48
let number = tok (many1 digit >>| List.fold_left (fun a d -> a * 10 + d) 0)
let chain p op = let rec rest l = (op >>= fun f -> p >>= fun r -> rest (f l r)) <|> ret l in p >>= rest
let expr_ref : int p ref = ref (fun _ i -> Error i)
let factor = number <|> (tok (chr '(') >>= fun _ -> (fun s i -> !expr_ref s i) >>= fun v -> tok (chr ')') >>| fun _ -> v)
let op c f = tok (chr c) >>| fun _ -> f
let term = chain factor (op '*' ( * ) <|> op '/' ( / ))
let () = expr_ref := chain term (op '+' ( + ) <|> op '-' ( - ))
let sep p c = p >>= fun x -> many (tok (chr c) >>= fun _ -> p) >>| fun l -> x :: l
let run p show s = match p s 0 with Ok (v, i) when i = String.length s -> show v | Ok (v, i) -> Printf.sprintf "%s, rest %S" (show v) (String.sub s i (String.length s - i)) | Error i -> Printf.sprintf "error at %d" i | exception Division_by_zero -> "div"
let () = List.iter (fun s -> Printf.printf "%s = %s\n" s (run !expr_ref string_of_int s)) [ "1+2*3"; "(1 + 2) * 3"; "10 - 4 - 3"; "100 / 7 / 2"; "2 * (3 + (4 - 1)) x"; "1 +"; ""; "((2"; "8/(4-4)"; "42" ];
  print_endline (run (sep !expr_ref ',') (fun l -> String.concat ";" (List.map string_of_int l)) "1, 2+3 ,4*5"); print_endline (run (many (sat (fun c -> c <> 'z'))) (fun l -> String.init (List.length l) (List.nth l)) "abcz")
