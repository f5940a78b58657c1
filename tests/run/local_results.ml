(* Functions that allocate in their caller's region: known, as values, partially applied, in handlers and loops. *)
module Counter = struct
  let[@inline never] make n = exclave_ stack_ (ref n)
  let next (local_ c) = let x = !c in incr c; x
end

let rec build n = exclave_ if n = 0 then [] else stack_ (n :: build (n - 1))
let rec length (local_ l) acc = match l with [] -> acc | _ :: r -> length r (acc + 1)

let[@inline never] delayed n =
  let scratch = stack_ (n, n + 1) in
  let a, b = scratch in
  if a > 10 then None else exclave_ stack_ (Some (a + b))

let[@inline never] through (local_ f : int -> local_ int ref) n =
  let c = f n in
  let d = f (n + 1) in
  Counter.next c + Counter.next d + Counter.next c

let[@inline never] nine a b c d e f g h i = exclave_ stack_ (a + b + c, d + e + f, g + h + i)

exception Bad
let[@inline never] fails n = exclave_ if n > 2 then raise Bad else stack_ (Some n)

let sum_handled () =
  let total = ref 0 in
  for i = 1 to 5 do
    (match fails i with
     | Some k -> total := !total + k
     | None -> ()
     | exception Bad -> total := !total + 100)
  done;
  !total

let rec even n = exclave_ if n = 0 then stack_ (Some 0) else odd (n - 1)
and odd n = exclave_ if n = 0 then None else even (n - 1)

let () =
  let before = Gc.region_depth () in
  let c = Counter.make 40 in
  ignore (Counter.next c);
  let l = build 1000 in
  let d x = match delayed x with Some n -> n | None -> -1 in
  let x, y, z = nine 1 2 3 4 5 6 7 8 9 in
  let offset = 7 in
  Printf.printf "%d %d %d %d\n" (Counter.next c) (length l 0) (d 3) (d 30);
  Printf.printf "%d %d\n" (through Counter.make 1) (through (fun n -> exclave_ stack_ (ref (n * offset))) 2);
  Printf.printf "%d %d %d %d\n" x y z (sum_handled ());
  Printf.printf "%b %b\n" (match even 1_000_000 with Some _ -> true | None -> false) (match even 7 with Some _ -> true | None -> false);
  ignore before

let () = Printf.printf "at the end: %d\n" (Gc.region_depth ())
