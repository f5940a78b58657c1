(* Sum types whose blocks have places of their own where there is room, and share them where there is not. *)
type t = A of (int * int) | B of string * float | C
let[@inline never] g i = match i mod 3 with 0 -> A (i, i + 1) | 1 -> B (string_of_int i, float_of_int i) | _ -> C
let[@inline never] f i = (g i, i, i + 1, i + 2)
let[@inline never] h i j = (g i, g j)
let show = function A (a, b) -> Printf.sprintf "A %d %d" a b | B (s, x) -> Printf.sprintf "B %s %g" s x | C -> "C"
let[@inline never] size = function A (a, b) -> a + b | B (s, x) -> String.length s + int_of_float x | C -> 1
let[@inline never] swap i = match g i with A (a, b) -> A (b, a) | B (s, x) -> B (s ^ "!", x +. 0.5) | C as c -> c
let[@inline never] pick c i = if c then g i else swap (i + 1)
let[@inline never] rec walk n acc = if n = 0 then acc else walk (n - 1) (match acc with A (a, b) -> B (string_of_int (a + b), 1.) | B (s, x) -> if x > 3. then C else B (s, x +. 1.) | C -> A (n, n))
let kept = ref []
let () =
  let sum = ref 0 in
  for i = 0 to 11 do
    let t, a, b, c = f i in
    let u, v = h i (i + 1) in
    sum := !sum + size t + a + b + c + size u * size v + size (pick (i land 1 = 0) i);
    (match f (i + 1) with (A (x, y), a, _, _) -> sum := !sum + (x * y) - a | (B (s, x), _, b, _) -> sum := !sum + b + String.length s + int_of_float x | (C, _, _, c) -> sum := !sum - c);
    kept := t :: fst (h i i) :: swap i :: pick false i :: walk i C :: !kept
  done;
  Printf.printf "%d\n" !sum;
  List.iter (fun t -> print_string (show t ^ " ")) !kept;
  print_newline ()
