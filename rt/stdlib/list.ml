type 'a t = 'a list

(* Size and access *)

let rec length_from n l =
  match l with
  | [] -> n
  | _ :: l -> length_from (n + 1) l

let length l = length_from 0 l
let cons x l = x :: l

let hd l = match l with [] -> failwith "hd" | x :: _ -> x
let tl l = match l with [] -> failwith "tl" | _ :: l -> l

let rec nth_from l n =
  match l with
  | [] -> failwith "nth"
  | x :: l -> if n = 0 then x else nth_from l (n - 1)

let nth l n = if n < 0 then invalid_arg "List.nth" else nth_from l n

let rec nth_opt_from l n =
  match l with
  | [] -> None
  | x :: l -> if n = 0 then Some x else nth_opt_from l (n - 1)

let nth_opt l n = if n < 0 then invalid_arg "List.nth" else nth_opt_from l n

let rec compare_lengths a b =
  match a, b with
  | [], [] -> 0
  | [], _ :: _ -> -1
  | _ :: _, [] -> 1
  | _ :: a, _ :: b -> compare_lengths a b

let rec compare_length_with l n =
  match l with
  | [] -> if n = 0 then 0 else if n > 0 then -1 else 1
  | _ :: l -> if n <= 0 then 1 else compare_length_with l (n - 1)

(* Building *)

let append a b = a @ b

let rec rev_append a b =
  match a with
  | [] -> b
  | x :: a -> rev_append a (x :: b)

let rev l = rev_append l []

let rec init_rev i n f acc =
  if i >= n then rev acc else init_rev (i + 1) n f (f i :: acc)

let rec init_direct i n f =
  if i >= n then []
  else begin
    let x = f i in
    x :: init_direct (i + 1) n f
  end

let init n f =
  if n < 0 then invalid_arg "List.init"
  else if n <= 10_000 then init_direct 0 n f
  else init_rev 0 n f []

let rec concat ll =
  match ll with
  | [] -> []
  | l :: ll -> l @ concat ll

let flatten ll = concat ll

(* Iterators *)

let rec iter f l =
  match l with
  | [] -> ()
  | x :: l -> f x; iter f l

let rec iteri_from i f l =
  match l with
  | [] -> ()
  | x :: l -> f i x; iteri_from (i + 1) f l

let iteri f l = iteri_from 0 f l

let rec map f l =
  match l with
  | [] -> []
  | x :: l -> let y = f x in y :: map f l

let rec mapi_from i f l =
  match l with
  | [] -> []
  | x :: l -> let y = f i x in y :: mapi_from (i + 1) f l

let mapi f l = mapi_from 0 f l

let rec rev_map_onto acc f l =
  match l with
  | [] -> acc
  | x :: l -> rev_map_onto (f x :: acc) f l

let rev_map f l = rev_map_onto [] f l

let rec filter_map_onto acc f l =
  match l with
  | [] -> rev acc
  | x :: l ->
    match f x with
    | None -> filter_map_onto acc f l
    | Some y -> filter_map_onto (y :: acc) f l

let filter_map f l = filter_map_onto [] f l

let rec concat_map_onto acc f l =
  match l with
  | [] -> rev acc
  | x :: l ->
    let ys = f x in
    concat_map_onto (rev_append ys acc) f l

let concat_map f l = concat_map_onto [] f l

let rec fold_left f acc l =
  match l with
  | [] -> acc
  | x :: l -> fold_left f (f acc x) l

let rec fold_right f l acc =
  match l with
  | [] -> acc
  | x :: l -> f x (fold_right f l acc)

let rec fold_left_map_onto ys f acc l =
  match l with
  | [] -> (acc, rev ys)
  | x :: l ->
    let (acc, y) = f acc x in
    fold_left_map_onto (y :: ys) f acc l

let fold_left_map f acc l = fold_left_map_onto [] f acc l

(* Two lists *)

let rec iter2 f a b =
  match a, b with
  | [], [] -> ()
  | x :: a, y :: b -> f x y; iter2 f a b
  | _, _ -> invalid_arg "List.iter2"

let rec map2 f a b =
  match a, b with
  | [], [] -> []
  | x :: a, y :: b -> let z = f x y in z :: map2 f a b
  | _, _ -> invalid_arg "List.map2"

let rec rev_map2_onto acc f a b =
  match a, b with
  | [], [] -> acc
  | x :: a, y :: b -> rev_map2_onto (f x y :: acc) f a b
  | _, _ -> invalid_arg "List.rev_map2"

let rev_map2 f a b = rev_map2_onto [] f a b

let rec fold_left2 f acc a b =
  match a, b with
  | [], [] -> acc
  | x :: a, y :: b -> fold_left2 f (f acc x y) a b
  | _, _ -> invalid_arg "List.fold_left2"

let rec fold_right2 f a b acc =
  match a, b with
  | [], [] -> acc
  | x :: a, y :: b -> f x y (fold_right2 f a b acc)
  | _, _ -> invalid_arg "List.fold_right2"

(* Searching *)

let rec for_all p l =
  match l with
  | [] -> true
  | x :: l -> p x && for_all p l

