(* Heat on a plate, and its energy: bigarrays of 32-bit floats in two dimensions and of 64-bit floats in one.  No tests of indices. *)
open Bigarray

type plate = (float, float32_elt, c_layout) Array2.t

let step (from : plate) (to_ : plate) =
  for i = 1 to Array2.dim1 from - 2 do
    for j = 1 to Array2.dim2 from - 2 do
      let around =
        Array2.unsafe_get from (i - 1) j +. Array2.unsafe_get from (i + 1) j +. Array2.unsafe_get from i (j - 1)
        +. Array2.unsafe_get from i (j + 1)
      in
      Array2.unsafe_set to_ i j ((0.5 *. Array2.unsafe_get from i j) +. (0.125 *. around))
    done
  done

let rows (p : plate) (sums : (float, float64_elt, c_layout) Array1.t) =
  for i = 0 to Array2.dim1 p - 1 do
    let s = ref 0. in
    for j = 0 to Array2.dim2 p - 1 do s := !s +. Array2.unsafe_get p i j done;
    sums.{i} <- sums.{i} +. !s
  done

let () =
  let steps = if Array.length Sys.argv > 1 then int_of_string Sys.argv.(1) else 400 in
  let n = 500 in
  let start i j = if i = 0 then 100. else if j = 0 then 50. else 0. in
  let a = ref (Array2.init float32 c_layout n n start) and b = ref (Array2.init float32 c_layout n n start) in
  let sums = Array1.init float64 c_layout n (fun _ -> 0.) in
  for _ = 1 to steps do
    step !a !b;
    rows !b sums;
    let c = !a in
    a := !b;
    b := c
  done;
  let total = ref 0. in
  for i = 0 to Array1.dim sums - 1 do total := !total +. sums.{i} done;
  Printf.printf "%.6g %.6g\n" !a.{10, 10} !total
