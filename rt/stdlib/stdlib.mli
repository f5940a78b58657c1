(** What every program sees without qualification. *)

(** {1 Exceptions} *)

external raise : exn -> 'a = "%raise"
(** Raise an exception. *)

external raise_notrace : exn -> 'a = "%raise_notrace"
(** Same as [raise], without recording a backtrace. *)

val invalid_arg : string -> 'a
(** Raise [Invalid_argument] with the given message. *)

val failwith : string -> 'a
(** Raise [Failure] with the given message. *)

exception Exit
(** Raised by no library function: for programs. *)

(** {1 Comparison} *)

external ( = ) : local_ 'a -> local_ 'a -> bool = "%equal"
(** Structural equality. Raises [Invalid_argument] on functions. *)

external ( <> ) : local_ 'a -> local_ 'a -> bool = "%notequal"
(** Negation of [( = )]. *)

external ( < ) : local_ 'a -> local_ 'a -> bool = "%lessthan"
(** Structural order, as [compare]. *)

external ( > ) : local_ 'a -> local_ 'a -> bool = "%greaterthan"
(** Structural order, as [compare]. *)

external ( <= ) : local_ 'a -> local_ 'a -> bool = "%lessequal"
(** Structural order, as [compare]. *)

external ( >= ) : local_ 'a -> local_ 'a -> bool = "%greaterequal"
(** Structural order, as [compare]. *)

external compare : local_ 'a -> local_ 'a -> int = "%compare"
(** Total structural order: negative, zero or positive. Raises [Invalid_argument] on functions. *)

external min : 'a -> 'a -> 'a = "%min"
(** The smaller argument; the first if equal. *)

external max : 'a -> 'a -> 'a = "%max"
(** The larger argument; the first if equal. *)

external ( == ) : local_ 'a -> local_ 'a -> bool = "%eq"
(** Physical equality. *)

external ( != ) : local_ 'a -> local_ 'a -> bool = "%noteq"
(** Negation of [( == )]. *)

(** {1 Booleans} *)

external not : bool -> bool = "%boolnot"
(** Negation. *)

external ( && ) : bool -> bool -> bool = "%sequand"
(** And; the right side is evaluated only if needed. *)

external ( || ) : bool -> bool -> bool = "%sequor"
(** Or; the right side is evaluated only if needed. *)

(** {1 Composition} *)

external ( |> ) : 'a -> ('a -> 'b) -> 'b = "%revapply"
(** [x |> f] is [f x]. *)

external ( @@ ) : ('a -> 'b) -> 'a -> 'b = "%apply"
(** [f @@ x] is [f x]. *)

(** {1 Integers: 63 bits, arithmetic modulo 2{^63}} *)

external ( ~- ) : int -> int = "%negint"
(** Opposite. *)

external ( ~+ ) : int -> int = "%identity"
(** Identity. *)

external succ : int -> int = "%succint"
(** Next integer. *)

external pred : int -> int = "%predint"
(** Previous integer. *)

external ( + ) : int -> int -> int = "%addint"
(** Sum. *)

external ( - ) : int -> int -> int = "%subint"
(** Difference. *)

external ( * ) : int -> int -> int = "%mulint"
(** Product. *)

external ( / ) : int -> int -> int = "%divint"
(** Quotient rounded towards zero. Raises [Division_by_zero]. *)

external ( mod ) : int -> int -> int = "%modint"
(** Remainder, of the sign of the dividend. Raises [Division_by_zero]. *)

val abs : int -> int
(** Absolute value ([min_int] for [min_int]). *)

val max_int : int
(** The greatest integer. *)

val min_int : int
(** The smallest integer. *)

external ( land ) : int -> int -> int = "%andint"
(** Bitwise and. *)

external ( lor ) : int -> int -> int = "%orint"
(** Bitwise or. *)

external ( lxor ) : int -> int -> int = "%xorint"
(** Bitwise exclusive or. *)

val lnot : int -> int
(** Bitwise complement. *)

external ( lsl ) : int -> int -> int = "%lslint"
(** Left shift; unspecified outside [0 .. 63]. *)

external ( lsr ) : int -> int -> int = "%lsrint"
(** Right shift inserting zeros; unspecified outside [0 .. 63]. *)

