(* stresses: higher-order pipelines: unknown calls, partial application, composition, closures in data *)
let n = if Array.length Sys.argv > 1 then int_of_string Sys.argv.(1) else 2200
let compose f g x = f (g x)
let pipeline = List.fold_left compose Fun.id [ (fun x -> x + 1); ( * ) 3; (fun x -> x land 0xFFFF); Fun.flip ( - ) 7; (fun x -> if x land 1 = 0 then x / 2 else 3 * x + 1) ]
let rec unfold f s = match f s with None -> [] | Some (x, s') -> x :: unfold f s'
type 'a parser = int list -> ('a * int list) option
let item : int parser = function [] -> None | x :: r -> Some (x, r)
let bind (p : 'a parser) (f : 'a -> 'b parser) : 'b parser = fun s -> match p s with None -> None | Some (x, r) -> f x r
let return x : 'a parser = fun s -> Some (x, s)
let sat p = bind item (fun x -> if p x then return x else fun _ -> None)
let rec many p : 'a list parser = fun s -> match p s with None -> Some ([], s) | Some (x, r) -> (match many p r with Some (l, r) -> Some (x :: l, r) | None -> Some ([ x ], r))
let church k f = let rec go i x = if i = 0 then x else go (i - 1) (f x) in go k
let () =
  let sum = ref 0 in
  let data = unfold (fun i -> if i >= 5000 then None else Some (i * i land 1023, i + 1)) 0 in
  for i = 1 to n do
    let add = ( + ) i in
    let r = data |> List.map (compose pipeline add) |> List.filter (fun x -> x mod 3 <> 0) |> List.map (fun x y -> x + y) |> List.fold_left (fun acc f -> f acc land 0xFFFFFF) 0 in
    sum := (!sum * 17 + r) land 0xFFFFFFF;
    (match many (bind (sat (fun x -> x >= 0)) (fun x -> return (x + i))) data with Some (l, _) -> sum := !sum + List.length l | None -> ());
    sum := (!sum + church 10000 (fun x -> (x * 5 + i) land 0xFFFF) i) land 0xFFFFFFF
  done;
  Printf.printf "%d\n" !sum
