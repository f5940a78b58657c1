let t n g = try ignore (g n) with Match_failure (f, l, c) -> Printf.printf "%s %d %d\n" f l c
let () =
  t None (fun x -> let Some y = x in y);
  t None (fun x -> let (Some y) = x in y);
  t None (fun x ->   let z = 1 and Some y = x in y + z);
  t None (fun (Some y) -> y);
  t None (function Some y -> y);
  t None (fun x -> match x with Some y -> y);
  let f (Some y) = y in t None f;
  let g = function Some y -> y in t None g;
  let h ?(z=1) (Some y) = y + z in t None h;
  t None (fun x -> let Some y = x [@@ocaml.warning "-8"] in y)
let f x = let Some y = x in y
let () = t None f
let k a = function 0 -> a | 1 -> a
let () = t None (fun _ -> k 1 3)
