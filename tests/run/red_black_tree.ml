(* nested pattern matching (balancing), persistent tree, polymorphic code with a comparison argument *)
let n = 500
type color = R | B
type 'a t = E | T of color * 'a t * 'a * 'a t
let balance = function
  | B, T (R, T (R, a, x, b), y, c), z, d | B, T (R, a, x, T (R, b, y, c)), z, d
  | B, a, x, T (R, T (R, b, y, c), z, d) | B, a, x, T (R, b, y, T (R, c, z, d)) -> T (R, T (B, a, x, b), y, T (B, c, z, d))
  | c, l, x, r -> T (c, l, x, r)
let insert cmp x s =
  let rec ins = function
    | E -> T (R, E, x, E)
    | T (c, l, y, r) as t -> let k = cmp x y in if k < 0 then balance (c, ins l, y, r) else if k > 0 then balance (c, l, y, ins r) else t in
  match ins s with T (_, l, y, r) -> T (B, l, y, r) | E -> assert false
let rec mem cmp x = function E -> false | T (_, l, y, r) -> let k = cmp x y in k = 0 || mem cmp x (if k < 0 then l else r)
let rec fold f t acc = match t with E -> acc | T (_, l, x, r) -> fold f r (f x (fold f l acc))
let rec black = function E -> 1 | T (c, l, _, r) -> let a = black l and b = black r in if a <> b then failwith "unbalanced"; a + (if c = B then 1 else 0)
let rec height = function E -> 0 | T (_, l, _, r) -> 1 + max (height l) (height r)
let () =
  let seed = ref 42 in
  let next () = seed := (!seed * 1103515245 + 12345) land 0x3FFFFFFF; !seed lsr 5 in
  let t = ref E in
  for _ = 1 to n do t := insert Int.compare (next () mod (2 * n)) !t done;
  let hits = ref 0 in
  for i = 0 to 2 * n - 1 do if mem Int.compare i !t then incr hits done;
  Printf.printf "%d %d %d %d\n" !hits (fold (fun x s -> (s * 31 + x) land 0xFFFFFFF) !t 0) (black !t) (height !t);
  let st = ref E in
  for i = 1 to n / 20 do st := insert compare (string_of_int (i * 7919 mod 10007)) !st done;
  Printf.printf "%d\n" (fold (fun s k -> k + String.length s) !st 0)
