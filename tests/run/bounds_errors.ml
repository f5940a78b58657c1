(* exact exceptions of out-of-range accesses *)
let id x = Sys.opaque_identity x
let t name f = match f () with
  | () -> Printf.printf "%s: ok\n" name
  | exception e -> Printf.printf "%s: %s\n" name (Printexc.to_string e)
let () =
  let a = [| 1; 2; 3 |] and f = [| 1.0; 2.0 |] and s = "hello" and b = Bytes.of_string "bytes" in
  let ig x = ignore (id x) in
  t "get 3" (fun () -> ig a.(id 3)); t "get -1" (fun () -> ig a.(id (-1))); t "get min" (fun () -> ig a.(id min_int)); t "get 2" (fun () -> ig a.(id 2));
  t "set" (fun () -> a.(id 3) <- 1); t "fget" (fun () -> ig f.(id 2)); t "fset" (fun () -> f.(id (-1)) <- 0.0);
  t "empty" (fun () -> ig [||].(id 0)); t "max" (fun () -> ig a.(id max_int));
  t "s get" (fun () -> ig s.[id 5]); t "s get -1" (fun () -> ig s.[id (-1)]); t "s ok" (fun () -> ig s.[id 4]); t "b get" (fun () -> ig (Bytes.get b (id 5))); t "b set" (fun () -> Bytes.set b (id 99) 'x');
  t "make" (fun () -> ig (Array.make (id (-1)) 0)); t "make big" (fun () -> ig (Array.make (id max_int) 0)); t "init" (fun () -> ig (Array.init (id (-1)) (fun i -> i)));
  t "sub" (fun () -> ig (Array.sub a 1 (id 3))); t "sub2" (fun () -> ig (Array.sub a (id (-1)) 1)); t "sub3" (fun () -> ig (Array.sub a 3 0));
  t "blit" (fun () -> Array.blit a 0 a 1 (id 3)); t "fill" (fun () -> Array.fill a 2 (id 2) 0); t "bmake" (fun () -> ig (Bytes.make (id (-1)) 'x')); t "smake" (fun () -> ig (String.make (id (-1)) 'x'));
  t "ssub" (fun () -> ig (String.sub s 3 (id 3))); t "ssub2" (fun () -> ig (String.sub s (id 6) 0)); t "ssub3" (fun () -> ig (String.sub s 5 0));
  t "sblit" (fun () -> String.blit s 0 b 1 (id 5)); t "bblit" (fun () -> Bytes.blit b 0 b (id 3) 3); t "bfill" (fun () -> Bytes.fill b 0 (id 6) 'x'); t "bsub" (fun () -> ig (Bytes.sub b 1 (id 9)));
  t "index" (fun () -> ig (String.index s 'z')); t "index_from" (fun () -> ig (String.index_from s (id 6) 'h')); t "index_from 5" (fun () -> ig (String.index_from s 5 'h')); t "rindex_from" (fun () -> ig (String.rindex_from s (id 5) 'h')); t "contains_from" (fun () -> ig (String.contains_from s (id 9) 'h'));
  t "hd" (fun () -> ig (List.hd (id []))); t "tl" (fun () -> ig (List.tl (id []))); t "nth" (fun () -> ig (List.nth [ 1 ] (id 1))); t "nth -1" (fun () -> ig (List.nth [ 1 ] (id (-1))));
  t "init -1" (fun () -> ig (List.init (id (-1)) Fun.id)); t "combine" (fun () -> ig (List.combine [ 1 ] (id []))); t "iter2" (fun () -> List.iter2 (fun _ _ -> ()) [ 1 ] (id [ 1; 2 ])); t "map2" (fun () -> ig (List.map2 (fun a _ -> a) [ 1 ] (id [])));
  t "fold_left2" (fun () -> ig (List.fold_left2 (fun a _ _ -> a) 0 [ 1 ] (id []))); t "fold_right2" (fun () -> ig (List.fold_right2 (fun _ _ a -> a) [ 1 ] (id []) 0)); t "for_all2" (fun () -> ig (List.for_all2 (=) [ 1 ] (id [ 1; 2 ]))); t "exists2" (fun () -> ig (List.exists2 (=) [ 1 ] (id [ 2; 3 ]))); t "find" (fun () -> ig (List.find (fun _ -> false) [ 1 ]));
  t "opt" (fun () -> ig (Option.get (id None))); t "amap2" (fun () -> ig (Array.map2 (fun a _ -> a) a (id [| 1 |]))); t "aiter2" (fun () -> Array.iter2 (fun _ _ -> ()) a (id [| 1 |]));
  t "stack" (fun () -> ig (Stack.pop (Stack.create ()))); t "queue" (fun () -> ig (Queue.pop (Queue.create ()))); t "hfind" (fun () -> ig (Hashtbl.find (Hashtbl.create 1) 1));
  t "buf nth" (fun () -> ig (Buffer.nth (Buffer.create 1) (id 0))); t "buf sub" (fun () -> ig (Buffer.sub (Buffer.create 1) 0 (id 1))); t "buf trunc" (fun () -> Buffer.truncate (Buffer.create 1) (id 1));
  t "random" (fun () -> ig (Random.int (id 0))); t "char" (fun () -> ig (Char.chr (id 300))); t "get_int32" (fun () -> ig (Bytes.get_int32_le b (id 2))); t "matrix" (fun () -> ig (Array.make_matrix 2 (id (-1)) 0)); t "concat" (fun () -> ig (Array.concat [ a; [||]; a ]).(6))
