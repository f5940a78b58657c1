let log fmt = Printf.printf (fmt ^^ "\n")
exception Boom of int
let () =
  let r = Fun.protect ~finally:(fun () -> log "fin 1") (fun () -> log "work 1"; 5) in
  log "r=%d" r;
  (try Fun.protect ~finally:(fun () -> log "fin 2") (fun () -> raise (Boom 2)) with Boom n -> log "boom %d" n);
  (try Fun.protect ~finally:(fun () -> log "outer") (fun () ->
       Fun.protect ~finally:(fun () -> log "inner") (fun () -> failwith "deep")) with Failure m -> log "%s" m);
  (try Fun.protect ~finally:(fun () -> raise (Boom 3)) (fun () -> ()) with
   | Fun.Finally_raised (Boom n) -> log "finally raised boom %d" n | _ -> log "??");
  let x = ref 0 in
  let rec go n = if n = 0 then raise Exit else Fun.protect ~finally:(fun () -> incr x) (fun () -> go (n - 1)) in
  (try go 20 with Exit -> log "%d" !x);
  log "%d %d" (Fun.id 3) (Fun.const 4 "ignored");
  log "%d" (Fun.flip (-) 1 10);
  log "%b %b" (Fun.negate (fun x -> x > 0) 1) (Fun.negate (fun x -> x > 0) (-1))
