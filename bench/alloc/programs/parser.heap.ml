(* A recursive-descent parser of arithmetic: a cursor per text, a token per step, a result pair per rule. *)
type cursor = { text : string; mutable pos : int }
type token = Number of int | Op of char | End

let next c =
  let n = String.length c.text in
  while c.pos < n && String.unsafe_get c.text c.pos = ' ' do
    c.pos <- c.pos + 1
  done;
  if c.pos >= n then End
  else
    let ch = String.unsafe_get c.text c.pos in
    if ch >= '0' && ch <= '9' then begin
      let v = ref 0 in
      while c.pos < n && String.unsafe_get c.text c.pos >= '0' && String.unsafe_get c.text c.pos <= '9' do
        v := (!v * 10) + Char.code (String.unsafe_get c.text c.pos) - 48;
        c.pos <- c.pos + 1
      done;
      Number !v
    end
    else begin
      c.pos <- c.pos + 1;
      Op ch
    end

(* Each rule gives its value and the token after it. *)
let rec expr c =
  let v, t = term c in
  sum c v t

and sum c v t =
  match t with
  | Op '+' ->
    let w, t = term c in
    sum c (v + w) t
  | Op '-' ->
    let w, t = term c in
    sum c (v - w) t
  | _ -> (v, t)

and term c =
  let v, t = atom c in
  product c v t

and product c v t =
  match t with
  | Op '*' ->
    let w, t = atom c in
    product c (v * w land 0xffff) t
  | _ -> (v, t)

and atom c =
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
  let c = { text; pos = 0 } in
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
