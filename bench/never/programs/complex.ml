(* Complex numbers as pairs of floats, taken apart and put together by small functions. *)
let add (a, b) (c, d) = (a +. c, b +. d)
let mul (a, b) (c, d) = ((a *. c) -. (b *. d), (a *. d) +. (b *. c))
let norm2 (a, b) = (a *. a) +. (b *. b)
let rec escape c z n = if n = 0 || norm2 z > 4. then n else escape c (add (mul z z) c) (n - 1)

let () =
  let size = Sys.opaque_identity 1500 in
  let sum = ref 0 in
  for y = 0 to size - 1 do
    for x = 0 to size - 1 do
      let at k = (float_of_int k *. 3. /. float_of_int size) -. 2. in
      sum := !sum + escape (at x, at y +. 0.5) (0., 0.) 200
    done
  done;
  Printf.printf "%d\n" !sum
