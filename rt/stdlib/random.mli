(** Pseudo-random numbers; the same sequences as OCaml 4.13's. *)

val init : int -> unit
(** Seed the generator. *)

val full_init : int array -> unit
(** Same, with more. *)

val self_init : unit -> unit
(** Seed from the system. *)

val bits : unit -> int
(** 30 random bits. *)

val int : int -> int
(** Below a bound of at most 2{^30} - 1. Raises [Invalid_argument "Random.int"]. *)

val full_int : int -> int
(** Below any bound. Raises [Invalid_argument "Random.full_int"]. *)

val int32 : int32 -> int32
(** Below a bound. Raises [Invalid_argument "Random.int32"]. *)

val nativeint : nativeint -> nativeint
(** Below a bound. Raises [Invalid_argument "Random.nativeint"]. *)

val int64 : int64 -> int64
(** Below a bound. Raises [Invalid_argument "Random.int64"]. *)

val float : float -> float
(** Between 0 and a bound. *)

val bool : unit -> bool
(** True or false. *)

val bits32 : unit -> int32
(** 32 random bits (4.14). *)

val bits64 : unit -> int64
(** 64 random bits (4.14). *)

val nativebits : unit -> nativeint
(** 64 random bits (4.14). *)

(** Independent generators. *)
module State : sig
  type t
  (** Generators. *)

  val make : int array -> t
  val make_self_init : unit -> t
  val copy : t -> t
  val bits : t -> int
  val int : t -> int -> int
  val full_int : t -> int -> int
  val int32 : t -> int32 -> int32
  val nativeint : t -> nativeint -> nativeint
  val int64 : t -> int64 -> int64
  val float : t -> float -> float
  val bool : t -> bool
  val bits32 : t -> int32
  val bits64 : t -> int64
  val nativebits : t -> nativeint
end

val get_state : unit -> State.t
(** Copy of the generator used by the functions above. *)

val set_state : State.t -> unit
(** Change it. *)
