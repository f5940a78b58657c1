(* The function of the talk's first slide. *)
type node = { name: string; successors: string list }
type graph = node list

let count_self_edges (g : graph) =
  let count = ref 0 in
  List.iter (fun node ->
    List.iter (fun succ ->
      if succ = node.name then incr count)
      node.successors)
    g;
  !count

let () =
  let name i = "node" ^ string_of_int (i mod 100) in
  let graph = List.init 100 (fun i -> { name = name i; successors = List.init 20 (fun k -> name (i * k)) }) in
  let graph = Sys.opaque_identity graph and sum = ref 0 in
  for _ = 1 to 45_000 do
    sum := !sum + count_self_edges graph
  done;
  Printf.printf "%d\n" !sum
