(* RUN: --alloc-report -w *)
(* loops, lazy values, tail calls: what keeps a value on the heap that nothing needs there *)
let[@inline never] loop n =
  let last = ref (0, 0) in
  for i = 1 to n do last := if fst !last > i then !last else (i, snd !last + i) done;
  snd !last
let l = lazy (Sys.opaque_identity 3)
let[@inline never] some_lazy x = Lazy.force (lazy (print_int x; x))
let[@inline never] part f n = let add a b = a + b + n in f add
let[@inline never] applied g = (Sys.opaque_identity 3) + g 1 2
let rec walk f = function [] -> 0 | x :: l -> f x + walk f l
let[@inline never] user n l = walk (fun (x, y) -> x + y + n) l
let[@inline never] acc n = let rec go i best = if i = 0 then fst best else go (i - 1) (if snd best > i then best else (i, i * n)) in go n (0, 0)
let () = print_int (loop (Array.length Sys.argv)); print_int (Lazy.force l + some_lazy 2 + user 3 [(1, 2); (Array.length Sys.argv, 4)] + acc 10); print_int (part applied 2)
type cell = { mutable best : int * int }
let[@inline never] rounds n =
  let keep = Sys.opaque_identity { best = (0, 0) } in
  let seen = ref [] in
  for i = 1 to n do seen := (i, i) :: (if List.length !seen > 3 then [] else !seen) done;
  ignore keep;
  List.length !seen
let () = print_int (rounds 10)
(* EXPECT
reasons_of_escape.ml:4:14: registers: ref in Reasons_of_escape.loop, 2 words
reasons_of_escape.ml:4:18: static: tuple in Reasons_of_escape.loop, 3 words
reasons_of_escape.ml:5:62: registers: tuple in Reasons_of_escape.loop, 3 words
reasons_of_escape.ml:7:9: heap: lazy in Reasons_of_escape, 2 words
    lazy values are on the heap: forcing one writes into it
reasons_of_escape.ml:8:45: heap: lazy in Reasons_of_escape.some_lazy, 4 words
    lazy values are on the heap: forcing one writes into it
reasons_of_escape.ml:8:45: heap: lazy in Reasons_of_escape.some_lazy, 2 words
    lazy values are on the heap: forcing one writes into it
reasons_of_escape.ml:9:39: region: closure of add in Reasons_of_escape.part, 4 words
reasons_of_escape.ml:12:36: registers: closure in Reasons_of_escape.user, 4 words
reasons_of_escape.ml:13:39: registers: closure of go in Reasons_of_escape.acc, 4 words
reasons_of_escape.ml:13:119: registers: tuple in Reasons_of_escape.acc/go_6, 3 words
reasons_of_escape.ml:13:139: static: tuple in Reasons_of_escape.acc, 3 words
reasons_of_escape.ml:14:99: region: list cell in Reasons_of_escape, 3 words
reasons_of_escape.ml:14:100: static: tuple in Reasons_of_escape, 3 words
reasons_of_escape.ml:14:108: region: tuple in Reasons_of_escape, 3 words
reasons_of_escape.ml:14:108: region: list cell in Reasons_of_escape, 3 words
reasons_of_escape.ml:17:34: heap: record cell in Reasons_of_escape.rounds, 2 words
    hidden from the compiler by Sys.opaque_identity, line 17
reasons_of_escape.ml:17:43: static: tuple in Reasons_of_escape.rounds, 3 words
reasons_of_escape.ml:18:14: registers: ref in Reasons_of_escape.rounds, 2 words
reasons_of_escape.ml:19:29: heap: tuple in Reasons_of_escape.rounds, 3 words
    it lives longer than the round of the loop that makes it, so a region would grow with each round, line 19
reasons_of_escape.ml:19:29: heap: list cell in Reasons_of_escape.rounds, 3 words
    it lives longer than the round of the loop that makes it, so a region would grow with each round, line 19

6 on the heap, 4 in regions, 4 static, 6 in registers, 0 removed
*)
