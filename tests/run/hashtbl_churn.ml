(* Hashtbl add/find/remove/resize with int and tuple keys, polymorphic hash and equality *)
let n = 600
let () =
  let h = Hashtbl.create 16 and sum = ref 0 in
  for i = 1 to n do
    Hashtbl.replace h (i * 7919 mod 200_003) i;
    if i mod 3 = 0 then Hashtbl.remove h (i / 2);
    match Hashtbl.find_opt h (i mod 1000) with Some v -> sum := (!sum + v) land 0xFFFFFFF | None -> incr sum
  done;
  Printf.printf "%d %d\n" (Hashtbl.length h) !sum;
  let t = Hashtbl.create 16 in
  for i = 1 to n / 4 do
    let key = (i mod 300, string_of_int (i mod 77)) in
    Hashtbl.replace t key (1 + (try Hashtbl.find t key with Not_found -> 0))
  done;
  Printf.printf "%d %d\n" (Hashtbl.length t) (Hashtbl.fold (fun (a, _) c acc -> (acc * 31 + a * c) land 0xFFFFFFF) t 0)
