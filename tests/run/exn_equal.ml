(* exception identity: shadowed definitions, aliases, comparison, generative local exceptions *)
module Old = struct exception X of int end
open Old
let first = X 1
exception X of int
let second = X 1
exception Y = X
let local () = let exception L in (L, fun e -> match e with L -> true | _ -> false)
let test e = match e with X n -> "new X " ^ string_of_int n | Failure _ -> "failure" | _ -> "other"
let () =
  print_endline (test first); print_endline (test second); print_endline (test (Y 9));
  Printf.printf "%b %b %b\n" (second = X 1) (second = Y 1) (first = second);
  let e1, is1 = local () in let e2, is2 = local () in
  Printf.printf "%b %b %b %b\n" (is1 e1) (is1 e2) (is2 e1) (is2 e2);
  Printf.printf "%b\n" (Not_found = Not_found);
  Printf.printf "%b %b\n" (Failure "a" = Failure "a") (Failure "a" = Failure "b");
  let exns = [ Not_found; Failure "x"; X 3; Exit; Invalid_argument "y" ] in
  List.iter (fun e -> match (try raise e with Not_found | Exit -> "A" | Failure s | Invalid_argument s -> s | X n when n > 5 -> "big" | X _ -> "small") with s -> print_endline s) exns;
  let raiser = ref (fun () -> ()) in
  raiser := (fun () -> raise (X 77));
  (try !raiser () with X n -> Printf.printf "got %d\n" n);
  let e = X 5 in
  (try raise e with X _ as e' -> Printf.printf "same %b\n" (e == e'));
  (try raise_notrace Exit with Exit -> print_endline "notrace")
