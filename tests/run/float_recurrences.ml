(* Loops that test floats, whose next values start before the test (backend/recurrence.c): the same bits in every iteration, none
   for an iteration that is not there, operands that were exchanged or are infinite or no numbers. *)
let shown = ref 0
let show name x = incr shown; Printf.printf "%s %h\n" name x
let opaque = Sys.opaque_identity

let rec escape cx cy x y n =
  let x2 = x *. x and y2 = y *. y in
  if n = 0 || x2 +. y2 > 4. then (x, y, n) else escape cx cy (x2 -. y2 +. cx) ((2. *. x *. y) +. cy) (n - 1)

let rec swap x y n = if n = 0 || x > 1e300 then (x, y, n) else swap (y *. 1.5) (x +. y) (n - 1)
let rec alternate x y n = if x +. y > 50. then (x, y, n) else alternate y (x +. 1.) (n + 1)
let rec logistic c x n = if n = 0 || x > 1.5 then x else logistic c (x *. (1. -. x) *. c) (n - 1)

let newton c =
  let x = ref c and n = ref 0 in
  while abs_float ((!x *. !x) -. c) > 1e-12 *. c && !n < 60 do
    x := 0.5 *. (!x +. (c /. !x));
    incr n
  done;
  (!x, !n)

let henon limit =
  let x = ref 0.1 and y = ref 0.1 and n = ref 0 in
  while !x *. !x < 100. && !n < limit do
    let next = 1. -. (1.4 *. !x *. !x) +. !y in
    y := 0.3 *. !x;
    x := next;
    incr n
  done;
  !x +. !y

let diverges x =
  let x = ref x and n = ref 0 in
  while not (!x > 1e308) && !n < 3000 do
    x := !x *. 1.25 -. 0.1;
    incr n
  done;
  (!x, !n)

let () =
  for i = 0 to 12 do
    let c = opaque (float i *. 0.2 -. 1.7) in
    let x, y, n = escape c 0.31 0. 0. (opaque 50) in
    show (string_of_int n) x; show "  " y;
    show "logistic" (logistic (c +. 4.) 0.3 (opaque 20));
    let x, n = newton (abs_float c) in
    show (string_of_int n) x
  done;
  let x, y, n = swap (opaque 1.) 1. (opaque 5000) in
  show (string_of_int n) x; show "  " y;
  let x, y, n = alternate (opaque 0.) 0.25 0 in
  show (string_of_int n) x; show "  " y;
  List.iter (fun limit -> show "henon" (henon (opaque limit))) [0; 1; 2; 3; 100];
  List.iter (fun x -> let x, n = diverges (opaque x) in show (string_of_int n) x) [nan; infinity; neg_infinity; 0.4; 3.; -1.; -0.];
  Printf.printf "%d\n" !shown
