(* stresses: list building and traversal, recursion, short-lived allocation *)
let n = if Array.length Sys.argv > 1 then int_of_string Sys.argv.(1) else 13
let rec safe q d = function [] -> true | x :: rest -> q <> x && q <> x + d && q <> x - d && safe q (d + 1) rest
let rec range a b = if a > b then [] else a :: range (a + 1) b
let solve n =
  let cols = range 1 n in
  let rec place k board = if k = 0 then [ board ] else List.concat_map (fun q -> if safe q 1 board then place (k - 1) (q :: board) else []) cols in
  place n []
let () =
  let sols = solve n in
  Printf.printf "%d\n" (List.length sols);
  (match sols with [] -> () | s :: _ -> List.iter (Printf.printf "%d ") s; print_newline ())
