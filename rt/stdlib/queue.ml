(* A linked list of cells, with its last cell at hand.  The end of the list, and
   both ends of an empty queue, are [nil], which is no cell: the integer 0. *)
type 'a cell = { item : 'a; mutable next : 'a cell }

type 'a t = {
  mutable size : int;
  mutable first : 'a cell;
  mutable last : 'a cell;
}

external nil : int -> 'a cell = "%identity"

let is_nil (c : 'a cell) = c == nil 0

exception Empty

let create () = { size = 0; first = nil 0; last = nil 0 }

let clear q =
  q.size <- 0;
  q.first <- nil 0;
  q.last <- nil 0

let add x q =
  let c = { item = x; next = nil 0 } in
  if is_nil q.last then begin
    q.size <- 1;
    q.first <- c;
    q.last <- c
  end else begin
    q.size <- q.size + 1;
    q.last.next <- c;
    q.last <- c
  end

let push x q = add x q

let peek q = if is_nil q.first then raise Empty else q.first.item
let top q = peek q
let peek_opt q = if is_nil q.first then None else Some q.first.item

let remove_first q =
  let c = q.first in
  if is_nil c.next then clear q
  else begin
    q.size <- q.size - 1;
    q.first <- c.next
  end;
  c.item

let take q = if is_nil q.first then raise Empty else remove_first q
let pop q = take q
let take_opt q = if is_nil q.first then None else Some (remove_first q)

let is_empty q = q.size = 0
let length q = q.size

let rec iter_cells f c =
  if not (is_nil c) then begin
    let next = c.next in
    f c.item;
    iter_cells f next
  end

let iter f q = iter_cells f q.first

let rec fold_cells f acc c =
  if is_nil c then acc
  else begin
    let next = c.next in
    fold_cells f (f acc c.item) next
  end

let fold f acc q = fold_cells f acc q.first

let copy q =
  let r = create () in
  iter (fun x -> add x r) q;
  r

let transfer a b =
  if a.size > 0 then begin
    if is_nil b.last then b.first <- a.first else b.last.next <- a.first;
    b.size <- b.size + a.size;
    b.last <- a.last;
    clear a
  end
