(* Edges of a graph that lead to their own node: the example of the talk on stack allocation, the counter and the closures in the region. *)
type node = { name : string; successors : string list }
type graph = node list

let count_self_edges (g : graph) =
  let count = stack_ (ref 0) in
  List.iter (fun node -> List.iter (fun succ -> if succ = node.name then incr count) node.successors; ()) g;
  !count

let graph n =
  List.init n (fun i ->
      { name = "node" ^ string_of_int i; successors = List.init 8 (fun j -> "node" ^ string_of_int ((i * (j + 1) + (j * j)) mod n)) })

let () =
  let rounds = if Array.length Sys.argv > 1 then int_of_string Sys.argv.(1) else 20_000 in
  let g = graph 500 in
  let total = ref 0 in
  for i = 1 to rounds do
    total := (!total + (count_self_edges g * (i land 3))) land 0xffffff
  done;
  Printf.printf "%d\n" !total
