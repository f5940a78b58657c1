(* RUN: --emit=interface *)
 type +'a covariant = 'a list
type -'a contra = 'a -> unit
type 'a inv = { mutable v : 'a }
type +'a through = ('a contra) contra
module M : sig type +'a t type -'b u end = struct type 'a t = 'a list type 'b u = 'b -> int end
type (+'a, -'b) both = ('b M.u * 'a M.t) list
let empty : 'a. 'a M.t -> 'a M.t = fun x -> x
(* EXPECT
type 'a covariant = 'a list
type 'a contra = 'a -> unit
type 'a inv = { mutable v : 'a; }
type 'a through = 'a contra contra
module M : sig
  type +'a t
  type -'b u
end
type ('a, 'b) both = ('b M.u * 'a M.t) list
val empty : 'a M.t -> 'a M.t
*)
