(* The functions written out in the loops. *)
let () =
  let n = Sys.opaque_identity 300 in
  let total = ref 0. in
  for i = 1 to n do
    let p = float_of_int i /. 100. in
    let h = (2. -. 0.) /. float_of_int 400_000 in
    let sum = ref 0. in
    for i = 0 to 400_000 - 1 do
      let x = 0. +. ((float_of_int i +. 0.5) *. h) in
      sum := !sum +. ((((p *. x) +. 0.5) *. x) -. 1.)
    done;
    total := !total +. (!sum *. h);
    let h = (1. -. 0.) /. float_of_int 100_000 in
    let sum = ref 0. in
    for i = 0 to 100_000 - 1 do
      let x = 0. +. ((float_of_int i +. 0.5) *. h) in
      sum := !sum +. sqrt (x +. p)
    done;
    total := !total -. (!sum *. h)
  done;
  Printf.printf "%.9f\n" !total
