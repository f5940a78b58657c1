(* What patterns force, and when: the order of ocamlopt. Bindings of tuples go component by component. *)
type 'a stream = 'a cell Lazy.t
and 'a cell = Nil | Cons of 'a * 'a stream

let log = Buffer.create 100
let say s x = lazy (Buffer.add_string log s; x)
let rec from name n k : int stream = say (name ^ string_of_int n) (if k = 0 then Nil else Cons (n, from name (n + 1) (k - 1)))

let rec zip (a : int stream) (b : int stream) =
  match a, b with
  | (lazy Nil), _ -> []
  | _, (lazy Nil) -> [ 0, 0 ]
  | (lazy (Cons (x, a))), (lazy (Cons (y, b))) -> (x, y) :: zip a b

let rec merge (a : int stream) (b : int stream) =
  match a, b with
  | a, (lazy Nil) -> List.length (all a)
  | (lazy Nil), b -> List.length (all b)
  | (lazy (Cons (x, a'))), (lazy (Cons (y, _))) when x < y -> x + merge a' b
  | _, (lazy (Cons (y, b'))) -> y + merge a b'

and all = function (lazy Nil) -> [] | (lazy (Cons (x, s))) -> x :: all s

type q = Empty | One of int Lazy.t | Two of int Lazy.t * q Lazy.t

let front = function
  | Empty, _ -> 0
  | One (lazy 1), _ -> 1
  | Two ((lazy 1), (lazy Empty)), true -> 2
  | Two ((lazy 2), _), false -> 3
  | Two (_, (lazy (One (lazy 5)))), _ -> 4
  | One _, true -> 5
  | Two (_, (lazy Empty)), _ -> 6
  | _, _ -> 7

let columns = function
  | 0, (lazy 0), true -> 0
  | _, (lazy 1), false -> 1
  | 1, _, true -> 2
  | 2, (lazy (2 | 3)), _ -> 3
  | n, (lazy m), _ when (Buffer.add_char log 'w'; n = m) -> 4
  | _, _, true -> 5
  | _, (lazy _), _ -> 6

let late = function
  | (_, Some (lazy 0), 1) -> 0
  | ((lazy 1), None, 2) -> 1
  | ((lazy _), Some _, 3) -> 2
  | (_, _, _) -> 3

let alternatives = function
  | ((lazy 1) | (lazy 2)), true -> 0
  | (lazy 1), false -> 1
  | _, true -> 2
  | (lazy (3 | 4 | 5)), _ -> 3
  | _ -> 4

let forced_all = function (lazy _), (lazy _), _ -> Buffer.contents log

let show f x =
  Buffer.clear log;
  let r = try string_of_int (f x) with Match_failure _ -> "!" in
  Printf.printf "%s=%s " (Buffer.contents log) r

let () =
  List.iter (fun (n, m) -> show (fun (a, b) -> List.length (zip a b)) (from "a" 0 n, from "b" 0 m)) [ 0, 0; 0, 2; 2, 0; 2, 1; 1, 2 ];
  print_newline ();
  List.iter (fun (n, m) -> show (fun (a, b) -> merge a b) (from "a" 0 n, from "b" 1 m)) [ 0, 0; 0, 2; 2, 0; 2, 1; 3, 3 ];
  print_newline ();
  let i n = say "i" n in
  List.iter
    (fun b ->
      List.iter
        (fun f -> show front (f (), b))
        [ (fun () -> Empty); (fun () -> One (i 1)); (fun () -> One (i 2)); (fun () -> Two (i 1, say "q" Empty));
          (fun () -> Two (i 2, say "q" Empty)); (fun () -> Two (i 3, say "q" (One (i 5)))); (fun () -> Two (i 3, say "q" Empty));
          (fun () -> Two (i 1, say "q" (One (i 6)))) ])
    [ true; false ];
  print_newline ();
  for n = 0 to 3 do for m = 0 to 4 do show columns (n, i m, true); show columns (n, i m, false) done done;
  print_newline ();
  for n = 0 to 3 do List.iter (fun o -> show late (i n, o (), n); show late (i 1, o (), n)) [ (fun () -> None); (fun () -> Some (say "o" 0)); (fun () -> Some (say "o" 1)) ] done;
  print_newline ();
  for n = 0 to 6 do show alternatives (i n, true); show alternatives (i n, false) done;
  print_newline ();
  Buffer.clear log;
  print_endline (forced_all (say "1" (), say "2" (), say "3" ()))

let tr s x = print_string s; x
let a c = let ((x, 'y'), 'z') = ((tr "a" 1, tr "b" c), tr "c" c) in ignore x; 1.0
let b c = let ((x, 'y'), 'z') = (tr "a" (1, c), tr "c" c) in ignore x; 1.0
let c c = let (((x, 'y') as u), 'z') = ((tr "a" 1, tr "b" c), tr "c" c) in ignore x; ignore u; 1.0
let d c = let ((x, 'y') as u) = (tr "a" 1, tr "b" c) in ignore x; ignore u; 1.0
let e c = let (x, 'y') | (x, 'x') = (tr "a" 1, tr "b" c) in ignore x; 1.0
let f c = let ((x, 'y') : int * char) = (tr "a" 1, tr "b" c) in ignore x; 1.0
let g c = let (x, 'y') = ((tr "a" 1, tr "b" c) : int * char) in ignore x; 1.0
let j c = let (x, 'y') = (tr "0" (); (tr "a" 1, tr "b" c)) in ignore x; 1.0
let k c = let (x, 'y') = (tr "a" 1, tr "b" c) and 'p' = tr "c" c in ignore x; 1.0
let m c = let (lazy x, lazy y) = (tr "a" (lazy (tr "A" 1)), tr "b" (lazy (tr "B" c))) in ignore x; 1.0
let n c = let (lazy x, (_, lazy y)) = (tr "a" (lazy (tr "A" 1)), (tr "c" 1, tr "b" (lazy (tr "B" c)))) in ignore x; 1.0
let o c = match tr "a" (lazy (tr "A" 1)), tr "b" (lazy (tr "B" c)) with (lazy x, lazy y) -> 1.0
let p c = let rec (x : int) = 1 in let (_, 'y') = (tr "a" x, tr "b" c) in 1.0
let q c = let (x, _), 'z' = (tr "a" 1, tr "b" c), tr "c" c in 1.0
let r c = (fun (lazy x) (lazy y) -> 1.0) (tr "a" (lazy (tr "A" 1))) (tr "b" (lazy (tr "B" c)))
let s c = (fun ((lazy x), 'z') -> 1.0) (tr "a" (lazy (tr "A" 1)), tr "b" c)
let ls = [a; b; c; d; e; f; g; j; k; m; n; o; p; q; r; s]
let () = List.iteri (fun i f -> List.iter (fun c -> print_char (Char.chr (97 + i)); print_string ": "; (try ignore (f c) with Match_failure _ -> print_string "!"); print_string "   ") ['c'; 'y'; 'z']; print_newline ()) ls
let () = try let (x, 'z') = (tr "a" 1, tr "b" ' ') in print_int x with Match_failure _ -> print_endline "!"
let (x, _) = (tr "a" 1, tr "b" ' ')