external ( asr ) : int -> int -> int = "%asrint"
(** Right shift keeping the sign; unspecified outside [0 .. 63]. *)

(** {1 Floats: IEEE double precision} *)

external ( ~-. ) : local_ float -> (float [@local_opt]) = "%negfloat"
(** Opposite. *)

external ( ~+. ) : float -> float = "%identity"
(** Identity. *)

external ( +. ) : local_ float -> local_ float -> (float [@local_opt]) = "%addfloat"
(** Sum. *)

external ( -. ) : local_ float -> local_ float -> (float [@local_opt]) = "%subfloat"
(** Difference. *)

external ( *. ) : local_ float -> local_ float -> (float [@local_opt]) = "%mulfloat"
(** Product. *)

external ( /. ) : local_ float -> local_ float -> (float [@local_opt]) = "%divfloat"
(** Quotient. *)

external ( ** ) : local_ float -> local_ float -> (float [@local_opt]) = "caml_power_float" "pow"
  [@@unboxed] [@@noalloc]
(** Power. *)

external sqrt : local_ float -> (float [@local_opt]) = "%sqrtfloat"
(** Square root. *)

external exp : local_ float -> (float [@local_opt]) = "caml_exp_float" "exp" [@@unboxed] [@@noalloc]
(** Exponential. *)

external log : local_ float -> (float [@local_opt]) = "caml_log_float" "log" [@@unboxed] [@@noalloc]
(** Natural logarithm. *)

external log10 : local_ float -> (float [@local_opt]) = "caml_log10_float" "log10"
  [@@unboxed] [@@noalloc]
(** Logarithm in base 10. *)

external expm1 : local_ float -> (float [@local_opt]) = "caml_expm1_float" "expm1"
  [@@unboxed] [@@noalloc]
(** [exp x -. 1.], precisely near zero. *)

external log1p : local_ float -> (float [@local_opt]) = "caml_log1p_float" "log1p"
  [@@unboxed] [@@noalloc]
(** [log (1. +. x)], precisely near zero. *)

external cos : local_ float -> (float [@local_opt]) = "caml_cos_float" "cos" [@@unboxed] [@@noalloc]
(** Cosine (radians). *)

external sin : local_ float -> (float [@local_opt]) = "caml_sin_float" "sin" [@@unboxed] [@@noalloc]
(** Sine (radians). *)

external tan : local_ float -> (float [@local_opt]) = "caml_tan_float" "tan" [@@unboxed] [@@noalloc]
(** Tangent (radians). *)

external acos : local_ float -> (float [@local_opt]) = "caml_acos_float" "acos"
  [@@unboxed] [@@noalloc]
(** Arc cosine. *)

external asin : local_ float -> (float [@local_opt]) = "caml_asin_float" "asin"
  [@@unboxed] [@@noalloc]
(** Arc sine. *)

external atan : local_ float -> (float [@local_opt]) = "caml_atan_float" "atan"
  [@@unboxed] [@@noalloc]
(** Arc tangent. *)

external atan2 : local_ float -> local_ float -> (float [@local_opt]) = "caml_atan2_float" "atan2"
  [@@unboxed] [@@noalloc]
(** [atan2 y x]: angle of the point [(x, y)]. *)

external hypot : local_ float -> local_ float -> (float [@local_opt]) = "caml_hypot_float" "hypot"
  [@@unboxed] [@@noalloc]
(** [sqrt (x*x + y*y)]. *)

external cosh : local_ float -> (float [@local_opt]) = "caml_cosh_float" "cosh"
  [@@unboxed] [@@noalloc]
(** Hyperbolic cosine. *)

external sinh : local_ float -> (float [@local_opt]) = "caml_sinh_float" "sinh"
  [@@unboxed] [@@noalloc]
(** Hyperbolic sine. *)

external tanh : local_ float -> (float [@local_opt]) = "caml_tanh_float" "tanh"
  [@@unboxed] [@@noalloc]
(** Hyperbolic tangent. *)

external acosh : local_ float -> (float [@local_opt]) = "caml_acosh_float" "acosh"
  [@@unboxed] [@@noalloc]
