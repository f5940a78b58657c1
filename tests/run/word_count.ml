(* reads word_count.txt through stdin (word_count.stdin is the same text): string slicing, Hashtbl with string keys, sorting of results *)
let text =
  let b = Buffer.create 100 in
  (try while true do Buffer.add_string b (input_line stdin); Buffer.add_char b '\n' done with End_of_file -> ());
  Buffer.contents b
let is_letter c = match c with 'a' .. 'z' | 'A' .. 'Z' | '\'' -> true | _ -> false
let count s =
  let tbl = Hashtbl.create 1000 and len = String.length s in
  let rec skip i = if i < len then if is_letter s.[i] then word i (i + 1) else skip (i + 1)
  and word start i =
    if i < len && is_letter s.[i] then word start (i + 1)
    else begin
      let w = String.lowercase_ascii (String.sub s start (i - start)) in
      (match Hashtbl.find_opt tbl w with Some r -> incr r | None -> Hashtbl.add tbl w (ref 1));
      skip i
    end in
  skip 0; tbl
let () =
  let tbl = count text in
  let l = Hashtbl.fold (fun w r acc -> (w, !r) :: acc) tbl [] in
  let l = List.sort (fun (w, c) (v, d) -> if c <> d then compare d c else compare w v) l in
  Printf.printf "%d %d %d\n" (String.length text) (List.length l) (List.length (String.split_on_char '\n' text));
  List.iteri (fun i (w, c) -> if i < 40 then Printf.printf "%s %d\n" w c) l
