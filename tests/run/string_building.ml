(* string concatenation, Buffer, sprintf, String.concat, split, bytes *)
let n = 300
let rev s = let l = String.length s in String.init l (fun i -> s.[l - 1 - i])
let caesar k s = String.map (fun c -> if c >= 'a' && c <= 'z' then Char.chr ((Char.code c - 97 + k) mod 26 + 97) else c) s
let () =
  let b = Buffer.create 16 in
  for i = 1 to n do
    Buffer.add_string b (string_of_int i); Buffer.add_char b ' ';
    if i mod 10 = 0 then Buffer.add_string b (Printf.sprintf "<%d:%s>" (i / 10) (rev (string_of_int i)))
  done;
  let s = Buffer.contents b in
  Printf.printf "%d %d\n" (String.length s) (Hashtbl.hash (String.sub s (String.length s - 20) 20));
  let parts = String.split_on_char ' ' s in
  let joined = String.concat "," (List.rev_map (fun w -> if String.length w > 3 then caesar 3 ("x" ^ w ^ "y") else w) parts) in
  Printf.printf "%d %d\n" (List.length parts) (String.length joined);
  let acc = ref "" in
  for i = 1 to 150 do acc := !acc ^ String.make (i mod 5) (Char.chr (97 + i mod 26)) done;
  Printf.printf "%d %s\n" (String.length !acc) (String.sub !acc 100 20);
  let count = ref 0 in
  String.iteri (fun i c -> if c = '1' && i > 0 && s.[i - 1] = ' ' then incr count) s;
  Printf.printf "%d %b\n" !count (String.equal (rev (rev joined)) joined)
