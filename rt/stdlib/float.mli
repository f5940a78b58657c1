(** Floats. *)

type t = float
(** The type of floats. *)

external neg : local_ float -> (float [@local_opt]) = "%negfloat"
(** Opposite. *)

external add : local_ float -> local_ float -> (float [@local_opt]) = "%addfloat"
(** Sum. *)

external sub : local_ float -> local_ float -> (float [@local_opt]) = "%subfloat"
(** Difference. *)

external mul : local_ float -> local_ float -> (float [@local_opt]) = "%mulfloat"
(** Product. *)

external div : local_ float -> local_ float -> (float [@local_opt]) = "%divfloat"
(** Quotient. *)

external fma : local_ float -> local_ float -> local_ float -> (float [@local_opt]) = "caml_fma_float" "fma"
  [@@unboxed] [@@noalloc]
(** [x * y + z], rounded once. *)

external rem : local_ float -> local_ float -> (float [@local_opt]) = "caml_fmod_float" "fmod"
  [@@unboxed] [@@noalloc]
(** Remainder, of the sign of the dividend. *)

external abs : local_ float -> (float [@local_opt]) = "%absfloat"
(** Absolute value. *)

external of_int : int -> (float [@local_opt]) = "%floatofint"
(** Conversion. *)

external to_int : local_ float -> int = "%intoffloat"
(** Truncation. *)

external of_string : local_ string -> float = "caml_float_of_string"
(** Conversion. Raises [Failure "float_of_string"]. *)

external pow : local_ float -> local_ float -> (float [@local_opt]) = "caml_power_float" "pow"
  [@@unboxed] [@@noalloc]
(** Power. *)

external sqrt : local_ float -> (float [@local_opt]) = "%sqrtfloat"
(** Square root. *)

external cbrt : local_ float -> (float [@local_opt]) = "caml_cbrt_float" "cbrt"
  [@@unboxed] [@@noalloc]
(** Cube root. *)

external exp : local_ float -> (float [@local_opt]) = "caml_exp_float" "exp" [@@unboxed] [@@noalloc]
(** Exponential. *)

external exp2 : local_ float -> (float [@local_opt]) = "caml_exp2_float" "exp2"
  [@@unboxed] [@@noalloc]
(** Power of 2. *)

external log : local_ float -> (float [@local_opt]) = "caml_log_float" "log" [@@unboxed] [@@noalloc]
(** Natural logarithm. *)

external log10 : local_ float -> (float [@local_opt]) = "caml_log10_float" "log10"
  [@@unboxed] [@@noalloc]
(** Logarithm in base 10. *)

external log2 : local_ float -> (float [@local_opt]) = "caml_log2_float" "log2"
  [@@unboxed] [@@noalloc]
(** Logarithm in base 2. *)

external expm1 : local_ float -> (float [@local_opt]) = "caml_expm1_float" "expm1"
  [@@unboxed] [@@noalloc]
(** [exp x -. 1.]. *)

external log1p : local_ float -> (float [@local_opt]) = "caml_log1p_float" "log1p"
  [@@unboxed] [@@noalloc]
(** [log (1. +. x)]. *)

external cos : local_ float -> (float [@local_opt]) = "caml_cos_float" "cos" [@@unboxed] [@@noalloc]
(** Trigonometric or hyperbolic function of that name. *)

external sin : local_ float -> (float [@local_opt]) = "caml_sin_float" "sin" [@@unboxed] [@@noalloc]
(** Trigonometric or hyperbolic function of that name. *)

external tan : local_ float -> (float [@local_opt]) = "caml_tan_float" "tan" [@@unboxed] [@@noalloc]
(** Trigonometric or hyperbolic function of that name. *)

external acos : local_ float -> (float [@local_opt]) = "caml_acos_float" "acos"
  [@@unboxed] [@@noalloc]
(** Trigonometric or hyperbolic function of that name. *)

external asin : local_ float -> (float [@local_opt]) = "caml_asin_float" "asin"
  [@@unboxed] [@@noalloc]
(** Trigonometric or hyperbolic function of that name. *)

external atan : local_ float -> (float [@local_opt]) = "caml_atan_float" "atan"
  [@@unboxed] [@@noalloc]
(** Trigonometric or hyperbolic function of that name. *)

external atan2 : local_ float -> local_ float -> (float [@local_opt]) = "caml_atan2_float" "atan2"
  [@@unboxed] [@@noalloc]
(** Angle of a point, [y] first. *)

external hypot : local_ float -> local_ float -> (float [@local_opt]) = "caml_hypot_float" "hypot"
  [@@unboxed] [@@noalloc]
(** [sqrt (x*x + y*y)]. *)

external cosh : local_ float -> (float [@local_opt]) = "caml_cosh_float" "cosh"
  [@@unboxed] [@@noalloc]
(** Trigonometric or hyperbolic function of that name. *)

external sinh : local_ float -> (float [@local_opt]) = "caml_sinh_float" "sinh"
  [@@unboxed] [@@noalloc]
(** Trigonometric or hyperbolic function of that name. *)

external tanh : local_ float -> (float [@local_opt]) = "caml_tanh_float" "tanh"
  [@@unboxed] [@@noalloc]
(** Trigonometric or hyperbolic function of that name. *)

external acosh : local_ float -> (float [@local_opt]) = "caml_acosh_float" "acosh"
  [@@unboxed] [@@noalloc]
(** Trigonometric or hyperbolic function of that name. *)

external asinh : local_ float -> (float [@local_opt]) = "caml_asinh_float" "asinh"
  [@@unboxed] [@@noalloc]
