(* Programs as people write them: a protocol's state machine, a virtual machine with a record as its state, a tokenizer
   over a string, searches over graphs and boards.  None of them needs the heap. *)
(* words: O2 *)
let words_per_call name run =
  ignore (Sys.opaque_identity (run 1));
  let a = Gc.minor_words () in
  ignore (Sys.opaque_identity (run 1));
  let b = Gc.minor_words () in
  ignore (Sys.opaque_identity (run 1001));
  let c = Gc.minor_words () in
  Printf.printf "words %s: %.0f\n" name (c -. b -. (b -. a))

let measure name f =
  let repeat times =
    let r = ref 0 in
    for k = 1 to times do
      r := !r + f (k mod 100)
    done;
    !r
  in
  Printf.printf "%s %d\n" name (repeat 50);
  words_per_call name repeat

module Machine = struct
  type state = Idle | Header of int | Body of { left : int; sum : int } | Escape of { left : int; sum : int }
  type event = Byte of int | Tick | Reset
  type action = Nothing | Emit of int | Fail of { at : state; byte : int }
  let step st ev = match st, ev with
    | _, Reset -> (Idle, Nothing)
    | Idle, Byte 0x7e -> (Header 0, Nothing)
    | Idle, _ -> (Idle, Nothing)
    | Header n, Byte b when n < 1 -> (Header (n + b), Nothing)
    | Header n, Byte b -> (Body { left = n mod 5 + 1; sum = b }, Nothing)
    | Header _, Tick -> (st, Nothing)
    | Body { left; sum }, Byte 0x7d -> (Escape { left; sum }, Nothing)
    | Body { left = 0; sum }, Byte _ -> (Idle, Emit sum)
    | Body { left; sum }, Byte b -> (Body { left = left - 1; sum = sum + b }, Nothing)
    | Body _, Tick -> (Idle, Fail { at = st; byte = -1 })
    | Escape { left; sum }, Byte b -> if b = 0 then (Idle, Fail { at = st; byte = b }) else (Body { left; sum = sum + (b lxor 0x20) }, Nothing)
    | Escape _, Tick -> (st, Nothing)
  let event r = match r land 15 with 0 -> Tick | 1 -> Reset | 2 | 3 -> Byte 0x7e | 4 -> Byte 0x7d | _ -> Byte (r lsr 4 land 0xff)
  let run seed =
    let rec go n r st emitted failed =
      if n = 0 then emitted * 1000 + failed
      else
        let r = (r * 1103515245 + 12345) land 0x3fffffff in
        let st, act = step st (event (r lsr 8)) in
        match act with
        | Nothing -> go (n - 1) r st emitted failed
        | Emit s -> go (n - 1) r st (emitted + s land 7) failed
        | Fail { at = Body { sum; _ } | Escape { sum; _ }; byte } -> go (n - 1) r st emitted (failed + 1 + (sum + byte) land 1)
        | Fail _ -> go (n - 1) r st emitted failed in
    go 200 seed Idle 0 0
  let () = measure "machine" run
end

module Vm = struct
  type instr = Push of int | Add | Mul | Sub | Dup | Swap | Jz of int | Jmp of int | Load of int | Store of int | Lt | Halt
  type state = { pc : int; sp : int; steps : int }
  type outcome = Running of state | Done of int * int | Fault of string * int
  let stack = Array.make 64 0
  let vars = Array.make 16 0
  let step prog s =
    if s.sp < 0 || s.sp >= 60 then Fault ("stack", s.pc) else
    let next = { s with pc = s.pc + 1; steps = s.steps + 1 } in
    match prog.(s.pc) with
    | Push n -> stack.(s.sp) <- n; Running { next with sp = s.sp + 1 }
    | Add -> stack.(s.sp - 2) <- stack.(s.sp - 2) + stack.(s.sp - 1); Running { next with sp = s.sp - 1 }
    | Sub -> stack.(s.sp - 2) <- stack.(s.sp - 2) - stack.(s.sp - 1); Running { next with sp = s.sp - 1 }
    | Mul -> stack.(s.sp - 2) <- stack.(s.sp - 2) * stack.(s.sp - 1); Running { next with sp = s.sp - 1 }
    | Lt -> stack.(s.sp - 2) <- Bool.to_int (stack.(s.sp - 2) < stack.(s.sp - 1)); Running { next with sp = s.sp - 1 }
    | Dup -> stack.(s.sp) <- stack.(s.sp - 1); Running { next with sp = s.sp + 1 }
    | Swap -> let t = stack.(s.sp - 1) in stack.(s.sp - 1) <- stack.(s.sp - 2); stack.(s.sp - 2) <- t; Running next
    | Jz l -> let v = stack.(s.sp - 1) in Running (if v = 0 then { next with pc = l; sp = s.sp - 1 } else { next with sp = s.sp - 1 })
    | Jmp l -> Running { next with pc = l }
    | Load v -> stack.(s.sp) <- vars.(v); Running { next with sp = s.sp + 1 }
    | Store v -> vars.(v) <- stack.(s.sp - 1); Running { next with sp = s.sp - 1 }
    | Halt -> Done (stack.(s.sp - 1), s.steps)
  let rec run prog s = match step prog s with
    | Running s -> run prog s
    | Done (v, n) -> v * 1000 + n
    | Fault (m, pc) -> - (String.length m + pc)
  let prog = [| Push 1; Store 0; Load 1; Jz 13; Load 0; Load 1; Mul; Store 0; Load 1; Push 1; Sub; Store 1; Jmp 2; Load 0; Halt |]
  let bad = [| Push 1; Jmp 0 |]
  let () = measure "vm" (fun i -> vars.(1) <- i mod 10; run prog { pc = 0; sp = 0; steps = 0 }); measure "fault" (fun i -> run bad { pc = 0; sp = 0; steps = i })
