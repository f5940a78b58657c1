(** Complex numbers: pairs of floats in one block. *)

type t = { re : float; im : float }
(** Real and imaginary part. *)

val zero : t
val one : t

val i : t
(** The root of [-1]. *)

val neg : local_ t -> t

val conj : local_ t -> t
(** [x - iy] for [x + iy]. *)

val add : local_ t -> local_ t -> t
val sub : local_ t -> local_ t -> t
val mul : local_ t -> local_ t -> t

val inv : local_ t -> t
(** [1/z]. *)

val div : local_ t -> local_ t -> t

val sqrt : local_ t -> t
(** The root whose real part is positive, or whose real part is 0 and whose imaginary part is not negative. *)

val norm2 : local_ t -> float
(** The square of [norm]. *)

val norm : local_ t -> float
(** The distance from 0. *)

val arg : local_ t -> float
(** The angle, from [-pi] to [pi]. *)

val polar : float -> float -> t
(** [polar norm arg]. *)

val exp : local_ t -> t
val log : local_ t -> t

val pow : local_ t -> local_ t -> t
(** [pow a b] is [exp (b log a)]. *)
