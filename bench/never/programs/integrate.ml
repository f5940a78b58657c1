(* A sum in a float reference, the function to integrate given as a closure over floats. *)
let integrate f a b steps =
  let h = (b -. a) /. float_of_int steps in
  let sum = ref 0. in
  for i = 0 to steps - 1 do
    sum := !sum +. f (a +. ((float_of_int i +. 0.5) *. h))
  done;
  !sum *. h

let polynomial p q x = (((p *. x) +. q) *. x) -. 1.

let () =
  let n = Sys.opaque_identity 300 in
  let total = ref 0. in
  for i = 1 to n do
    let p = float_of_int i /. 100. in
    total := !total +. integrate (polynomial p 0.5) 0. 2. 400_000;
    total := !total -. integrate (fun x -> sqrt (x +. p)) 0. 1. 100_000
  done;
  Printf.printf "%.9f\n" !total
