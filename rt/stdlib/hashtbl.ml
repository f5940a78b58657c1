(* Buckets are lists of cells ended by [nil], which is no cell: the integer 0. *)
type ('a, 'b) cell = {
  mutable key : 'a;
  mutable data : 'b;
  mutable next : ('a, 'b) cell;
}

(* The number of buckets is a power of two.  [initial] is the number it started
   with, negated while the table is being traversed: then, a growing table must
   not move the cells of its old buckets. *)
type ('a, 'b) t = {
  mutable size : int;
  mutable buckets : ('a, 'b) cell array;
  seed : int;
  mutable initial : int;
}

external nil : int -> ('a, 'b) cell = "%identity"

let is_nil (c : ('a, 'b) cell) = c == nil 0

external seeded_hash_param : int -> int -> int -> local_ 'a -> int = "caml_hash"
  [@@noalloc]

let hash (local_ x) = seeded_hash_param 10 100 0 x
let hash_param meaningful total x = seeded_hash_param meaningful total 0 x
let seeded_hash seed (local_ x) = seeded_hash_param 10 100 seed x

(* Randomisation *)

let params =
  match Sys.getenv_opt "OCAMLRUNPARAM" with
  | Some s -> s
  | None ->
    match Sys.getenv_opt "CAMLRUNPARAM" with
    | Some s -> s
    | None -> ""

let randomized = ref (String.contains params 'R')
let randomize () = randomized := true
let is_randomized () = !randomized
let seeds = lazy (Random.State.make_self_init ())

(* Creation *)

let rec power_of_two_from n wanted =
  if n >= wanted || n * 2 > Sys.max_array_length then n
  else power_of_two_from (n * 2) wanted

let make_table n random =
  let n = power_of_two_from 16 n in
  let seed = if random then Random.State.bits (Lazy.force seeds) else 0 in
  { size = 0; buckets = Array.make n (nil 0); seed; initial = n }

let create ?random n =
  make_table n (match random with None -> !randomized | Some r -> r)

let clear h =
  if h.size > 0 then begin
    h.size <- 0;
    Array.fill h.buckets 0 (Array.length h.buckets) (nil 0)
  end

let reset h =
  let n = abs h.initial in
  if Array.length h.buckets = n then clear h
  else begin
    h.size <- 0;
    h.buckets <- Array.make n (nil 0)
  end

let rec copy_after last c =
  if not (is_nil c) then begin
    let c' = { key = c.key; data = c.data; next = nil 0 } in
    last.next <- c';
    copy_after c' c.next
  end

let copy_bucket c =
  if is_nil c then c
  else begin
    let first = { key = c.key; data = c.data; next = nil 0 } in
    copy_after first c.next;
    first
  end

let copy h =
  { size = h.size; buckets = Array.map copy_bucket h.buckets; seed = h.seed;
    initial = h.initial }

let length h = h.size

(* Growing *)

let index h key =
  seeded_hash_param 10 100 h.seed key land (Array.length h.buckets - 1)

(* Distribute the cells of a bucket at the ends of the new ones, of which [tails]
   are the last cells: their order is kept.  [in_place]: the cells move. *)
let rec distribute h tails in_place c =
  if not (is_nil c) then begin
    let next = c.next in
    let i = index h c.key in
    let c = if in_place then c
      else { key = c.key; data = c.data; next = nil 0 } in
    let tail = Array.unsafe_get tails i in
    if is_nil tail then Array.unsafe_set h.buckets i c else tail.next <- c;
    Array.unsafe_set tails i c;
    distribute h tails in_place next
  end

let fill_from h old in_place =
  let n = Array.length h.buckets in
  let tails = Array.make n (nil 0) in
  for i = 0 to Array.length old - 1 do
    distribute h tails in_place (Array.unsafe_get old i)
  done;
  if in_place then
    for i = 0 to n - 1 do
      let tail = Array.unsafe_get tails i in
      if not (is_nil tail) then tail.next <- nil 0
    done

let grow h =
  let old = h.buckets in
  let n = 2 * Array.length old in
  if n < Sys.max_array_length then begin
    h.buckets <- Array.make n (nil 0);
    fill_from h old (h.initial >= 0)
  end

let rebuild ?random h =
  let random = match random with None -> !randomized | Some r -> r in
  let r = make_table (Array.length h.buckets) random in
  let r =
    { size = h.size; buckets = r.buckets;
      seed = if random then r.seed else h.seed;
      initial = abs h.initial } in
  fill_from r h.buckets false;
  r

