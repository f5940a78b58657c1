type 'a t = 'a array

external length : local_ 'a array -> int = "%array_length"
external get : local_ 'a array -> int -> ('a [@local_opt]) = "%array_safe_get"
external set : local_ 'a array -> int -> 'a -> unit = "%array_safe_set"
external unsafe_get : local_ 'a array -> int -> ('a [@local_opt]) = "%array_unsafe_get"
external unsafe_set : local_ 'a array -> int -> 'a -> unit = "%array_unsafe_set"
external make : int -> 'a -> 'a array = "caml_make_vect"
external create : int -> 'a -> 'a array = "caml_make_vect"
external create_float : int -> float array = "caml_make_float_vect"
external unsafe_sub : 'a array -> int -> int -> 'a array = "caml_array_sub"
external append_prim : 'a array -> 'a array -> 'a array = "caml_array_append"
external concat : 'a array list -> 'a array = "caml_array_concat"
external unsafe_blit : 'a array -> int -> 'a array -> int -> int -> unit
  = "caml_array_blit"
external unsafe_fill : 'a array -> int -> int -> 'a -> unit
  = "caml_array_fill"

let make_float n = create_float n

let init n f =
  if n = 0 then [||]
  else if n < 0 then invalid_arg "Array.init"
  else begin
    let a = make n (f 0) in
    for i = 1 to n - 1 do
      unsafe_set a i (f i)
    done;
    a
  end

let make_matrix n m x =
  let a = make n [||] in
  for i = 0 to n - 1 do
    unsafe_set a i (make m x)
  done;
  a

let create_matrix n m x = make_matrix n m x

let copy a =
  let n = length a in
  if n = 0 then [||] else unsafe_sub a 0 n

let append a b =
  let n = length a in
  if n = 0 then copy b
  else if length b = 0 then unsafe_sub a 0 n
  else append_prim a b

let sub a ofs len =
  if ofs < 0 || len < 0 || ofs > length a - len then invalid_arg "Array.sub"
  else unsafe_sub a ofs len

let fill a ofs len x =
  if ofs < 0 || len < 0 || ofs > length a - len then invalid_arg "Array.fill"
  else unsafe_fill a ofs len x

let blit a ofs b ofs' len =
  if len < 0 || ofs < 0 || ofs > length a - len
     || ofs' < 0 || ofs' > length b - len
  then invalid_arg "Array.blit"
  else unsafe_blit a ofs b ofs' len

let iter f a =
  for i = 0 to length a - 1 do
    f (unsafe_get a i)
  done

let iteri f a =
  for i = 0 to length a - 1 do
    f i (unsafe_get a i)
  done

let map f a =
  let n = length a in
  if n = 0 then [||]
  else begin
    let b = make n (f (unsafe_get a 0)) in
    for i = 1 to n - 1 do
      unsafe_set b i (f (unsafe_get a i))
    done;
    b
  end

let mapi f a =
  let n = length a in
  if n = 0 then [||]
  else begin
    let b = make n (f 0 (unsafe_get a 0)) in
    for i = 1 to n - 1 do
      unsafe_set b i (f i (unsafe_get a i))
    done;
    b
  end

let iter2 f a b =
  if length a <> length b
  then invalid_arg "Array.iter2: arrays must have the same length"
  else
    for i = 0 to length a - 1 do
      f (unsafe_get a i) (unsafe_get b i)
    done

let map2 f a b =
  let n = length a in
  if n <> length b
  then invalid_arg "Array.map2: arrays must have the same length"
  else if n = 0 then [||]
  else begin
    let c = make n (f (unsafe_get a 0) (unsafe_get b 0)) in
    for i = 1 to n - 1 do
      unsafe_set c i (f (unsafe_get a i) (unsafe_get b i))
    done;
    c
  end

let rec to_list_from a i acc =
  if i < 0 then acc else to_list_from a (i - 1) (unsafe_get a i :: acc)

let to_list a = to_list_from a (length a - 1) []

let rec fill_from_list a i l =
  match l with
  | [] -> a
  | x :: l -> unsafe_set a i x; fill_from_list a (i + 1) l

let rec list_length n l =
  match l with
  | [] -> n
  | _ :: l -> list_length (n + 1) l

let of_list l =
  match l with
  | [] -> [||]
  | x :: rest -> fill_from_list (make (list_length 1 rest) x) 1 rest

let fold_left f acc a =
  let r = ref acc in
  for i = 0 to length a - 1 do
    r := f !r (unsafe_get a i)
  done;
  !r

let fold_right f a acc =
  let r = ref acc in
  for i = length a - 1 downto 0 do
    r := f (unsafe_get a i) !r
  done;
  !r

let fold_left_map f acc a =
  let n = length a in
  if n = 0 then (acc, [||])
  else begin
    let (acc, y) = f acc (unsafe_get a 0) in
    let b = make n y in
    let r = ref acc in
    for i = 1 to n - 1 do
      let (acc, y) = f !r (unsafe_get a i) in
      r := acc;
      unsafe_set b i y
    done;
    (!r, b)
  end

(* Searching *)

let rec for_all_from p a i =
  i = length a || (p (unsafe_get a i) && for_all_from p a (i + 1))

let for_all p a = for_all_from p a 0

let rec exists_from p a i =
  i <> length a && (p (unsafe_get a i) || exists_from p a (i + 1))

let exists p a = exists_from p a 0

let rec for_all2_from p a b i =
  i = length a
  || (p (unsafe_get a i) (unsafe_get b i) && for_all2_from p a b (i + 1))

let for_all2 p a b =
  if length a <> length b then invalid_arg "Array.for_all2"
  else for_all2_from p a b 0

let rec exists2_from p a b i =
  i <> length a
  && (p (unsafe_get a i) (unsafe_get b i) || exists2_from p a b (i + 1))

