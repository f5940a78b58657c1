(* The program of the talk's first slide, without a word about modes. *)
(* words: O2 *)
(* Words that each of a thousand further calls allocates: what one run of [run] costs anyway is taken off. *)
let words_per_call name run =
  ignore (Sys.opaque_identity (run 1));
  let a = Gc.minor_words () in
  ignore (Sys.opaque_identity (run 1));
  let b = Gc.minor_words () in
  ignore (Sys.opaque_identity (run 1001));
  let c = Gc.minor_words () in
  Printf.printf "words %s: %.0f\n" name (c -. b -. (b -. a))

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

let graph =
  Sys.opaque_identity
    [ { name = "a"; successors = [ "a"; "b"; "c" ] };
      { name = "b"; successors = [ "c" ] };
      { name = "c"; successors = [ "a"; "c" ] } ]

let run n =
  let sum = ref 0 in
  for _ = 1 to n do
    sum := !sum + count_self_edges graph
  done;
  !sum

let () =
  Printf.printf "%d\n" (run (Sys.opaque_identity 5));
  words_per_call "count_self_edges" run
