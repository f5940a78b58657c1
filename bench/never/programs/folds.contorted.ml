(* Loops over local references; a list is walked by a reference to its rest. *)
let () =
  let n = Sys.opaque_identity 1000 in
  let floats = List.init n (fun i -> float_of_int (i * 7919 mod 1009)) and ints = Array.init n (fun i -> (i * 7919 mod 1009) - 504) in
  let total = ref 0. and segments = ref 0 in
  for i = 1 to 100_000 do
    let low = ref infinity and high = ref neg_infinity and seen = ref 0 and rest = ref floats in
    while !rest <> [] do
      match !rest with
      | x :: l ->
          if x < !low then low := x;
          if x > !high then high := x;
          incr seen;
          rest := l
      | [] -> ()
    done;
    let sum = ref 0. and count = ref 0 in
    rest := floats;
    while !rest <> [] do
      match !rest with
      | x :: l ->
          sum := !sum +. x;
          incr count;
          rest := l
      | [] -> ()
    done;
    total := !total +. (!sum /. float_of_int !count) +. !high -. !low +. float_of_int !seen;
    let best = ref min_int and here = ref 0 and where = ref (-1) in
    for k = 0 to Array.length ints - 1 do
      let x = Array.unsafe_get ints k in
      here := if !here > 0 then !here + x else x;
      if !here > !best then begin
        best := !here;
        where := k
      end
    done;
    segments := (!segments + (!best * i) + !where) land 0xffffffff
  done;
  Printf.printf "%.3f %d\n" !total !segments