let exists2 p a b =
  if length a <> length b then invalid_arg "Array.exists2"
  else exists2_from p a b 0

let rec mem_from x a i =
  i <> length a && (compare (unsafe_get a i) x = 0 || mem_from x a (i + 1))

let mem x a = mem_from x a 0

let rec memq_from x a i =
  i <> length a && (unsafe_get a i == x || memq_from x a (i + 1))

let memq x a = memq_from x a 0

let rec find_opt_from p a i =
  if i = length a then None
  else begin
    let x = unsafe_get a i in
    if p x then Some x else find_opt_from p a (i + 1)
  end

let find_opt p a = find_opt_from p a 0

let rec find_map_from f a i =
  if i = length a then None
  else
    match f (unsafe_get a i) with
    | None -> find_map_from f a (i + 1)
    | found -> found

let find_map f a = find_map_from f a 0

let split a =
  let n = length a in
  if n = 0 then ([||], [||])
  else begin
    let (x, y) = unsafe_get a 0 in
    let xs = make n x and ys = make n y in
    for i = 1 to n - 1 do
      let (x, y) = unsafe_get a i in
      unsafe_set xs i x;
      unsafe_set ys i y
    done;
    (xs, ys)
  end

let combine a b =
  let n = length a in
  if n <> length b then invalid_arg "Array.combine"
  else if n = 0 then [||]
  else begin
    let c = make n (unsafe_get a 0, unsafe_get b 0) in
    for i = 1 to n - 1 do
      unsafe_set c i (unsafe_get a i, unsafe_get b i)
    done;
    c
  end

(* Heap sort, with three sons per node: the sons of i are 3i+1, 3i+2, 3i+3, and
   the heap is the first n elements.  When the greatest element leaves, the hole
   goes down to a leaf along the greatest sons and the element displaced from the
   end goes up from there. *)

(* The greatest son of i, or -1 if it has none. *)
let greatest_son cmp a n i =
  let s = 3 * i + 1 in
  if s + 2 < n then begin
    let m =
      if cmp (unsafe_get a s) (unsafe_get a (s + 1)) < 0 then s + 1 else s in
    if cmp (unsafe_get a m) (unsafe_get a (s + 2)) < 0 then s + 2 else m
  end
  else if s + 1 < n && cmp (unsafe_get a s) (unsafe_get a (s + 1)) < 0
  then s + 1
  else if s < n then s
  else -1

let rec sink cmp a n i x =
  let s = greatest_son cmp a n i in
  if s >= 0 && cmp (unsafe_get a s) x > 0 then begin
    unsafe_set a i (unsafe_get a s);
    sink cmp a n s x
  end
  else unsafe_set a i x

let rec hole_down cmp a n i =
  let s = greatest_son cmp a n i in
  if s < 0 then i
  else begin
    unsafe_set a i (unsafe_get a s);
    hole_down cmp a n s
  end

let rec rise cmp a i x =
  if i = 0 then unsafe_set a 0 x
  else begin
    let father = (i - 1) / 3 in
    if cmp (unsafe_get a father) x < 0 then begin
      unsafe_set a i (unsafe_get a father);
      rise cmp a father x
    end
    else unsafe_set a i x
  end

let sort cmp a =
  let n = length a in
  for i = (n + 1) / 3 - 1 downto 0 do
    sink cmp a n i (unsafe_get a i)
  done;
  for i = n - 1 downto 2 do
    let x = unsafe_get a i in
    unsafe_set a i (unsafe_get a 0);
    rise cmp a (hole_down cmp a i 0) x
  done;
  if n > 1 then begin
    let x = unsafe_get a 1 in
    unsafe_set a 1 (unsafe_get a 0);
    unsafe_set a 0 x
  end

(* Merge sort with a temporary array of half the size; insertion for small
   slices. *)

let rec shift_and_insert cmp a lo j x =
  if j >= lo && cmp (unsafe_get a j) x > 0 then begin
    unsafe_set a (j + 1) (unsafe_get a j);
    shift_and_insert cmp a lo (j - 1) x
  end
  else unsafe_set a (j + 1) x

let insertion_sort cmp a lo hi =
  for i = lo + 1 to hi - 1 do
    shift_and_insert cmp a lo (i - 1) (unsafe_get a i)
  done

(* Merge tmp[i..n-1] and a[j..hi-1] into a from k on; tmp's come first, and
   k + (n - i) = j at all times. *)
let rec merge_into cmp tmp i n a j hi k =
  if i < n then begin
    if j >= hi then unsafe_blit tmp i a k (n - i)
    else begin
      let x = unsafe_get tmp i and y = unsafe_get a j in
      if cmp x y <= 0 then begin
        unsafe_set a k x;
        merge_into cmp tmp (i + 1) n a j hi (k + 1)
      end else begin
        unsafe_set a k y;
        merge_into cmp tmp i n a (j + 1) hi (k + 1)
      end
    end
  end

let rec merge_sort cmp a lo hi tmp =
  if hi - lo <= 8 then insertion_sort cmp a lo hi
  else begin
    let mid = lo + (hi - lo) / 2 in
    merge_sort cmp a lo mid tmp;
    merge_sort cmp a mid hi tmp;
    if cmp (unsafe_get a (mid - 1)) (unsafe_get a mid) > 0 then begin
      unsafe_blit a lo tmp 0 (mid - lo);
      merge_into cmp tmp 0 (mid - lo) a mid hi lo
    end
  end

let stable_sort cmp a =
  let n = length a in
  if n <= 8 then insertion_sort cmp a 0 n
  else merge_sort cmp a 0 n (make ((n + 1) / 2) (unsafe_get a 0))

let fast_sort cmp a = stable_sort cmp a
