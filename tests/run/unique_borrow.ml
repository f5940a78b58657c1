(* A resource that is opened, lent and closed: unique_ makes use after close, closing twice, and forgetting who owns it
   impossible to write.  Nothing of it is there at run time. *)
module Handle : sig
  type t

  val open_ : string -> unique_ t
  val close : unique_ t -> string
  val write : local_ t -> string -> unit
  val size : local_ t -> int
  val append : unique_ t -> unique_ t -> unique_ t
end = struct
  type t = { global_ name : string; global_ buffer : Buffer.t; mutable writes : int }

  let opened = ref 0
  let open_ name : t @ unique =
    incr opened;
    { name; buffer = Buffer.create 16; writes = 0 }
  let close (unique_ h) =
    decr opened;
    Printf.sprintf "%s: %S after %d writes, %d still open" h.name (Buffer.contents h.buffer) h.writes !opened
  let write (local_ h) s =
    Buffer.add_string h.buffer s;
    h.writes <- h.writes + 1
  let size (local_ h) = Buffer.length h.buffer
  let append (unique_ a) (unique_ b) : t @ unique =
    Buffer.add_buffer a.buffer b.buffer;
    a.writes <- a.writes + b.writes;
    decr opened;
    a
end

(* Lends x to f, and gives it back. *)
let borrow (unique_ x) (local_ (f : local_ _ -> _)) : unique_ 'a * 'b =
  let r = f x in
  (x, r)

let rec fill n (unique_ h) : Handle.t @ unique =
  if n = 0 then h
  else begin
    Handle.write h (string_of_int n);
    fill (n - 1) h
  end

(* Once: what it is given is called at most once, so it may use things up. *)
let finally (once_ f) = print_endline (f ())

let rec close_all (unique_ l) =
  match l with
  | [] -> ()
  | h :: l ->
      print_endline (Handle.close h);
      close_all l

exception Too_long of int

let checked limit =
  let h = Handle.open_ "checked" in
  match
    List.iter (fun s -> if Handle.size h > limit then raise (Too_long (Handle.size h)) else Handle.write h s)
      [ "one"; "two"; "three" ]
  with
  | () -> "ok, " ^ Handle.close h
  | exception Too_long n -> Printf.sprintf "too long (%d), %s" n (Handle.close h)

let () =
  let h = Handle.open_ "a" in
  let h, () = borrow h (fun h -> Handle.write h "hello") in
  let h, n = borrow h (fun h -> Handle.write h ", world"; Handle.size h) in
  Printf.printf "%d bytes\n" n;
  List.iter (fun s -> Handle.write h s) [ "!"; "?" ];
  print_endline (Handle.close h);
  let h = fill 5 (Handle.open_ "filled") in
  finally (fun () -> Handle.close h);
  let both = Handle.append (fill 2 (Handle.open_ "left")) (fill 3 (Handle.open_ "right")) in
  let swapped = (Handle.open_ "second", both) in
  let a, b = swapped in
  close_all [ b; a; Handle.open_ "third" ];
  print_endline (checked 4);
  print_endline (checked 100);
  let give_back = fun (unique_ h) -> let s = Handle.close h in s in
  print_endline (give_back (Handle.open_ "last"))
