(* The order of strings and bytes: all pairs of lengths around words, differences at each place, bytes above 127 and 0. *)
let sign n = if n < 0 then -1 else if n > 0 then 1 else 0

let slow a b =
  let n = min (String.length a) (String.length b) in
  let rec go i =
    if i = n then sign (Int.compare (String.length a) (String.length b))
    else if a.[i] = b.[i] then go (i + 1)
    else sign (Char.code a.[i] - Char.code b.[i])
  in
  go 0

let strings =
  List.concat_map
    (fun n ->
      let s = String.init n (fun i -> Char.chr (97 + (i mod 3))) in
      let at i c = String.mapi (fun j d -> if i = j then c else d) s in
      s
      :: List.concat_map
           (fun i -> if i >= 0 && i < n then [ at i '\000'; at i '\255'; at i 'b' ] else [])
           [ 0; n / 2; n - 1; 7; 8; 127; 128 ])
    [ 0; 1; 2; 6; 7; 8; 9; 15; 16; 17; 23; 24; 126; 127; 128; 129; 130; 136; 200 ]

let () =
  let wrong = ref 0 and pairs = ref 0 in
  List.iter
    (fun a ->
      List.iter
        (fun b ->
          incr pairs;
          let r = slow a b in
          let bytes = Bytes.compare (Bytes.of_string a) (Bytes.of_string b) in
          let poly = compare (Sys.opaque_identity (Some a)) (Some b) in
          if
            String.compare a b <> r || bytes <> r || poly <> r
            || (a < b) <> (r < 0)
            || (a <= b) <> (r <= 0)
            || (a > b) <> (r > 0)
            || (a >= b) <> (r >= 0)
            || String.equal a b <> (r = 0)
          then incr wrong)
        strings)
    strings;
  Printf.printf "%d pairs, %d wrong\n" !pairs !wrong
