exception A
exception B of int
exception C of string * int
exception D of { x : int }
exception E of (int * int)
exception F of float
exception G of int list
exception H of char * bool
module M = struct exception In of string module N = struct exception Deep end end
let s e = print_endline (Printexc.to_string e)
let () =
  s A; s (B 3); s (B (-3)); s (C ("q\"", 1)); s (D { x = 1 }); s (E (1, 2)); s (F 1.0); s (G [ 1 ]); s (G []); s (H ('a', true));
  s (M.In "m"); s M.N.Deep; s Not_found; s (Failure "f"); s (Invalid_argument "i"); s End_of_file; s Division_by_zero;
  s Stack_overflow; s Out_of_memory; s (Sys_error "nofile"); s Exit; s (Assert_failure ("file.ml", 3, 7)); s (Match_failure ("m.ml", 1, 2));
  s Lazy.Undefined; s Stack.Empty; s Queue.Empty;
  s (Undefined_recursive_module ("u", 1, 2));
  s (Fun.Finally_raised (Failure "inner"));
  (try ignore (open_in "/nonexistent/file") with e -> s e);
  (try ignore (Sys.getenv "SURELY_NOT_SET_VAR") with e -> s e);
  (try Fun.protect ~finally:(fun () -> failwith "fin") (fun () -> ()) with e -> s e);
  (try Fun.protect ~finally:(fun () -> ()) (fun () -> raise (B 9)) with e -> s e);
  Printexc.register_printer (function B n -> Some (Printf.sprintf "custom B %d" n) | _ -> None);
  s (B 1); s A;
  (try let local () = let exception L of int in raise (L 5) in local () with e -> s e)
