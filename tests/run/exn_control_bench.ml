(* raising and handling exceptions as control flow, deep and shallow *)
let n = 3000
exception Found of int
exception Done
let find p a = try for i = 0 to Array.length a - 1 do if p a.(i) then raise (Found i) done; -1 with Found i -> i
let rec dig k = if k = 0 then raise Done else 1 + dig (k - 1)
let checked i = if i land 3 = 0 then raise Not_found else if i land 7 = 5 then raise (Found i) else i
let () =
  let acc = ref 0 in
  for i = 1 to n do
    acc := (!acc + (try checked i with Not_found -> 1 | Found k -> k land 15)) land 0xFFFFFFF
  done;
  let a = Array.init 64 (fun i -> i * i) in
  for i = 1 to n / 30 do acc := (!acc * 3 + find (fun x -> x > i land 2047) a) land 0xFFFFFFF done;
  for i = 1 to n / 300 do (try ignore (dig (i land 255)) with Done -> incr acc) done;
  for i = 1 to n / 10 do match int_of_string_opt (if i land 1 = 0 then "12" else "x") with Some v -> acc := !acc + v | None -> decr acc done;
  Printf.printf "%d\n" !acc
