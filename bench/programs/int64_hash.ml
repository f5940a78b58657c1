(* stresses: boxed int64 and int32 arithmetic that should stay unboxed in loops *)
let n = if Array.length Sys.argv > 1 then int_of_string Sys.argv.(1) else 250_000_000
let fnv n =
  let h = ref 0xcbf29ce484222325L in
  for i = 1 to n do h := Int64.mul (Int64.logxor !h (Int64.of_int (i land 255))) 0x100000001b3L done;
  !h
let xorshift n =
  let x = ref 0x9E3779B97F4A7C15L and acc = ref 0L in
  for _ = 1 to n do
    x := Int64.logxor !x (Int64.shift_left !x 13);
    x := Int64.logxor !x (Int64.shift_right_logical !x 7);
    x := Int64.logxor !x (Int64.shift_left !x 17);
    acc := Int64.add !acc (Int64.shift_right_logical !x 11)
  done;
  !acc
let adler n =
  let a = ref 1l and b = ref 0l in
  for i = 1 to n do a := Int32.rem (Int32.add !a (Int32.of_int (i land 127))) 65521l; b := Int32.rem (Int32.add !b !a) 65521l done;
  Int32.logor (Int32.shift_left !b 16) !a
let () = Printf.printf "%Lx %Lx %lx\n" (fnv n) (xorshift (n * 2 / 3)) (adler (n / 10))
