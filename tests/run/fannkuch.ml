(* small int arrays, bounds checks, tight loops *)
let n = 6
let run n =
  let p = Array.init n Fun.id and q = Array.make n 0 and count = Array.init n (fun i -> i + 1) in
  let best = ref 0 and sum = ref 0 and sign = ref 1 and continue = ref true in
  while !continue do
    if p.(0) <> 0 then begin
      Array.blit p 0 q 0 n;
      let flips = ref 0 in
      while q.(0) <> 0 do
        let i = ref 0 and j = ref q.(0) in
        while !i < !j do let t = q.(!i) in q.(!i) <- q.(!j); q.(!j) <- t; incr i; decr j done;
        incr flips
      done;
      if !flips > !best then best := !flips;
      sum := !sum + !sign * !flips
    end;
    sign := - !sign;
    (* next permutation: rotate growing prefixes *)
    let r = ref 1 and searching = ref true in
    while !searching do
      if !r >= n then begin searching := false; continue := false end
      else begin
        let first = p.(0) in
        for i = 0 to !r - 1 do p.(i) <- p.(i + 1) done;
        p.(!r) <- first;
        count.(!r) <- count.(!r) - 1;
        if count.(!r) > 0 then searching := false else begin count.(!r) <- !r + 1; incr r end
      end
    done
  done;
  Printf.printf "%d %d\n" !sum !best
let () = for k = n - 3 to n do run k done; for _ = 1 to 2 do run n done
