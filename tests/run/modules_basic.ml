(* nested modules, open, local open, include, shadowing through open, effect order *)
let () = print_endline "start"
module A = struct
  let () = print_endline "init A"
  let x = 1 and name = "A"
  module B = struct let () = print_endline "init A.B" let x = 2 let f y = x + y module C = struct let deep = 42 exception E of int type t = K of int | L end end
  let g = B.f
  let x' = B.x
end
module D = struct include A let () = print_endline "init D" let x = x + 100 let name = name ^ "D" end
module E = A.B.C
module type S = sig type t val make : int -> t val get : t -> int val default : t end
module Counter : S = struct type t = int ref let hidden = ref 0 let make n = incr hidden; ref (n + !hidden) let get r = !r let default = make 1000 end
module Pair : sig type 'a t val make : 'a -> 'a -> 'a t val fst : 'a t -> 'a val swap : 'a t -> 'a t end = struct type 'a t = { l : 'a; r : 'a } let make l r = { l; r } let fst p = p.l let swap p = { l = p.r; r = p.l } end
module Stk = struct type 'a t = 'a list let empty = [] let push x s = x :: s let pop = function [] -> None | x :: s -> Some (x, s) end
module type SHOW = sig include S val show : t -> string end
module Ext : SHOW with type t = int = struct type t = int let make n = n let get n = n let default = 0 let show = string_of_int end
let x = "outer"
let () =
  Printf.printf "%d %d %d %s\n" A.x A.B.x (A.g 5) D.name; Printf.printf "%d %d\n" D.x D.x';
  let open A in Printf.printf "%d %s\n" x name; let open B in Printf.printf "%d %d\n" x (f 1);
  Printf.printf "%d %d\n" A.B.(x + f 10) A.(x + B.x); Printf.printf "%d\n" E.deep;
  (try raise (E.E 5) with A.B.C.E n -> Printf.printf "E %d\n" n);
  (match E.K 3 with A.B.C.K n -> Printf.printf "K %d\n" n | L -> ())
let () =
  print_endline x; let c = Counter.make 5 in Printf.printf "%d %d\n" (Counter.get c) (Counter.get Counter.default);
  Printf.printf "%s %d\n" Pair.(fst (swap (make "l" "r"))) (Pair.fst (Pair.make 1 2));
  (match Stk.(pop (push 2 (push 1 empty))) with Some (x, _) -> Printf.printf "%d\n" x | None -> ()); Printf.printf "%s %d\n" (Ext.show (Ext.make 7)) (Ext.default + 1);
  let module Loc = struct let v = String.length x let w = v * 2 end in Printf.printf "%d %d\n" Loc.v Loc.w;
  let module L = List in Printf.printf "%d\n" (L.length [ 1; 2 ])
open A
let () = Printf.printf "%d\n" x
open struct let hidden = "struct open" end
let () = print_endline hidden
module List = struct include List let sum = fold_left ( + ) 0 let length l = - (length l) end
let () = Printf.printf "%d %d\n" (List.sum [ 1; 2; 3 ]) (List.length [ 1; 2; 3 ])
module String_ = struct let rec rev s = let n = String.length s in String.init n (fun i -> s.[n - 1 - i]) and twice s = rev (rev s) end
let () = print_endline (String_.rev "olleh" ^ String_.twice " ok")