end

module Scan = struct
  type token = Int of int | Ident of { start : int; stop : int } | Op of char | Eof
  let is_digit = function '0' .. '9' -> true | _ -> false
  let is_alpha = function 'a' .. 'z' | 'A' .. 'Z' | '_' -> true | _ -> false
  let rec skip s i = if i < String.length s && s.[i] = ' ' then skip s (i + 1) else i
  let rec scan p s i = if i < String.length s && p s.[i] then scan p s (i + 1) else i
  let token s i =
    let i = skip s i in
    if i >= String.length s then (Eof, i)
    else match s.[i] with
      | c when is_digit c -> let j = scan is_digit s i in
        let rec num k acc = if k = j then acc else num (k + 1) (acc * 10 + Char.code s.[k] - 48) in (Int (num i 0), j)
      | c when is_alpha c -> let j = scan (fun c -> is_alpha c || is_digit c) s i in (Ident { start = i; stop = j }, j)
      | c -> (Op c, i + 1)
  let count s =
    let rec go i ints idents ops =
      match token s i with
      | Eof, _ -> (ints, idents, ops)
      | Int n, i -> go i (ints + n) idents ops
      | Ident { start; stop }, i -> go i ints (idents + stop - start) ops
      | Op c, i -> go i ints idents (ops + Char.code c) in
    go 0 0 0 0
  let text = "let foo_1 = bar * (12 + 345) - baz2 / 6789 ; x"
  let words s = let n = ref 0 and inw = ref false in String.iter (fun c -> let a = is_alpha c in if a && not !inw then incr n; inw := a) s; !n
  let split_fold sep f acc s =
    let n = String.length s in
    let rec go start i acc = if i = n then f acc start i else if s.[i] = sep then go (i + 1) (i + 1) (f acc start i) else go start (i + 1) acc in go 0 0 acc
  let csv = "10,20,,345,6,-7,88888"
  let int_of_sub s a b = 
    if a >= b then None else
    let neg = s.[a] = '-' in
    let rec go i acc = if i = b then Some (if neg then -acc else acc) else if is_digit s.[i] then go (i + 1) (acc * 10 + Char.code s.[i] - 48) else None in
    go (if neg then a + 1 else a) 0
  let fields i = let (n, s, bad) = split_fold ',' (fun (n, s, bad) a b -> match int_of_sub csv a b with Some v -> (n + 1, s + v, bad) | None -> (n + 1, s, bad + 1)) (0, 0, 0) csv in n * 100 + s + bad + i
  let index_opt s c = match String.index_opt s c with Some i -> i | None -> -1
  let rec kmp_search pat tbl s i j = if j = String.length pat then Some (i - j) else if i = String.length s then None else if pat.[j] = s.[i] then kmp_search pat tbl s (i + 1) (j + 1) else if j = 0 then kmp_search pat tbl s (i + 1) 0 else kmp_search pat tbl s i tbl.(j)
  let pat = "baz2" let tbl = [| 0; 0; 0; 0; 0 |]
  let () =
    measure "tokens" (fun i -> let (a, b, c) = count text in a + b * c + i);
    measure "words" (fun i -> words text + i); measure "fields" fields;
    measure "index" (fun i -> index_opt text (Char.chr (40 + i mod 80)));
    measure "kmp" (fun i -> match kmp_search pat tbl text 0 0 with Some p -> p + i | None -> -i);
    measure "compare" (fun i -> if String.equal text csv then 1 else compare text csv + i)
end

