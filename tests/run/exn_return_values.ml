(* floats, tuples and closures live across try blocks and handlers *)
exception Bad of string * int
let risky i = if i mod 5 = 0 then raise (Bad ("five", i)) else if i mod 7 = 0 then invalid_arg "seven" else float i /. 2.0
let () =
  let acc = ref 0.0 and log = ref [] in
  let scale = 1.5 and tag = "t" in
  for i = 1 to 40 do
    let before = !acc in
    let v = try let r = risky i in acc := !acc +. r; r *. scale with
      | Bad (s, n) when n > 20 -> log := (s ^ tag, n) :: !log; before
      | Bad (_, n) -> float (- n)
      | Invalid_argument m -> log := (m, i) :: !log; scale in
    if i mod 10 = 0 then Printf.printf "%d %.3f %.3f\n" i v !acc
  done;
  List.iter (fun (s, n) -> Printf.printf "%s:%d " s n) !log; print_newline ();
  let f = try List.find (fun g -> g 3 > 10) [ (fun x -> x); (fun x -> x * x); (fun x -> x * x * x) ] with Not_found -> fun _ -> 0 in
  Printf.printf "%d\n" (f 2);
  let g = try if Sys.opaque_identity true then raise Exit else (fun x -> x) with Exit -> (fun x -> x ^ tag)
  and h = 3 in Printf.printf "%s %d\n" (g "a") h
