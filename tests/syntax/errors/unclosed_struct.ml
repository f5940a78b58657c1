(* RUN: check *)
module M = struct
  let x = 1
  let y = 2

module N = struct
  let z = 3
end
(* EXPECT exit=1
unclosed_struct.ml:8:4: error[E0111]: Expected `end`, found the end of the file: this `struct` is not closed
  |
2 | module M = struct
  |            ------ opened here
...
8 | end
  |    ^
*)
