let p s x = print_string s; print_char ' '; x
let nl () = print_newline ()
external get16 : string -> int -> int = "%caml_string_get16"
external set16 : bytes -> int -> int -> unit = "%caml_bytes_set16"
external get32 : string -> int -> int32 = "%caml_string_get32"
external set64 : bytes -> int -> int64 -> unit = "%caml_bytes_set64"
let poly a i = (p "a" a).(p "i" i)
let polyset a i v = (p "a" a).(p "i" i) <- p "v" v
let () =
  let b = Bytes.of_string "abcdefgh0123456789" and s = "abcdefgh" in
  ignore ((p "s" s).[p "i" 1]); nl ();
  ignore (String.get (p "s" s) (p "i" 1)); nl ();
  ignore (String.unsafe_get (p "s" s) (p "i" 1)); nl ();
  ignore (Bytes.get (p "b" b) (p "i" 1)); nl ();
  Bytes.set (p "b" b) (p "i" 1) (p "c" 'c'); nl ();
  Bytes.unsafe_set (p "b" b) (p "i" 1) (p "c" 'c'); nl ();
  ignore (get16 (p "s" s) (p "i" 1)); nl ();
  set16 (p "b" b) (p "i" 1) (p "v" 2); nl ();
  ignore (get32 (p "s" s) (p "i" 1)); nl ();
  set64 (p "b" b) (p "i" 1) (p "v" 2L); nl ();
  let ia = [|1;2|] and fa = [|1.;2.|] and sa = [|"a";"b"|] in
  print_string "get: ";
  ignore ((p "a" ia).(p "i" 1)); nl ();
  ignore ((p "a" fa).(p "i" 1)); nl ();
  ignore ((p "a" sa).(p "i" 1)); nl ();
  ignore (Array.unsafe_get (p "a" ia) (p "i" 1)); nl ();
  ignore (Array.unsafe_get (p "a" fa) (p "i" 1)); nl ();
  ignore (Array.unsafe_get (p "a" sa) (p "i" 1)); nl ();
  ignore (poly ia 1); nl ();
  print_string "set: ";
  (p "a" ia).(p "i" 1) <- p "v" 3; nl ();
  (p "a" fa).(p "i" 1) <- p "v" 3.; nl ();
  (p "a" sa).(p "i" 1) <- p "v" "x"; nl ();
  Array.unsafe_set (p "a" ia) (p "i" 1) (p "v" 3); nl ();
  Array.unsafe_set (p "a" fa) (p "i" 1) (p "v" 3.); nl ();
  Array.unsafe_set (p "a" sa) (p "i" 1) (p "v" "x"); nl ();
  polyset ia 1 2; nl ();
  print_string "div: ";
  ignore ((p "x" 5) / (p "y" 2)); nl ();
  ignore ((p "x" 5) mod (p "y" 2)); nl ();
  ignore (Int64.div (p "x" 5L) (p "y" 2L)); nl ();
  ignore (Int64.rem (p "x" 5L) (p "y" 2L)); nl ();
  ignore (Int64.add (p "x" 5L) (p "y" 2L)); nl ();
  ignore (Int64.shift_left (p "x" 5L) (p "y" 2)); nl ();
  ignore (compare (p "x" 5) (p "y" 2)); nl ();
  ignore (compare (p "x" 5.) (p "y" 2.)); nl ();
  ignore (compare (p "x" 5L) (p "y" 2L)); nl ();
  ignore ((p "x" 5.) < (p "y" 2.)); nl ();
  ignore ((p "x" "a") = (p "y" "b")); nl ();
  ignore ((p "x" 5) == (p "y" 2)); nl ();
  ignore ((p "x" 5) lsl (p "y" 2)); nl ();
  ignore (Float.pow (p "x" 5.) (p "y" 2.)); nl ();
  ignore ((p "x" 5.) ** (p "y" 2.)); nl ();
  ignore (Bytes.length (p "x" b) + String.length (p "y" s)); nl ();
  print_string "obj: ";
  ignore (Obj.field (p "o" (Obj.repr (1,2))) (p "i" 0)); nl ();
  Obj.set_field (p "o" (Obj.repr (ref 0))) (p "i" 0) (p "v" (Obj.repr 1)); nl ();
  (p "r" (ref 0)) := p "v" 1; nl ();
  (p "r" (ref "")) := p "v" "x"; nl ();
  Bytes.blit (p "1" b) (p "2" 0) (p "3" b) (p "4" 0) (p "5" 1); nl ();
  ignore (Float.of_int (p "x" 1) *. p "y" 2. -. p "z" 3.); nl ();
  ignore (p "x" 1 + (p "y" 1 - p "z" 1)); nl ()
