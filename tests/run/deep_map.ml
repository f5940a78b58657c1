(* non-tail-recursive list functions with deep stacks, scanned by the collector *)
let n = 60
let rec map f = function [] -> [] | x :: r -> let y = f x in y :: map f r
let rec append a b = match a with [] -> b | x :: r -> x :: append r b
let rec fold_right f l acc = match l with [] -> acc | x :: r -> f x (fold_right f r acc)
let rec zip a b = match a, b with x :: r, y :: s -> (x, y) :: zip r s | _ -> []
let () =
  let l = List.init n Fun.id in
  let total = ref 0 in
  for i = 1 to 10 do
    let m = map (fun x -> x * i + 1) l in
    let z = zip m (append (map string_of_int (List.filter (fun x -> x land 7 = 0) l)) [ "end" ]) in
    total := (!total + fold_right (fun x acc -> (x + acc) land 0xFFFFFFF) m 0 + fold_right (fun (a, s) acc -> (a + String.length s + acc) land 0xFFFFFF) z 0) land 0xFFFFFFF
  done;
  Printf.printf "%d\n" !total
