(* a stack machine: compile an expression language to code arrays, run with a dispatch loop *)
type instr = Push of int | Load of int | Store of int | Add | Sub | Mul | Lt | Jmp of int | Jz of int | Call of int * int | Ret | Print | Halt | Dup | Pop
exception Trap of { pc : int; reason : string }
let run ?(fuel = 100_000) code =
  let stack = Array.make 256 0 and sp = ref 0 and fp = ref 0 and pc = ref 0 and steps = ref 0 and calls = Stack.create () and running = ref true in
  let trap reason = raise (Trap { pc = !pc; reason }) in
  let push v = if !sp >= 256 then trap "overflow"; stack.(!sp) <- v; incr sp and pop () = if !sp <= 0 then trap "underflow"; decr sp; stack.(!sp) in
  let bin f = let b = pop () in let a = pop () in push (f a b) in
  while !running do
    incr steps; if !steps > fuel then trap "fuel";
    let ins = try code.(!pc) with Invalid_argument _ -> trap "pc" in
    incr pc;
    match ins with
    | Push n -> push n | Load i -> push stack.(!fp + i) | Store i -> stack.(!fp + i) <- pop () | Add -> bin ( + ) | Sub -> bin ( - ) | Mul -> bin ( * ) | Lt -> bin (fun a b -> if a < b then 1 else 0)
    | Jmp t -> pc := t | Jz t -> if pop () = 0 then pc := t | Dup -> let v = pop () in push v; push v | Pop -> ignore (pop ())
    | Call (t, n) -> Stack.push (!pc, !fp) calls; fp := !sp - n; pc := t
    | Ret -> let v = pop () in sp := !fp; (match Stack.pop calls with p, f -> pc := p; fp := f | exception Stack.Empty -> trap "ret"); push v
    | Print -> Printf.printf "%d " (pop ()) | Halt -> running := false
  done; !steps
let fib = [| Push 15; Call (4, 1); Print; Halt; Load 0; Push 2; Lt; Jz 10; Load 0; Ret; Load 0; Push 1; Sub; Call (4, 1); Load 0; Push 2; Sub; Call (4, 1); Add; Ret |]
let loop = [| Push 0; Push 0; Load 0; Push 100; Lt; Jz 15; Load 1; Load 0; Add; Store 1; Load 0; Push 1; Add; Store 0; Jmp 2; Load 1; Print; Halt |]
let () = List.iter (fun (name, code) -> Printf.printf "%s: " name; match run code with n -> Printf.printf "in %d steps\n" n | exception Trap { pc; reason } -> Printf.printf "trap %s at %d\n" reason pc)
    [ "fib", fib; "loop", loop; "under", [| Push 1; Add |]; "over", [| Push 1; Jmp 0 |]; "pc", [| Jmp 99 |]; "ret", [| Push 1; Ret |]; "spin", [| Jmp 0 |]; "halt", [| Push 7; Dup; Print; Print; Halt |] ]
