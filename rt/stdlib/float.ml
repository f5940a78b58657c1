type t = float

external neg : local_ float -> (float [@local_opt]) = "%negfloat"
external add : local_ float -> local_ float -> (float [@local_opt]) = "%addfloat"
external sub : local_ float -> local_ float -> (float [@local_opt]) = "%subfloat"
external mul : local_ float -> local_ float -> (float [@local_opt]) = "%mulfloat"
external div : local_ float -> local_ float -> (float [@local_opt]) = "%divfloat"
external fma : local_ float -> local_ float -> local_ float -> (float [@local_opt]) = "caml_fma_float" "fma"
  [@@unboxed] [@@noalloc]
external rem : local_ float -> local_ float -> (float [@local_opt]) = "caml_fmod_float" "fmod"
  [@@unboxed] [@@noalloc]
external abs : local_ float -> (float [@local_opt]) = "%absfloat"
external of_int : int -> (float [@local_opt]) = "%floatofint"
external to_int : local_ float -> int = "%intoffloat"
external of_string : local_ string -> float = "caml_float_of_string"
external pow : local_ float -> local_ float -> (float [@local_opt]) = "caml_power_float" "pow"
  [@@unboxed] [@@noalloc]
external sqrt : local_ float -> (float [@local_opt]) = "%sqrtfloat"
external cbrt : local_ float -> (float [@local_opt]) = "caml_cbrt_float" "cbrt"
  [@@unboxed] [@@noalloc]
external exp : local_ float -> (float [@local_opt]) = "caml_exp_float" "exp" [@@unboxed] [@@noalloc]
external exp2 : local_ float -> (float [@local_opt]) = "caml_exp2_float" "exp2"
  [@@unboxed] [@@noalloc]
external log : local_ float -> (float [@local_opt]) = "caml_log_float" "log" [@@unboxed] [@@noalloc]
external log10 : local_ float -> (float [@local_opt]) = "caml_log10_float" "log10"
  [@@unboxed] [@@noalloc]
external log2 : local_ float -> (float [@local_opt]) = "caml_log2_float" "log2"
  [@@unboxed] [@@noalloc]
external expm1 : local_ float -> (float [@local_opt]) = "caml_expm1_float" "expm1"
  [@@unboxed] [@@noalloc]
external log1p : local_ float -> (float [@local_opt]) = "caml_log1p_float" "log1p"
  [@@unboxed] [@@noalloc]
external cos : local_ float -> (float [@local_opt]) = "caml_cos_float" "cos" [@@unboxed] [@@noalloc]
external sin : local_ float -> (float [@local_opt]) = "caml_sin_float" "sin" [@@unboxed] [@@noalloc]
external tan : local_ float -> (float [@local_opt]) = "caml_tan_float" "tan" [@@unboxed] [@@noalloc]
external acos : local_ float -> (float [@local_opt]) = "caml_acos_float" "acos"
  [@@unboxed] [@@noalloc]
external asin : local_ float -> (float [@local_opt]) = "caml_asin_float" "asin"
  [@@unboxed] [@@noalloc]
external atan : local_ float -> (float [@local_opt]) = "caml_atan_float" "atan"
  [@@unboxed] [@@noalloc]
external atan2 : local_ float -> local_ float -> (float [@local_opt]) = "caml_atan2_float" "atan2"
  [@@unboxed] [@@noalloc]
external hypot : local_ float -> local_ float -> (float [@local_opt]) = "caml_hypot_float" "hypot"
  [@@unboxed] [@@noalloc]
external cosh : local_ float -> (float [@local_opt]) = "caml_cosh_float" "cosh"
  [@@unboxed] [@@noalloc]
external sinh : local_ float -> (float [@local_opt]) = "caml_sinh_float" "sinh"
  [@@unboxed] [@@noalloc]
external tanh : local_ float -> (float [@local_opt]) = "caml_tanh_float" "tanh"
  [@@unboxed] [@@noalloc]
external acosh : local_ float -> (float [@local_opt]) = "caml_acosh_float" "acosh"
  [@@unboxed] [@@noalloc]
external asinh : local_ float -> (float [@local_opt]) = "caml_asinh_float" "asinh"
  [@@unboxed] [@@noalloc]
external atanh : local_ float -> (float [@local_opt]) = "caml_atanh_float" "atanh"
  [@@unboxed] [@@noalloc]
external erf : local_ float -> (float [@local_opt]) = "caml_erf_float" "erf" [@@unboxed] [@@noalloc]
external erfc : local_ float -> (float [@local_opt]) = "caml_erfc_float" "erfc"
  [@@unboxed] [@@noalloc]
external trunc : local_ float -> (float [@local_opt]) = "caml_trunc_float" "trunc"
  [@@unboxed] [@@noalloc]
external round : local_ float -> (float [@local_opt]) = "caml_round_float" "round"
  [@@unboxed] [@@noalloc]
external ceil : local_ float -> (float [@local_opt]) = "caml_ceil_float" "ceil"
  [@@unboxed] [@@noalloc]
external floor : local_ float -> (float [@local_opt]) = "caml_floor_float" "floor"
  [@@unboxed] [@@noalloc]
external next_after : local_ float -> local_ float -> (float [@local_opt]) = "caml_nextafter_float" "nextafter" [@@unboxed] [@@noalloc]
external copy_sign : local_ float -> local_ float -> (float [@local_opt]) = "caml_copysign_float" "copysign" [@@unboxed] [@@noalloc]
external frexp : local_ float -> float * int = "caml_frexp_float"
external ldexp : local_ float -> int -> float = "caml_ldexp_float"
external modf : local_ float -> float * float = "caml_modf_float"

