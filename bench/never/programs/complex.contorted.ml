(* Everything in one function: local references to floats are the only ones that ocamlopt keeps in registers. *)
let () =
  let size = Sys.opaque_identity 1500 in
  let sum = ref 0 in
  for y = 0 to size - 1 do
    for x = 0 to size - 1 do
      let cr = (float_of_int x *. 3. /. float_of_int size) -. 2. in
      let ci = (float_of_int y *. 3. /. float_of_int size) -. 2. +. 0.5 in
      let zr = ref 0. and zi = ref 0. and n = ref 200 in
      while not (!n = 0 || (!zr *. !zr) +. (!zi *. !zi) > 4.) do
        let re = (!zr *. !zr) -. (!zi *. !zi) and im = (!zr *. !zi) +. (!zi *. !zr) in
        zr := re +. cr;
        zi := im +. ci;
        decr n
      done;
      sum := !sum + !n
    done
  done;
  Printf.printf "%d\n" !sum
