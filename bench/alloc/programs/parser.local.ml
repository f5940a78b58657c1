(* A recursive-descent parser of arithmetic: cursor, tokens and result pairs in regions. *)
type cursor = { text : string; mutable pos : int }
type token = Number of int | Op of char | End

let next (local_ c) =
  let n = String.length c.text in
  while c.pos < n && String.unsafe_get c.text c.pos = ' ' do
    c.pos <- c.pos + 1
  done;
  if c.pos >= n then End
  else
    let ch = String.unsafe_get c.text c.pos in
    if ch >= '0' && ch <= '9' then begin
      let v = stack_ (ref 0) in
      while c.pos < n && String.unsafe_get c.text c.pos >= '0' && String.unsafe_get c.text c.pos <= '9' do
        v := (!v * 10) + Char.code (String.unsafe_get c.text c.pos) - 48;
        c.pos <- c.pos + 1
      done;
      let n = !v in
      exclave_ stack_ (Number n)
    end
    else begin
      c.pos <- c.pos + 1;
      exclave_ stack_ (Op ch)
    end

(* Each rule gives its value and the token after it. *)
let rec expr (local_ c) = exclave_
  let v, t = term c in
  sum c v t

and sum (local_ c) v (local_ t) = exclave_
  match t with
  | Op '+' ->
    let w, t = term c in
    sum c (v + w) t
  | Op '-' ->
    let w, t = term c in
    sum c (v - w) t
  | _ -> (v, t)

and term (local_ c) = exclave_
  let v, t = atom c in
  product c v t

and product (local_ c) v (local_ t) = exclave_
  match t with
  | Op '*' ->
    let w, t = atom c in
    product c (v * w land 0xffff) t
  | _ -> (v, t)

and atom (local_ c) = exclave_
  match next c with
  | Number n -> (n, next c)
  | Op '(' ->
    let v, _ = expr c in
    (v, next c)
  | Op '-' ->
    let v, t = atom c in
    (-v, t)
  | _ -> (0, End)

let parse text =
  let c = stack_ { text; pos = 0 } in
  let v, _ = expr c in
  v

let () =
  let rounds = if Array.length Sys.argv > 1 then int_of_string Sys.argv.(1) else 4_000_000 in
  let texts = [| "1 + 2 * (3 + 44) - 5 * 6"; "((12 + 7) * 3 - 4) * (5 + 6 * 2) + 99"; "-3 * -4 + (((8)))"; "1+2+3+4+5*6*7*8" |] in
  let total = ref 0 in
  for i = 1 to rounds do
    total := (!total + parse texts.(i land 3)) land 0xffffff
  done;
  Printf.printf "%d\n" !total
