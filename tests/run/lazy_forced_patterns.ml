let l k = lazy (print_string k; ref 1)
let () =
  (match l "a" with lazy { contents = _ } -> ());
  (match l "b" with lazy _ -> ());
  (match l "c" with (lazy _) when true -> () | _ -> ());
  (match l "d" with lazy { contents = _ } when true -> () | _ -> ());
  (match l "e" with _ when true -> () | lazy _ -> ());
  (match l "f" with (lazy x) when true -> ignore x | _ -> ());
  (match l "h", 1 with (lazy _, 1) -> () | _ -> ());
  (match l "i", l "j" with (lazy { contents = 1 }, lazy { contents = 2 }) -> () | (lazy _, _) -> ());
  let (lazy _) = l "k" in
  let (lazy _ as _x) = l "m" in
  let f (lazy _) = () in f (l "n");
  let f = function lazy _ -> () in f (l "o");
  (match l "p" with (lazy _ | lazy { contents = 2 }) -> ());
  (match [l "q"] with [lazy _] -> () | _ -> ());
  (match [l "r"] with [] -> () | lazy _ :: _ -> ());
  (match Some (l "s") with None -> () | Some (lazy _) -> ());
  (match (l "t", 3) with (lazy { contents = _ }, _) -> ());
  (match (3, l "u") with (3, lazy { contents = _ }) -> () | (_, lazy _) -> ())