(** Inverse of [cosh]. *)

external asinh : local_ float -> (float [@local_opt]) = "caml_asinh_float" "asinh"
  [@@unboxed] [@@noalloc]
(** Inverse of [sinh]. *)

external atanh : local_ float -> (float [@local_opt]) = "caml_atanh_float" "atanh"
  [@@unboxed] [@@noalloc]
(** Inverse of [tanh]. *)

external ceil : local_ float -> (float [@local_opt]) = "caml_ceil_float" "ceil"
  [@@unboxed] [@@noalloc]
(** Least integral value above. *)

external floor : local_ float -> (float [@local_opt]) = "caml_floor_float" "floor"
  [@@unboxed] [@@noalloc]
(** Greatest integral value below. *)

external abs_float : local_ float -> (float [@local_opt]) = "%absfloat"
(** Absolute value. *)

external copysign : local_ float -> local_ float -> (float [@local_opt]) = "caml_copysign_float" "copysign"
  [@@unboxed] [@@noalloc]
(** Magnitude of the first, sign of the second. *)

external mod_float : local_ float -> local_ float -> (float [@local_opt]) = "caml_fmod_float" "fmod"
  [@@unboxed] [@@noalloc]
(** Remainder, of the sign of the dividend. *)

external frexp : local_ float -> float * int = "caml_frexp_float"
(** Mantissa and exponent. *)

external ldexp : local_ float -> int -> float = "caml_ldexp_float"
(** [ldexp x n] is [x *. 2 ** n]. *)

external modf : local_ float -> float * float = "caml_modf_float"
(** Fractional and integral parts. *)

external float : int -> (float [@local_opt]) = "%floatofint"
(** Same as [float_of_int]. *)

external float_of_int : int -> (float [@local_opt]) = "%floatofint"
(** Conversion. *)

external truncate : local_ float -> int = "%intoffloat"
(** Same as [int_of_float]. *)

external int_of_float : local_ float -> int = "%intoffloat"
(** Truncation; unspecified for [nan] and out of range. *)

val infinity : float
(** Positive infinity. *)

val neg_infinity : float
(** Negative infinity. *)

val nan : float
(** A value that is not a number; not equal to itself. *)

val max_float : float
(** The greatest finite value. *)

val min_float : float
(** The smallest positive normalised value. *)

val epsilon_float : float
(** Difference between 1 and the next float. *)

type fpclass = FP_normal | FP_subnormal | FP_zero | FP_infinite | FP_nan
(** The classes of floats. *)

val classify_float : float -> fpclass
(** The class of a float. *)

(** {1 Strings and characters} *)

val ( ^ ) : local_ string -> local_ string -> string
(** Concatenation. *)

external int_of_char : char -> int = "%identity"
(** Code of a character. *)

val char_of_int : int -> char
(** Character of a code. Raises [Invalid_argument "char_of_int"]. *)

(** {1 Unit, pairs} *)

external ignore : local_ 'a -> unit = "%ignore"
(** Discard a value. *)

