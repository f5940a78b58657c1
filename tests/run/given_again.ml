(* One block that a loop gives to a function again and again, and that comes back: what is written to it is there when it comes again. *)
type t = { mutable a : int; b : int }
let[@inline never] f p n = if n > 0 then p else { a = n; b = 1 }
let () =
  let n = Sys.opaque_identity 3 in
  let p = { a = 5; b = n } in
  for i = 1 to n do
    let r = f p i in
    r.a <- r.a + 1;
    print_int r.b
  done;
  let s = ref 0 in
  for i = 1 to n do
    let q = f { a = i; b = n } i in s := !s + q.b;
    let q = f { a = i; b = 2 } (-i) in s := !s + q.b;
    let q = f { a = i; b = 3 } (i+1) in s := !s + q.b
  done;
  let p2 = { a = 5; b = n } in
  for i = 1 to n do
    let r = f p2 i in
    print_int r.b;
    r.a <- r.a + 1;
    print_int r.a;
  done;
  print_int !s; print_newline ()
