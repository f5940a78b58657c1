(* RUN: check *)
module type S = sig val x : int val y : string end
module N = struct let x = 1 end
module M : S = N
(* EXPECT exit=1
sig_named.ml:4:16: error[E0450]: Signature mismatch: the value `y` is required but not provided
  |
2 | module type S = sig val x : int val y : string end
  |                                     - required by the signature here
3 | module N = struct let x = 1 end
4 | module M : S = N
  |                ^
*)