let rec exists p l =
  match l with
  | [] -> false
  | x :: l -> p x || exists p l

let rec for_all2 p a b =
  match a, b with
  | [], [] -> true
  | x :: a, y :: b -> p x y && for_all2 p a b
  | _, _ -> invalid_arg "List.for_all2"

let rec exists2 p a b =
  match a, b with
  | [], [] -> false
  | x :: a, y :: b -> p x y || exists2 p a b
  | _, _ -> invalid_arg "List.exists2"

let rec mem x l =
  match l with
  | [] -> false
  | y :: l -> compare y x = 0 || mem x l

let rec memq x l =
  match l with
  | [] -> false
  | y :: l -> y == x || memq x l

let rec find p l =
  match l with
  | [] -> raise Not_found
  | x :: l -> if p x then x else find p l

let rec find_opt p l =
  match l with
  | [] -> None
  | x :: l -> if p x then Some x else find_opt p l

let rec find_map f l =
  match l with
  | [] -> None
  | x :: l ->
    match f x with
    | None -> find_map f l
    | found -> found

let rec filter_onto acc p l =
  match l with
  | [] -> rev acc
  | x :: l -> filter_onto (if p x then x :: acc else acc) p l

let filter p l = filter_onto [] p l
let find_all p l = filter_onto [] p l

let rec filteri_onto acc i p l =
  match l with
  | [] -> rev acc
  | x :: l -> filteri_onto (if p i x then x :: acc else acc) (i + 1) p l

let filteri p l = filteri_onto [] 0 p l

let rec partition_onto yes no p l =
  match l with
  | [] -> (rev yes, rev no)
  | x :: l ->
    if p x then partition_onto (x :: yes) no p l
    else partition_onto yes (x :: no) p l

let partition p l = partition_onto [] [] p l

let rec partition_map_onto ls rs f l =
  match l with
  | [] -> (rev ls, rev rs)
  | x :: l ->
    match f x with
    | Either.Left y -> partition_map_onto (y :: ls) rs f l
    | Either.Right y -> partition_map_onto ls (y :: rs) f l

let partition_map f l = partition_map_onto [] [] f l

(* Association lists *)

let rec assoc x l =
  match l with
  | [] -> raise Not_found
  | (k, v) :: l -> if compare k x = 0 then v else assoc x l

let rec assoc_opt x l =
  match l with
  | [] -> None
  | (k, v) :: l -> if compare k x = 0 then Some v else assoc_opt x l

let rec assq x l =
  match l with
  | [] -> raise Not_found
  | (k, v) :: l -> if k == x then v else assq x l

let rec assq_opt x l =
  match l with
  | [] -> None
  | (k, v) :: l -> if k == x then Some v else assq_opt x l

let rec mem_assoc x l =
  match l with
  | [] -> false
  | (k, _) :: l -> compare k x = 0 || mem_assoc x l

let rec mem_assq x l =
  match l with
  | [] -> false
  | (k, _) :: l -> k == x || mem_assq x l

let rec remove_assoc x l =
  match l with
  | [] -> []
  | (k, _ as pair) :: l ->
    if compare k x = 0 then l else pair :: remove_assoc x l

let rec remove_assq x l =
  match l with
  | [] -> []
  | (k, _ as pair) :: l -> if k == x then l else pair :: remove_assq x l

let rec split l =
  match l with
  | [] -> ([], [])
  | (x, y) :: l -> let (xs, ys) = split l in (x :: xs, y :: ys)

let rec combine a b =
  match a, b with
  | [], [] -> []
  | x :: a, y :: b -> (x, y) :: combine a b
  | _, _ -> invalid_arg "List.combine"

(* Comparison *)

let rec equal eq a b =
  match a, b with
  | [], [] -> true
  | [], _ :: _ | _ :: _, [] -> false
  | x :: a, y :: b -> eq x y && equal eq a b

let rec compare cmp a b =
  match a, b with
  | [], [] -> 0
  | [], _ :: _ -> -1
  | _ :: _, [] -> 1
  | x :: a, y :: b ->
    let c = cmp x y in
    if c <> 0 then c else compare cmp a b

(* Sorting: merge sort.  The halves are sorted in the opposite direction and
   merged tail-recursively, which reverses them again.  The elements are taken
   from [rest] one after the other, so that nothing needs to be cut. *)

let rec merge cmp a b =
  match a, b with
  | [], l | l, [] -> l
  | x :: a', y :: b' ->
    if cmp x y <= 0 then x :: merge cmp a' b else y :: merge cmp a b'

(* Two ascending lists onto a descending one; [a] comes before [b]. *)
let rec merge_asc cmp a b acc =
  match a with
  | [] -> rev_append b acc
  | x :: a' ->
    match b with
    | [] -> rev_append a acc
    | y :: b' ->
      if cmp x y <= 0 then merge_asc cmp a' b (x :: acc)
      else merge_asc cmp a b' (y :: acc)

