(* slow *)
(* float comparisons and arithmetic in a tail-recursive inner loop *)
let n = 40
let limit = 100
let rec escape cx cy x y k = if k = limit then limit else
    let x2 = x *. x and y2 = y *. y in
    if x2 +. y2 > 4. then k else escape cx cy (x2 -. y2 +. cx) (2. *. x *. y +. cy) (k + 1)
let () =
  let total = ref 0 and inside = ref 0 in
  for py = 0 to n - 1 do
    let cy = 2. *. float py /. float n -. 1. in
    for px = 0 to n - 1 do
      let cx = 3. *. float px /. float n -. 2. in
      let k = escape cx cy 0. 0. 0 in
      total := !total + k; if k = limit then incr inside;
      if n <= 60 then print_char (if k = limit then '#' else if k > 8 then '+' else if k > 3 then '.' else ' ')
    done;
    if n <= 60 then print_newline ()
  done;
  Printf.printf "%d %d\n" !total !inside
