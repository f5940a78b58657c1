(* The state in one big array of integers and one of floats. *)
let ints = Bigarray.Array1.create Bigarray.int Bigarray.c_layout 16
let floats = Bigarray.Array1.create Bigarray.float64 Bigarray.c_layout 16
let advance () = ints.{0} <- ((ints.{0} * 1103515245) + 12345) land 0x3fffffff

let number () =
  let n = (ints.{0} lsr 8) land 0xffff in
  advance ();
  n

let note n =
  if n < ints.{2} then ints.{2} <- n;
  if n > ints.{3} then ints.{3} <- n

let observe () =
  let n = number () in
  ints.{1} <- ints.{1} + 1;
  note n;
  floats.{0} <- floats.{0} +. float_of_int n

let skip () = ignore (number ())
let choose () = if number () land 1 = 0 then observe () else skip ()

let round () =
  choose ();
  observe ();
  observe ();
  choose ()

let () =
  ints.{0} <- 42;
  ints.{1} <- 0;
  ints.{2} <- max_int;
  ints.{3} <- min_int;
  floats.{0} <- 0.;
  for _ = 1 to Sys.opaque_identity 30_000_000 do
    round ()
  done;
  Printf.printf "%d %.1f %d %d %d\n" ints.{0} floats.{0} ints.{1} ints.{2} ints.{3}
