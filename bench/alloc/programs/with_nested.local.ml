(* Resources in with_ functions, three deep: handles and closures in regions. *)
type handle = { name : string; level : int; mutable uses : int }

let opened = ref 0
let closed = ref 0

let[@inline never] with_handle name level (local_ (f : local_ handle -> int)) =
  incr opened;
  let h = stack_ { name; level; uses = 0 } in
  match f h with
  | r ->
    closed := !closed + h.uses;
    r
  | exception e ->
    closed := !closed + h.uses;
    raise e

let touch (local_ h) n =
  h.uses <- h.uses + n;
  h.level + n

exception Refused

let[@inline never] work n =
  with_handle "outer" 1 (fun a ->
      let first = touch a n in
      with_handle "middle" 2 (fun b ->
          let second = touch b first in
          with_handle "inner" 3 (fun c ->
              if n land 15 = 0 then raise Refused;
              (touch a 1 * 3) + touch b second + touch c (first land second)) [@nontail])
      [@nontail])
  [@nontail]

let () =
  let rounds = if Array.length Sys.argv > 1 then int_of_string Sys.argv.(1) else 20_000_000 in
  let total = ref 0 in
  for i = 1 to rounds do
    match work i with
    | n -> total := (!total + n) land 0xffffff
    | exception Refused -> incr total
  done;
  Printf.printf "%d %d %d\n" !total !opened (!closed land 0xffffff)