module Graphs = struct
  let n = 64
  let adj = Array.init n (fun i -> [ (i * 3 + 1) mod n, 2; (i * 5 + 2) mod n, 5; (i + 7) mod n, 1 ])
  let dist = Array.make n max_int and seen = Array.make n false
  let queue = Array.make 1024 0
  let bfs s = Array.fill dist 0 n (-1); let h = ref 0 and t = ref 0 in let push v d = if dist.(v) < 0 then begin dist.(v) <- d; queue.(!t) <- v; incr t end in
    push s 0; while !h < !t do let u = queue.(!h) in incr h; List.iter (fun (v, _) -> push v (dist.(u) + 1)) adj.(u) done; Array.fold_left max 0 dist
  let dijkstra s = Array.fill dist 0 n max_int; Array.fill seen 0 n false; dist.(s) <- 0;
    let rec closest i best = if i = n then best else closest (i + 1) (if seen.(i) || dist.(i) = max_int then best else match best with Some (_, d) when d <= dist.(i) -> best | _ -> Some (i, dist.(i))) in
    let rec loop () = match closest 0 None with None -> () | Some (u, d) -> seen.(u) <- true; List.iter (fun (v, w) -> if d + w < dist.(v) then dist.(v) <- d + w) adj.(u); loop () in loop (); Array.fold_left (fun (m, s) d -> (max m d, s + d)) (0, 0) dist
  let low = Array.make n 0 and num = Array.make n (-1)
  let scc () = Array.fill num 0 n (-1); let c = ref 0 and cnt = ref 0 and sp = ref 0 in Array.fill seen 0 n false;
    let rec visit u = num.(u) <- !c; low.(u) <- !c; incr c; queue.(!sp) <- u; incr sp; seen.(u) <- true;
      List.iter (fun (v, _) -> if num.(v) < 0 then begin visit v; low.(u) <- min low.(u) low.(v) end else if seen.(v) then low.(u) <- min low.(u) num.(v)) adj.(u);
      if low.(u) = num.(u) then begin incr cnt; let continue = ref true in while !continue do decr sp; let w = queue.(!sp) in seen.(w) <- false; if w = u then continue := false done end in
    for i = 0 to n - 1 do if num.(i) < 0 then visit i done; !cnt
  let rec dfs v visited = if visited land (1 lsl (v mod 60)) <> 0 then visited else List.fold_left (fun vis (w, _) -> dfs w vis) (visited lor (1 lsl (v mod 60))) adj.(v)
  let count_self_edges adj = let count = ref 0 in Array.iteri (fun i l -> List.iter (fun (j, _) -> if i = j then incr count) l) adj; !count
  let topo () = Array.fill dist 0 n 0; Array.iter (List.iter (fun (v, _) -> dist.(v) <- dist.(v) + 1)) adj; Array.fold_left (fun (mx, mn) d -> (max mx d, min mn d)) (0, max_int) dist
  let () = measure "bfs" (fun i -> bfs (i mod n)); measure "dijkstra" (fun i -> let (m, s) = dijkstra (i mod n) in m * 1000 + s); measure "scc" (fun i -> scc () + i); measure "dfs" (fun i -> dfs (i mod n) 0); measure "self" (fun i -> count_self_edges adj + i); measure "topo" (fun i -> let (a, b) = topo () in a * 10 + b + i)
end

module Board = struct
  let puzzle = "530070000600195000098000060800060003400803001700020006060000280000419005000080079"
  let grid = Array.make 81 0
  let rows = Array.make 9 0 and cols = Array.make 9 0 and boxes = Array.make 9 0
  let box i = (i / 27) * 3 + (i mod 9) / 3
  exception Solved
  exception Contradiction of { cell : int; mask : int }
  let set i v =
    let b = 1 lsl v in
    grid.(i) <- v; rows.(i / 9) <- rows.(i / 9) lor b; cols.(i mod 9) <- cols.(i mod 9) lor b; boxes.(box i) <- boxes.(box i) lor b
  let unset i =
    let b = lnot (1 lsl grid.(i)) in
    grid.(i) <- 0; rows.(i / 9) <- rows.(i / 9) land b; cols.(i mod 9) <- cols.(i mod 9) land b; boxes.(box i) <- boxes.(box i) land b
  let candidates i = lnot (rows.(i / 9) lor cols.(i mod 9) lor boxes.(box i)) land 0x3fe
  let popcount x = let rec go x n = if x = 0 then n else go (x land (x - 1)) (n + 1) in go x 0
  let choose () =
    let rec go i best = if i = 81 then best
      else if grid.(i) <> 0 then go (i + 1) best
      else
        let c = candidates i in
        let n = popcount c in
        if n = 0 then raise (Contradiction { cell = i; mask = c });
        match best with
        | Some (_, _, m) when m <= n -> go (i + 1) best
        | _ -> go (i + 1) (Some (i, c, n)) in
    go 0 None
  let nodes = ref 0
  let rec solve () =
    incr nodes;
    match choose () with
    | None -> raise Solved
    | Some (i, c, _) ->
      for v = 1 to 9 do
        if c land (1 lsl v) <> 0 then begin set i v; (try solve () with Contradiction { cell; _ } when cell <> i -> ()); unset i end
      done
    | exception Contradiction _ -> ()
  let run i =
    Array.fill grid 0 81 0; Array.fill rows 0 9 0; Array.fill cols 0 9 0; Array.fill boxes 0 9 0;
    String.iteri (fun j ch -> if ch <> '0' && (j <> i || i > 90) then set j (Char.code ch - 48)) puzzle;
    match solve () with () -> -1 | exception Solved -> Array.fold_left (fun h v -> (h * 31 + v) land 0xffffff) 7 grid
  let () = measure "sudoku" run
end
