(* A parser of sums and products: five functions that call each other and return position, value, operators. *)
let rec expr s i =
  let i, v, n = term s i in
  expr_rest s i v n

and expr_rest s i v n =
  if i < String.length s && s.[i] = '+' then
    let i, w, m = term s (i + 1) in
    expr_rest s i (v + w) (n + m + 1)
  else (i, v, n)

and term s i =
  let i, v, n = factor s i in
  term_rest s i v n

and term_rest s i v n =
  if i < String.length s && s.[i] = '*' then
    let i, w, m = factor s (i + 1) in
    term_rest s i (v * w land 0xffffff) (n + m + 1)
  else (i, v, n)

and factor s i =
  if s.[i] = '(' then
    let i, v, n = expr s (i + 1) in
    (i + 1, v, n)
  else number s i 0

and number s i v =
  if i < String.length s && s.[i] >= '0' && s.[i] <= '9' then number s (i + 1) ((10 * v) + Char.code s.[i] - 48) else (i, v, 0)

let () =
  let text = Sys.opaque_identity "1+2*(3+4*5)*6+7*(8*(9+10)+11)*(12+13*14+15)" in
  let sum = ref 0 in
  for i = 1 to 4_500_000 do
    let p, v, n = expr text 0 in
    sum := (!sum + p + (v * i) + n) land 0xffffffff
  done;
  Printf.printf "%d\n" !sum
