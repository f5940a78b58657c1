(* RUN: check *)
module M : sig type _ t = K : 'a * 'a -> 'b t end = struct type _ t = K : 'a * 'c -> 'b t end
module N : sig type _ t = K : int -> int t end = struct type _ t = K : int -> bool t end
module O : sig type _ t = K : 'a -> 'a t end = struct type 'a t = K of 'a end
module P : sig type _ t = K : { x : 'a; y : 'a -> int } -> int t end = struct type _ t = K : { x : 'b; y : 'b -> int } -> int t end
(* EXPECT exit=1
gadt_signature.ml:2:71: error[E0452]: Signature mismatch: the type declarations of `t` do not match: the constructor K makes a `'b t/1` of its arguments in one and a `'a t/2` in the other
  |
2 | module M : sig type _ t = K : 'a * 'a -> 'b t end = struct type _ t = K : 'a * 'c -> 'b t end
  |                           - declared here in the signature
  |                                                                       ^
  = note: `type 'a t = K : 'a * 'c -> 'b t` is not included in `type 'a t = K : 'a * 'a -> 'b t`
gadt_signature.ml:3:68: error[E0452]: Signature mismatch: the type declarations of `t` do not match: the constructor K makes a `int t/1` of its arguments in one and a `bool t/2` in the other
  |
3 | module N : sig type _ t = K : int -> int t end = struct type _ t = K : int -> bool t end
  |                           - declared here in the signature
  |                                                                    ^
  = note: `type 'a t = K : int -> bool t` is not included in `type 'a t = K : int -> int t`
gadt_signature.ml:4:67: error[E0452]: Signature mismatch: the type declarations of `t` do not match: the constructor K has a result type in one and not in the other
  |
4 | module O : sig type _ t = K : 'a -> 'a t end = struct type 'a t = K of 'a end
  |                           - declared here in the signature
  |                                                                   ^
  = note: `type 'a t = K of 'a` is not included in `type 'a t = K : 'a -> 'a t`
*)