type fpclass = Stdlib.fpclass =
  | FP_normal
  | FP_subnormal
  | FP_zero
  | FP_infinite
  | FP_nan

let zero = 0.
let one = 1.
let minus_one = -1.
let infinity = Stdlib.infinity
let neg_infinity = Stdlib.neg_infinity
let nan = Stdlib.nan
let pi = 3.14159265358979312
let max_float = Stdlib.max_float
let min_float = Stdlib.min_float
let epsilon = Stdlib.epsilon_float

let succ x = next_after x infinity
let pred x = next_after x neg_infinity
let is_finite (x : float) = x -. x = 0.
let is_infinite (x : float) = 1. /. x = 0.
let is_nan (x : float) = x <> x
let is_integer x = x = trunc x && is_finite x
let classify_float x = Stdlib.classify_float x
let sign_bit x = Int64.compare (Int64.bits_of_float x) 0L < 0
let to_string x = string_of_float x
let of_string_opt s = float_of_string_opt s
let compare (a : float) b = compare a b
let equal (a : float) b = compare a b = 0

(* A comparison that puts -0. before 0.; the arguments are not nan. *)
let before (x : float) (y : float) =
  x < y || (x = y && (sign_bit x || not (sign_bit y)))

let min (x : float) (y : float) =
  if is_nan x then x else if is_nan y then y else if before x y then x else y

let max (x : float) (y : float) =
  if is_nan x then x else if is_nan y then y else if before x y then y else x

let min_max x y = (min x y, max x y)

let min_num (x : float) (y : float) =
  if is_nan x then y else if is_nan y then x else if before x y then x else y

let max_num (x : float) (y : float) =
  if is_nan x then y else if is_nan y then x else if before x y then y else x

let min_max_num x y = (min_num x y, max_num x y)

external hash_prim : int -> int -> int -> local_ float -> int = "caml_hash"
  [@@noalloc]

let hash x = hash_prim 10 100 0 x

(* Arrays of floats are always flat here, so these are the ordinary ones with
   some other error messages. *)
module Array = struct
  type t = float array

  external length : local_ t -> int = "%array_length"
  external get : local_ t -> int -> (float [@local_opt]) = "%array_safe_get"
  external set : local_ t -> int -> float -> unit = "%array_safe_set"
  external unsafe_get : local_ t -> int -> (float [@local_opt]) = "%array_unsafe_get"
  external unsafe_set : local_ t -> int -> float -> unit = "%array_unsafe_set"
  external create : int -> t = "caml_make_float_vect"

  let make n (x : float) =
    let a = create n in
    for i = 0 to n - 1 do unsafe_set a i x done;
    a

  let init n f =
    if n < 0 then invalid_arg "Float.Array.init"
    else begin
      let a = create n in
      for i = 0 to n - 1 do unsafe_set a i (f i) done;
      a
    end

  let outside (a : t) ofs len = ofs < 0 || len < 0 || ofs > length a - len
  let append (a : t) (b : t) : t = Array.append a b
  let concat (l : t list) : t = Array.concat l
  let copy (a : t) : t = Array.copy a

  let sub (a : t) ofs len : t =
    if outside a ofs len then invalid_arg "Float.Array.sub"
    else Array.sub a ofs len

  let fill (a : t) ofs len x =
    if outside a ofs len then invalid_arg "Float.Array.fill"
    else for i = ofs to ofs + len - 1 do unsafe_set a i x done

  let blit (a : t) ofs (b : t) ofs' len =
    if outside a ofs len || outside b ofs' len
    then invalid_arg "Float.Array.blit"
    else Array.blit a ofs b ofs' len

  let to_list (a : t) = Array.to_list a
  let of_list (l : float list) : t = Array.of_list l

  let iter f (a : t) =
    for i = 0 to length a - 1 do f (unsafe_get a i) done

  let iteri f (a : t) =
    for i = 0 to length a - 1 do f i (unsafe_get a i) done

  let map f (a : t) : t =
    let n = length a in
    let b = create n in
    for i = 0 to n - 1 do unsafe_set b i (f (unsafe_get a i)) done;
    b

  let mapi f (a : t) : t =
    let n = length a in
    let b = create n in
    for i = 0 to n - 1 do unsafe_set b i (f i (unsafe_get a i)) done;
    b

  let fold_left f acc (a : t) =
    let r = ref acc in
    for i = 0 to length a - 1 do r := f !r (unsafe_get a i) done;
    !r

  let fold_right f (a : t) acc =
    let r = ref acc in
    for i = length a - 1 downto 0 do r := f (unsafe_get a i) !r done;
    !r

  let iter2 f (a : t) (b : t) =
    if length a <> length b
    then invalid_arg "Float.Array.iter2: arrays must have the same length"
    else
      for i = 0 to length a - 1 do f (unsafe_get a i) (unsafe_get b i) done

  let map2 f (a : t) (b : t) : t =
    let n = length a in
    if n <> length b
    then invalid_arg "Float.Array.map2: arrays must have the same length"
    else begin
      let c = create n in
      for i = 0 to n - 1 do
        unsafe_set c i (f (unsafe_get a i) (unsafe_get b i))
      done;
      c
    end

  let for_all p (a : t) = Array.for_all p a
  let exists p (a : t) = Array.exists p a
  let mem (x : float) (a : t) = Array.mem x a
  let mem_ieee (x : float) (a : t) = Array.exists (fun y -> x = y) a
  let sort cmp (a : t) = Array.sort cmp a
  let stable_sort cmp (a : t) = Array.stable_sort cmp a
  let fast_sort cmp (a : t) = Array.stable_sort cmp a
  let map_to_array f (a : t) = Array.map f a
  let map_from_array f a : t = init (Array.length a) (fun i -> f (Array.unsafe_get a i))
end
