(* slow *)
(* unification, rewriting and completion over first-order terms: lists, assoc, exceptions, closures *)
let n = 1
type term = Var of int | App of string * term list
exception Clash
let rec subst s = function Var v as t -> (try List.assoc v s with Not_found -> t) | App (f, l) -> App (f, List.map (subst s) l)
let rec occurs v = function Var w -> v = w | App (_, l) -> List.exists (occurs v) l
let rec unify s = function
  | [] -> s
  | (a, b) :: rest -> (match subst s a, subst s b with
      | Var v, Var w when v = w -> unify s rest
      | Var v, t | t, Var v -> if occurs v t then raise Clash else unify ((v, t) :: List.map (fun (w, u) -> (w, subst [ v, t ] u)) s) rest
      | App (f, l), App (g, m) -> if f <> g || List.length l <> List.length m then raise Clash else unify s (List.combine l m @ rest))
let matching pat t =
  let rec go s p t = match p, t with
    | Var v, _ -> (match List.assoc_opt v s with Some u -> if u = t then s else raise Clash | None -> (v, t) :: s)
    | App (f, l), App (g, m) when f = g -> List.fold_left2 go s l m
    | _ -> raise Clash in
  go [] pat t
let rec rewrite rules t =
  let t = match t with Var _ -> t | App (f, l) -> App (f, List.map (rewrite rules) l) in
  let rec try_rules = function
    | [] -> t
    | (l, r) :: rest -> (match matching l t with s -> rewrite rules (subst s r) | exception Clash -> try_rules rest) in
  match t with Var _ -> t | App _ -> try_rules rules
let rec vars acc = function Var v -> if List.mem v acc then acc else v :: acc | App (_, l) -> List.fold_left vars acc l
let rename k t = let rec go = function Var v -> Var (v + k) | App (f, l) -> App (f, List.map go l) in go t
let normal_names (l, r) =
  let vs = List.rev (vars (vars [] l) r) in
  let s = List.mapi (fun i v -> (v, Var i)) vs in (subst s l, subst s r)
let weight = function "i" -> 2 | "*" -> 1 | _ -> 0
(* lexicographic path ordering *)
let rec gt s t = match s, t with
  | Var _, _ -> false
  | App _, Var v -> occurs v s
  | App (f, ss), App (g, ts) ->
    List.exists (fun u -> u = t || gt u t) ss
    || (if f = g then List.for_all (gt s) ts && lex ss ts else weight f > weight g && List.for_all (gt s) ts)
and lex a b = match a, b with [], _ | _, [] -> false | x :: xs, y :: ys -> if x = y then lex xs ys else gt x y
let rec positions t = match t with
  | Var _ -> []
  | App (f, l) -> (t, Fun.id) :: List.concat (List.mapi (fun i u -> List.map (fun (s, ctx) -> (s, fun x -> App (f, List.mapi (fun j w -> if i = j then ctx x else w) l))) (positions u)) l)
let critical (l1, r1) (l2, r2) =
  let l2 = rename 1000 l2 and r2 = rename 1000 r2 in
  List.filter_map (fun (sub, ctx) -> match unify [] [ sub, l2 ] with
      | s -> Some (subst s r1, subst s (ctx r2))
      | exception Clash -> None) (positions l1)
let rec size = function Var _ -> 1 | App (_, l) -> List.fold_left (fun a t -> a + size t) 1 l
exception Unorientable
let complete eqs =
  let rec loop rules eqs =
    match List.stable_sort (fun (a, b) (c, d) -> compare (size a + size b) (size c + size d)) eqs with
    | [] -> rules
    | (a, b) :: rest ->
      let a = rewrite rules a and b = rewrite rules b in
      if a = b then loop rules rest
      else begin
        let rule = normal_names (if gt a b then (a, b) else if gt b a then (b, a) else raise Unorientable) in
        let keep, drop = List.partition (fun (l, _) -> rewrite [ rule ] l = l) rules in
        let keep = List.map (fun (l, r) -> (l, rewrite (rule :: keep) r)) keep in
        let rules = keep @ [ rule ] in
        let pairs = List.concat_map (fun r -> critical r rule @ critical rule r) rules in
        let pairs = List.filter_map (fun (x, y) -> let x = rewrite rules x and y = rewrite rules y in if x = y then None else Some (normal_names (x, y))) pairs in
        loop rules (drop @ List.sort_uniq compare pairs @ rest)
      end in
  loop [] eqs
let rec show = function
  | Var v -> String.make 1 (Char.chr (120 + v mod 3)) | App (f, []) -> f
  | App ("*", [ a; b ]) -> "(" ^ show a ^ "*" ^ show b ^ ")" | App (f, l) -> f ^ "(" ^ String.concat "," (List.map show l) ^ ")"
let ( *: ) a b = App ("*", [ a; b ]) and e = App ("e", []) and i t = App ("i", [ t ])
let x = Var 0 and y = Var 1 and z = Var 2
let group = [ e *: x, x; i x *: x, e; (x *: y) *: z, x *: (y *: z) ]
let () =
  let rules = ref [] in
  for _ = 1 to n do rules := complete group done;
  List.iter (fun (l, r) -> Printf.printf "%s -> %s\n" (show l) (show r)) (List.sort compare !rules);
  let t = i ((x *: i y) *: (e *: i (z *: i x))) in
  Printf.printf "%s = %s\n" (show t) (show (rewrite !rules t))
