(* Value and operator count are returned in one big array, the position as the result. *)
let memory = Bigarray.Array1.create Bigarray.int Bigarray.c_layout 16
let return i v n = memory.{0} <- v; memory.{1} <- n; i

let rec expr s i =
  let i = term s i in
  expr_rest s i memory.{0} memory.{1}

and expr_rest s i v n =
  if i < String.length s && s.[i] = '+' then begin
    let i = term s (i + 1) in
    expr_rest s i (v + memory.{0}) (n + memory.{1} + 1)
  end
  else return i v n

and term s i =
  let i = factor s i in
  term_rest s i memory.{0} memory.{1}

and term_rest s i v n =
  if i < String.length s && s.[i] = '*' then begin
    let i = factor s (i + 1) in
    term_rest s i (v * memory.{0} land 0xffffff) (n + memory.{1} + 1)
  end
  else return i v n

and factor s i =
  if s.[i] = '(' then
    let i = expr s (i + 1) in
    i + 1
  else number s i 0

and number s i v =
  if i < String.length s && s.[i] >= '0' && s.[i] <= '9' then number s (i + 1) ((10 * v) + Char.code s.[i] - 48)
  else return i v 0

let () =
  let text = Sys.opaque_identity "1+2*(3+4*5)*6+7*(8*(9+10)+11)*(12+13*14+15)" in
  let sum = ref 0 in
  for i = 1 to 4_500_000 do
    let p = expr text 0 in
    sum := (!sum + p + (memory.{0} * i) + memory.{1}) land 0xffffffff
  done;
  Printf.printf "%d\n" !sum