(** Trigonometric or hyperbolic function of that name. *)

external atanh : local_ float -> (float [@local_opt]) = "caml_atanh_float" "atanh"
  [@@unboxed] [@@noalloc]
(** Trigonometric or hyperbolic function of that name. *)

external erf : local_ float -> (float [@local_opt]) = "caml_erf_float" "erf" [@@unboxed] [@@noalloc]
(** Error function. *)

external erfc : local_ float -> (float [@local_opt]) = "caml_erfc_float" "erfc"
  [@@unboxed] [@@noalloc]
(** [1. -. erf x]. *)

external trunc : local_ float -> (float [@local_opt]) = "caml_trunc_float" "trunc"
  [@@unboxed] [@@noalloc]
(** Integral part. *)

external round : local_ float -> (float [@local_opt]) = "caml_round_float" "round"
  [@@unboxed] [@@noalloc]
(** Nearest integral value, halves away from zero. *)

external ceil : local_ float -> (float [@local_opt]) = "caml_ceil_float" "ceil"
  [@@unboxed] [@@noalloc]
(** Least integral value above. *)

external floor : local_ float -> (float [@local_opt]) = "caml_floor_float" "floor"
  [@@unboxed] [@@noalloc]
(** Greatest integral value below. *)

external next_after : local_ float -> local_ float -> (float [@local_opt]) = "caml_nextafter_float" "nextafter" [@@unboxed] [@@noalloc]
(** Next float towards another. *)

external copy_sign : local_ float -> local_ float -> (float [@local_opt]) = "caml_copysign_float" "copysign" [@@unboxed] [@@noalloc]
(** Magnitude of the first, sign of the second. *)

external frexp : local_ float -> float * int = "caml_frexp_float"
(** Mantissa and exponent. *)

external ldexp : local_ float -> int -> float = "caml_ldexp_float"
(** [x *. 2 ** n]. *)

external modf : local_ float -> float * float = "caml_modf_float"
(** Fractional and integral parts. *)

type fpclass = Stdlib.fpclass =
  | FP_normal
  | FP_subnormal
  | FP_zero
  | FP_infinite
  | FP_nan
(** The classes of floats. *)

val zero : float
(** 0. *)

val one : float
(** 1. *)

val minus_one : float
(** -1. *)

val infinity : float
(** Positive infinity. *)

val neg_infinity : float
(** Negative infinity. *)

val nan : float
(** Not a number. *)

val pi : float
(** The constant. *)

val max_float : float
(** Greatest finite. *)

val min_float : float
(** Smallest positive normalised. *)

val epsilon : float
(** Difference between 1 and the next float. *)

val succ : float -> float
(** Next float. *)

val pred : float -> float
(** Previous float. *)

val is_finite : float -> bool
(** Neither infinite nor nan? *)

val is_infinite : float -> bool
(** Infinite? *)

val is_nan : float -> bool
(** Not a number? *)

val is_integer : float -> bool
(** Integral? *)

val classify_float : float -> fpclass
(** Its class. *)

val sign_bit : float -> bool
(** Is the sign bit set? *)

val to_string : float -> string
(** As [string_of_float]. *)

val of_string_opt : string -> float option
(** Conversion, or [None]. *)

val compare : t -> t -> int
(** Total order: nan is first and equal to itself. *)

val equal : t -> t -> bool
(** Equality for [compare]. *)

val min : t -> t -> t
(** The smaller; nan if one is nan. *)

val max : t -> t -> t
(** The greater; nan if one is nan. *)

val min_max : float -> float -> float * float
(** Both. *)

val min_num : t -> t -> t
(** The smaller, ignoring nan. *)

val max_num : t -> t -> t
(** The greater, ignoring nan. *)

val min_max_num : float -> float -> float * float
(** Both. *)

val hash : t -> int
(** Hash value. *)

(** Arrays of floats. Errors raise [Invalid_argument "Float.Array.sub"] etc. *)
module Array : sig
  type t
  (** Flat arrays of floats. *)

  val length : t -> int
  val get : t -> int -> float
  val set : t -> int -> float -> unit
  val make : int -> float -> t
  val create : int -> t
  val init : int -> (int -> float) -> t
  val append : t -> t -> t
  val concat : t list -> t
  val sub : t -> int -> int -> t
  val copy : t -> t
  val fill : t -> int -> int -> float -> unit
  val blit : t -> int -> t -> int -> int -> unit
  val to_list : t -> float list
  val of_list : float list -> t
  val iter : (float -> unit) -> t -> unit
  val iteri : (int -> float -> unit) -> t -> unit
  val map : (float -> float) -> t -> t
  val mapi : (int -> float -> float) -> t -> t
  val fold_left : ('a -> float -> 'a) -> 'a -> t -> 'a
  val fold_right : (float -> 'a -> 'a) -> t -> 'a -> 'a
  val iter2 : (float -> float -> unit) -> t -> t -> unit
  val map2 : (float -> float -> float) -> t -> t -> t
  val for_all : (float -> bool) -> t -> bool
  val exists : (float -> bool) -> t -> bool
  val mem : float -> t -> bool
  val mem_ieee : float -> t -> bool
  val sort : (float -> float -> int) -> t -> unit
  val stable_sort : (float -> float -> int) -> t -> unit
  val fast_sort : (float -> float -> int) -> t -> unit
  val map_to_array : (float -> 'a) -> t -> 'a array
  val map_from_array : ('a -> float) -> 'a array -> t
  val unsafe_get : t -> int -> float
  val unsafe_set : t -> int -> float -> unit
end
