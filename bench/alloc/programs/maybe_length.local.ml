(* maybe_length of the reference: the length of a list unless an element forbids it; each Some in the caller's region. *)
let rec maybe_length (local_ p) l =
  match l with
  | [] -> Some 0
  | x :: xs -> (
      if p x then None
      else
        match maybe_length p xs with
        | None -> None
        | Some count -> exclave_ stack_ (Some (count + 1)))

let () =
  let rounds = if Array.length Sys.argv > 1 then int_of_string Sys.argv.(1) else 120_000 in
  let l = List.init 1_000 (fun i -> i) in
  let total = stack_ (ref 0) in
  for i = 1 to rounds do
    let bad = if i land 7 = 0 then 500 else -1 in
    match maybe_length (fun x -> x = bad) l with
    | None -> incr total
    | Some n -> total := (!total + n) land 0xffffff
  done;
  Printf.printf "%d\n" !total
