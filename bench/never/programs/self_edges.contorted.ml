(* Loops as functions that get everything as arguments; strings are compared by the function for strings. *)
type node = { name: string; successors: string list }

let rec in_successors name l count =
  match l with
  | [] -> count
  | succ :: l -> in_successors name l (if String.equal succ name then count + 1 else count)

let rec in_graph g count =
  match g with
  | [] -> count
  | node :: g -> in_graph g (in_successors node.name node.successors count)

let () =
  let name i = "node" ^ string_of_int (i mod 100) in
  let graph = List.init 100 (fun i -> { name = name i; successors = List.init 20 (fun k -> name (i * k)) }) in
  let graph = Sys.opaque_identity graph and sum = ref 0 in
  for _ = 1 to 45_000 do
    sum := !sum + in_graph graph 0
  done;
  Printf.printf "%d\n" !sum