external fst : ('a * 'b [@local_opt]) -> ('a [@local_opt]) = "%field0"
(** First component. *)

external snd : ('a * 'b [@local_opt]) -> ('b [@local_opt]) = "%field1"
(** Second component. *)

(** {1 Conversions} *)

val string_of_bool : bool -> string
(** ["true"] or ["false"]. *)

val bool_of_string : string -> bool
(** Inverse. Raises [Invalid_argument "bool_of_string"]. *)

val bool_of_string_opt : string -> bool option
(** Inverse, or [None]. *)

val string_of_int : int -> string
(** Decimal representation. *)

external int_of_string : local_ string -> int = "caml_int_of_string"
(** Reads decimal, [0x], [0o], [0b], [0u]; [_] allowed. Raises [Failure "int_of_string"]. *)

val int_of_string_opt : string -> int option
(** Same, or [None]. *)

val string_of_float : local_ float -> string
(** 12 significant digits, with a point if it looks like an integer. *)

external float_of_string : local_ string -> float = "caml_float_of_string"
(** Reads decimal or hexadecimal. Raises [Failure "float_of_string"]. *)

val float_of_string_opt : string -> float option
(** Same, or [None]. *)

(** {1 Lists} *)

val ( @ ) : 'a list -> 'a list -> 'a list
(** Concatenation; not tail-recursive. *)

(** {1 Channels} *)

type in_channel
(** Input channels. *)

type out_channel
(** Output channels. *)

val stdin : in_channel
(** Standard input. *)

val stdout : out_channel
(** Standard output. *)

val stderr : out_channel
(** Standard error. *)

val print_char : char -> unit
(** Print on [stdout]. *)

val print_string : local_ string -> unit
(** Print on [stdout]. *)

val print_bytes : local_ bytes -> unit
(** Print on [stdout]. *)

val print_int : int -> unit
(** Print on [stdout]. *)

val print_float : local_ float -> unit
(** Print on [stdout]. *)

val print_endline : local_ string -> unit
(** Print a line on [stdout] and flush. *)

val print_newline : unit -> unit
(** Print a newline on [stdout] and flush. *)

val prerr_char : char -> unit
(** Print on [stderr]. *)

val prerr_string : local_ string -> unit
(** Print on [stderr]. *)

val prerr_bytes : bytes -> unit
(** Print on [stderr]. *)

val prerr_int : int -> unit
(** Print on [stderr]. *)

val prerr_float : local_ float -> unit
(** Print on [stderr]. *)

val prerr_endline : local_ string -> unit
(** Print a line on [stderr] and flush. *)

val prerr_newline : unit -> unit
(** Print a newline on [stderr] and flush. *)

val read_line : unit -> string
(** Flush [stdout], read a line of [stdin]. Raises [End_of_file]. *)

val read_int_opt : unit -> int option
(** Read a line and convert it. Raises [End_of_file]. *)

val read_int : unit -> int
(** Read a line and convert it. Raises [Failure "int_of_string"], [End_of_file]. *)

val read_float_opt : unit -> float option
(** Read a line and convert it. Raises [End_of_file]. *)

val read_float : unit -> float
(** Read a line and convert it. Raises [Failure "float_of_string"], [End_of_file]. *)

type open_flag =
  | Open_rdonly
  | Open_wronly
  | Open_append
  | Open_creat
  | Open_trunc
  | Open_excl
  | Open_binary
  | Open_text
  | Open_nonblock
(** Opening modes. *)

val open_out : string -> out_channel
(** Open for writing, truncated or created. Raises [Sys_error]. *)

val open_out_bin : string -> out_channel
(** Same, in binary mode. *)

val open_out_gen : open_flag list -> int -> string -> out_channel
(** [open_out_gen mode permissions name]. Raises [Sys_error]. *)

external flush : out_channel -> unit = "caml_ml_flush"
(** Write out the buffer. Raises [Sys_error]. *)

val flush_all : unit -> unit
(** Flush all open output channels, ignoring errors. *)

external output_char : out_channel -> char -> unit = "caml_ml_output_char"
(** Write a character. *)

val output_string : out_channel -> local_ string -> unit
(** Write a string. *)

val output_bytes : out_channel -> bytes -> unit
(** Write a byte sequence. *)

val output : out_channel -> bytes -> int -> int -> unit
(** [output c b ofs len]. Raises [Invalid_argument "output"]. *)

val output_substring : out_channel -> string -> int -> int -> unit
(** Same from a string. Raises [Invalid_argument "output_substring"]. *)

val output_byte : out_channel -> int -> unit
(** Write the byte of the given code modulo 256. *)

external output_binary_int : out_channel -> int -> unit = "caml_ml_output_int"
(** Write 4 bytes, big-endian. *)

external seek_out : out_channel -> int -> unit = "caml_ml_seek_out"
(** Set the position. *)

external pos_out : out_channel -> int = "caml_ml_pos_out"
(** The current position. *)

external out_channel_length : out_channel -> int = "caml_ml_channel_size"
(** Size of the file. *)

val close_out : out_channel -> unit
(** Flush and close. Raises [Sys_error]. *)

val close_out_noerr : out_channel -> unit
(** Same, ignoring errors. *)

external set_binary_mode_out : out_channel -> bool -> unit
  = "caml_ml_set_binary_mode"
(** Nothing on Unix. *)

val open_in : string -> in_channel
(** Open for reading. Raises [Sys_error]. *)

val open_in_bin : string -> in_channel
(** Same, in binary mode. *)

val open_in_gen : open_flag list -> int -> string -> in_channel
(** [open_in_gen mode permissions name]. Raises [Sys_error]. *)

external input_char : in_channel -> char = "caml_ml_input_char"
(** Read a character. Raises [End_of_file]. *)

val input_line : in_channel -> string
(** Read up to a newline, which is dropped. Raises [End_of_file]. *)

val input : in_channel -> bytes -> int -> int -> int
(** Read at most that many; 0 at the end. Raises [Invalid_argument "input"]. *)

val really_input : in_channel -> bytes -> int -> int -> unit
(** Read exactly that many. Raises [End_of_file], [Invalid_argument "really_input"]. *)

val really_input_string : in_channel -> int -> string
(** Same, as a new string. *)

val input_byte : in_channel -> int
(** Read a character's code. Raises [End_of_file]. *)

external input_binary_int : in_channel -> int = "caml_ml_input_int"
(** Read 4 bytes, big-endian, signed. Raises [End_of_file]. *)

external seek_in : in_channel -> int -> unit = "caml_ml_seek_in"
(** Set the position. *)

external pos_in : in_channel -> int = "caml_ml_pos_in"
(** The current position. *)

external in_channel_length : in_channel -> int = "caml_ml_channel_size"
(** Size of the file. *)

external close_in : in_channel -> unit = "caml_ml_close_channel"
(** Close. *)

val close_in_noerr : in_channel -> unit
(** Same, ignoring errors. *)

external set_binary_mode_in : in_channel -> bool -> unit
  = "caml_ml_set_binary_mode"
(** Nothing on Unix. *)

(** Positions as [int64]. *)
module LargeFile : sig
  val seek_out : out_channel -> int64 -> unit
  val pos_out : out_channel -> int64
  val out_channel_length : out_channel -> int64
  val seek_in : in_channel -> int64 -> unit
  val pos_in : in_channel -> int64
  val in_channel_length : in_channel -> int64
end

(** {1 References} *)

type 'a ref = { mutable contents : 'a }
(** Mutable cells. *)

external ref : 'a -> ('a ref [@local_opt]) = "%makemutable"
(** New cell. *)

external ( ! ) : local_ 'a ref -> 'a = "%field0"
(** Contents. *)

external ( := ) : local_ 'a ref -> 'a -> unit = "%setfield0"
(** Assignment. *)

external incr : local_ int ref -> unit = "%incr"
(** Add one. *)

external decr : local_ int ref -> unit = "%decr"
(** Subtract one. *)

(** {1 Result, formats} *)

type ('a, 'b) result = Ok of 'a | Error of 'b
(** Success or failure. *)

type ('a, 'b, 'c, 'd) format4 = ('a, 'b, 'c, 'c, 'c, 'd) format6
(** Formats of the [k] printing functions. *)

type ('a, 'b, 'c) format = ('a, 'b, 'c, 'c) format4
(** Formats of the printing functions. *)

val string_of_format : ('a, 'b, 'c, 'd, 'e, 'f) format6 -> string
(** The text of a format. *)

external format_of_string :
  ('a, 'b, 'c, 'd, 'e, 'f) format6 -> ('a, 'b, 'c, 'd, 'e, 'f) format6
  = "%identity"
(** Identity: gives a literal a format type. *)

val ( ^^ ) :
  ('a, 'b, 'c, 'd, 'e, 'f) format6 -> ('f, 'b, 'c, 'e, 'g, 'h) format6 ->
  ('a, 'b, 'c, 'd, 'g, 'h) format6
(** Concatenation of formats. *)

(** {1 End of the program} *)

val exit : int -> 'a
(** Run the [at_exit] functions, then terminate with that code. *)

val at_exit : (unit -> unit) -> unit
(** Register a function to run at the end; the latest runs first. *)

(**/**)

(* For the other units of the library. *)

val valid_float_lexem : string -> string
val unsafe_really_input : in_channel -> bytes -> int -> int -> unit
val do_at_exit : unit -> unit