(* Access *)

(* compare k key = 0, without calling it for integers *)
let same k key =
  k == key || (not (Obj.is_int (Obj.repr key)) && compare k key = 0)

let push_front h i key data =
  let c = { key; data; next = Array.unsafe_get h.buckets i } in
  Array.unsafe_set h.buckets i c;
  h.size <- h.size + 1;
  if h.size > 2 * Array.length h.buckets then grow h

let add h key data = push_front h (index h key) key data

let rec remove_after h key previous c =
  if not (is_nil c) then begin
    if same c.key key then begin
      h.size <- h.size - 1;
      previous.next <- c.next
    end
    else remove_after h key c c.next
  end

let remove h key =
  let i = index h key in
  let c = Array.unsafe_get h.buckets i in
  if not (is_nil c) then begin
    if same c.key key then begin
      h.size <- h.size - 1;
      Array.unsafe_set h.buckets i c.next
    end
    else remove_after h key c c.next
  end

(* The first cell of that key, or nil *)
let rec find_cell key c =
  if is_nil c || same c.key key then c else find_cell key c.next

let lookup h key = find_cell key (Array.unsafe_get h.buckets (index h key))

let find h key =
  let c = lookup h key in
  if is_nil c then raise Not_found else c.data

let find_opt h key =
  let c = lookup h key in
  if is_nil c then None else Some c.data

let mem h key = not (is_nil (lookup h key))

let rec find_all_from key c =
  let c = find_cell key c in
  if is_nil c then []
  else begin
    let data = c.data in
    data :: find_all_from key c.next
  end

let find_all h key =
  find_all_from key (Array.unsafe_get h.buckets (index h key))

let replace h key data =
  let i = index h key in
  let c = find_cell key (Array.unsafe_get h.buckets i) in
  if is_nil c then push_front h i key data
  else begin
    c.key <- key;
    c.data <- data
  end

(* Traversals *)

let rec iter_bucket f c =
  if not (is_nil c) then begin
    f c.key c.data;
    iter_bucket f c.next
  end

(* Run [visit h], with the table marked as traversed. *)
let traverse visit h =
  if h.initial < 0 then visit h
  else begin
    h.initial <- - h.initial;
    match visit h with
    | r -> h.initial <- - h.initial; r
    | exception e -> h.initial <- - h.initial; raise e
  end

let iter f h =
  traverse
    (fun h ->
       let buckets = h.buckets in
       for i = 0 to Array.length buckets - 1 do
         iter_bucket f (Array.unsafe_get buckets i)
       done)
    h [@nontail]

let rec fold_bucket f c acc =
  if is_nil c then acc else fold_bucket f c.next (f c.key c.data acc)

let fold f h acc =
  traverse
    (fun h ->
       let buckets = h.buckets in
       let r = ref acc in
       for i = 0 to Array.length buckets - 1 do
         r := fold_bucket f (Array.unsafe_get buckets i) !r
       done;
       !r)
    h [@nontail]

let rec filter_bucket f h i previous c =
  if is_nil c then begin
    if is_nil previous then Array.unsafe_set h.buckets i c
    else previous.next <- c
  end
  else
    match f c.key c.data with
    | None ->
      h.size <- h.size - 1;
      filter_bucket f h i previous c.next
    | Some data ->
      if is_nil previous then Array.unsafe_set h.buckets i c
      else previous.next <- c;
      c.data <- data;
      filter_bucket f h i c c.next

let filter_map_inplace f h =
  traverse
    (fun h ->
       for i = 0 to Array.length h.buckets - 1 do
         filter_bucket f h i (nil 0) (Array.unsafe_get h.buckets i)
       done)
    h [@nontail]

(* Statistics *)

type statistics = {
  num_bindings : int;
  num_buckets : int;
  max_bucket_length : int;
  bucket_histogram : int array;
}

let rec bucket_length n c = if is_nil c then n else bucket_length (n + 1) c.next

let stats h =
  let longest =
    Array.fold_left (fun m c -> max m (bucket_length 0 c)) 0 h.buckets in
  let histogram = Array.make (longest + 1) 0 in
  Array.iter
    (fun c ->
       let n = bucket_length 0 c in
       histogram.(n) <- histogram.(n) + 1)
    h.buckets;
  { num_bindings = h.size;
    num_buckets = Array.length h.buckets;
    max_bucket_length = longest;
    bucket_histogram = histogram }
