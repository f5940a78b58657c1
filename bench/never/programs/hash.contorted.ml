(* Loops in one function each, over local references. *)
let fnv1a s =
  let h = ref 0xcbf29ce484222325L in
  for i = 0 to String.length s - 1 do
    h := Int64.mul (Int64.logxor !h (Int64.of_int (Char.code (String.unsafe_get s i)))) 0x100000001b3L
  done;
  !h

let iterate n x =
  let x = ref x in
  for _ = 1 to n do
    x := Int64.logxor !x (Int64.shift_left !x 13);
    x := Int64.logxor !x (Int64.shift_right_logical !x 7);
    x := Int64.logxor !x (Int64.shift_left !x 17)
  done;
  !x

let () =
  let text = Sys.opaque_identity (String.init 1000 (fun i -> Char.chr (32 + (i * 7 mod 90)))) in
  let h = ref 1L in
  for _ = 1 to 100_000 do
    h := Int64.add (Int64.mul !h 31L) (fnv1a text)
  done;
  Printf.printf "%Lx %Lx\n" !h (iterate (Sys.opaque_identity 100_000_000) !h)
