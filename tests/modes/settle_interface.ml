(* RUN: --emit=typed %s *)
(* What a parameter may do is inferred inside of a signature; without one, other units see it, and it is global. *)
module With : sig
  val f1 : foo:local_ int option -> unit
  val f2 : int -> unit
end = struct
  let f1 ~foo:_ = ()
  let f2 x = f1 ~foo:(Some x); ()
end
module Without = struct
  let f1 ~foo:_ = ()
  let f2 x = f1 ~foo:(Some x); ()
end
(* EXPECT
group
  let
    Settle_interface.With.f1 : foo:local_ 'a -> unit
    =
      fun f1 : foo:local_ 'a -> unit
        param ~foo : 'a @ local
          _
        () : unit
  let
    Settle_interface.With.f2 : 'a -> unit
    =
      fun f2 : 'a -> unit
        param  : 'a
          x/1 : 'a
        do
          apply : unit
            Settle_interface.With.f1 : foo:local_ 'a option -> unit
            Some : 'a option on the stack
              x/1 : 'a
        () : unit
group
  let
    Settle_interface.Without.f1 : foo:'a -> unit
    =
      fun f1 : foo:'a -> unit
        param ~foo : 'a
          _
        () : unit
  let
    Settle_interface.Without.f2 : 'a -> unit
    =
      fun f2 : 'a -> unit
        param  : 'a
          x/2 : 'a
        do
          apply : unit
            Settle_interface.Without.f1 : foo:'a option -> unit
            Some : 'a option
              x/2 : 'a
        () : unit
*)