(* Two descending lists onto an ascending one; [a] comes before [b]. *)
let rec merge_desc cmp a b acc =
  match a with
  | [] -> rev_append b acc
  | x :: a' ->
    match b with
    | [] -> rev_append a acc
    | y :: b' ->
      if cmp x y > 0 then merge_desc cmp a' b (x :: acc)
      else merge_desc cmp a b' (y :: acc)

type 'a source = { mutable rest : 'a list }

let rec sort_asc cmp src n =
  match n, src.rest with
  | 2, x :: y :: rest ->
    src.rest <- rest;
    if cmp x y <= 0 then [x; y] else [y; x]
  | 3, x :: y :: z :: rest ->
    src.rest <- rest;
    if cmp x y <= 0 then begin
      if cmp y z <= 0 then [x; y; z]
      else if cmp x z <= 0 then [x; z; y]
      else [z; x; y]
    end else begin
      if cmp x z <= 0 then [y; x; z]
      else if cmp y z <= 0 then [y; z; x]
      else [z; y; x]
    end
  | _ ->
    let half = n asr 1 in
    let a = sort_desc cmp src half in
    let b = sort_desc cmp src (n - half) in
    merge_desc cmp a b []

and sort_desc cmp src n =
  match n, src.rest with
  | 2, x :: y :: rest ->
    src.rest <- rest;
    if cmp x y <= 0 then [y; x] else [x; y]
  | 3, x :: y :: z :: rest ->
    src.rest <- rest;
    if cmp x y <= 0 then begin
      if cmp y z <= 0 then [z; y; x]
      else if cmp x z <= 0 then [y; z; x]
      else [y; x; z]
    end else begin
      if cmp x z <= 0 then [z; x; y]
      else if cmp y z <= 0 then [x; z; y]
      else [x; y; z]
    end
  | _ ->
    let half = n asr 1 in
    let a = sort_asc cmp src half in
    let b = sort_asc cmp src (n - half) in
    merge_asc cmp a b []

let stable_sort cmp l =
  match l with
  | [] | [_] -> l
  | _ -> sort_asc cmp { rest = l } (length l)

let sort cmp l = stable_sort cmp l
let fast_sort cmp l = stable_sort cmp l

(* The same, dropping all but one of equal elements. *)

let rec merge_asc_uniq cmp a b acc =
  match a with
  | [] -> rev_append b acc
  | x :: a' ->
    match b with
    | [] -> rev_append a acc
    | y :: b' ->
      let c = cmp x y in
      if c = 0 then merge_asc_uniq cmp a' b' (x :: acc)
      else if c < 0 then merge_asc_uniq cmp a' b (x :: acc)
      else merge_asc_uniq cmp a b' (y :: acc)

let rec merge_desc_uniq cmp a b acc =
  match a with
  | [] -> rev_append b acc
  | x :: a' ->
    match b with
    | [] -> rev_append a acc
    | y :: b' ->
      let c = cmp x y in
      if c = 0 then merge_desc_uniq cmp a' b' (x :: acc)
      else if c > 0 then merge_desc_uniq cmp a' b (x :: acc)
      else merge_desc_uniq cmp a b' (y :: acc)

(* Ascending list of three elements, each once *)
let three_uniq cmp x y z =
  let xy = cmp x y in
  let yz = if xy <= 0 then cmp y z else 0 in
  if xy = 0 then
    (if yz = 0 then [y] else if yz < 0 then [y; z] else [z; y])
  else if xy < 0 then begin
    if yz = 0 then [x; y]
    else if yz < 0 then [x; y; z]
    else begin
      let xz = cmp x z in
      if xz = 0 then [x; y] else if xz < 0 then [x; z; y] else [z; x; y]
    end
  end else begin
    let xz = cmp x z in
    if xz = 0 then [y; x]
    else if xz < 0 then [y; x; z]
    else begin
      let yz = cmp y z in
      if yz = 0 then [y; x] else if yz < 0 then [y; z; x] else [z; y; x]
    end
  end

let rec uniq_asc cmp src n =
  match n, src.rest with
  | 2, x :: y :: rest ->
    src.rest <- rest;
    let c = cmp x y in
    if c = 0 then [x] else if c < 0 then [x; y] else [y; x]
  | 3, x :: y :: z :: rest ->
    src.rest <- rest;
    three_uniq cmp x y z
  | _ ->
    let half = n asr 1 in
    let a = uniq_desc cmp src half in
    let b = uniq_desc cmp src (n - half) in
    merge_desc_uniq cmp a b []

and uniq_desc cmp src n =
  match n, src.rest with
  | 2, x :: y :: rest ->
    src.rest <- rest;
    let c = cmp x y in
    if c = 0 then [x] else if c < 0 then [y; x] else [x; y]
  | 3, x :: y :: z :: rest ->
    src.rest <- rest;
    rev (three_uniq cmp x y z)
  | _ ->
    let half = n asr 1 in
    let a = uniq_asc cmp src half in
    let b = uniq_asc cmp src (n - half) in
    merge_asc_uniq cmp a b []

let sort_uniq cmp l =
  match l with
  | [] | [_] -> l
  | _ -> uniq_asc cmp { rest = l } (length l)
