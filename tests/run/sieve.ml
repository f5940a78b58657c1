(* byte and bool arrays, nested while loops *)
let n = 5000
let () =
  let composite = Bytes.make (n + 1) '\000' in
  let i = ref 2 in
  while !i * !i <= n do
    if Bytes.get composite !i = '\000' then begin
      let j = ref (!i * !i) in
      while !j <= n do Bytes.set composite !j '\001'; j := !j + !i done
    end;
    incr i
  done;
  let count = ref 0 and last = ref 0 and sum = ref 0 in
  for k = 2 to n do if Bytes.get composite k = '\000' then begin incr count; last := k; sum := (!sum * 7 + k) land 0xFFFFFFF end done;
  Printf.printf "%d %d %d\n" !count !last !sum;
  let m = n / 4 in
  let flags = Array.make (m + 1) true in
  for i = 2 to m do if flags.(i) then (let j = ref (2 * i) in while !j <= m do flags.(!j) <- false; j := !j + i done) done;
  Printf.printf "%d\n" (Array.fold_left (fun c b -> if b then c + 1 else c) (-2) flags)
