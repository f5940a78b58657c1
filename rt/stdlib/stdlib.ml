(* The unit opened in every other one.  Depends on CamlFormat only. *)

(* Exceptions *)

external register_named_value : string -> 'a -> unit
  = "caml_register_named_value" [@@noalloc]

external raise : exn -> 'a = "%raise"
external raise_notrace : exn -> 'a = "%raise_notrace"

let failwith msg = raise (Failure msg)
let invalid_arg msg = raise (Invalid_argument msg)

exception Exit

let () =
  register_named_value "Pervasives.array_bound_error"
    (Invalid_argument "index out of bounds")

(* Composition *)

external ( |> ) : 'a -> ('a -> 'b) -> 'b = "%revapply"
external ( @@ ) : ('a -> 'b) -> 'a -> 'b = "%apply"

(* Comparison *)

external ( = ) : local_ 'a -> local_ 'a -> bool = "%equal"
external ( <> ) : local_ 'a -> local_ 'a -> bool = "%notequal"
external ( < ) : local_ 'a -> local_ 'a -> bool = "%lessthan"
external ( > ) : local_ 'a -> local_ 'a -> bool = "%greaterthan"
external ( <= ) : local_ 'a -> local_ 'a -> bool = "%lessequal"
external ( >= ) : local_ 'a -> local_ 'a -> bool = "%greaterequal"
external compare : local_ 'a -> local_ 'a -> int = "%compare"
external ( == ) : local_ 'a -> local_ 'a -> bool = "%eq"
external ( != ) : local_ 'a -> local_ 'a -> bool = "%noteq"

external min : 'a -> 'a -> 'a = "%min"
external max : 'a -> 'a -> 'a = "%max"

(* Booleans *)

external not : bool -> bool = "%boolnot"
external ( && ) : bool -> bool -> bool = "%sequand"
external ( || ) : bool -> bool -> bool = "%sequor"

(* Integers *)

external ( ~- ) : int -> int = "%negint"
external ( ~+ ) : int -> int = "%identity"
external succ : int -> int = "%succint"
external pred : int -> int = "%predint"
external ( + ) : int -> int -> int = "%addint"
external ( - ) : int -> int -> int = "%subint"
external ( * ) : int -> int -> int = "%mulint"
external ( / ) : int -> int -> int = "%divint"
external ( mod ) : int -> int -> int = "%modint"
external ( land ) : int -> int -> int = "%andint"
external ( lor ) : int -> int -> int = "%orint"
external ( lxor ) : int -> int -> int = "%xorint"
external ( lsl ) : int -> int -> int = "%lslint"
external ( lsr ) : int -> int -> int = "%lsrint"
external ( asr ) : int -> int -> int = "%asrint"

let abs n = if n < 0 then - n else n
let lnot n = n lxor (-1)
let max_int = (-1) lsr 1
let min_int = max_int + 1

(* Floats *)

external ( ~-. ) : local_ float -> (float [@local_opt]) = "%negfloat"
external ( ~+. ) : float -> float = "%identity"
external ( +. ) : local_ float -> local_ float -> (float [@local_opt]) = "%addfloat"
external ( -. ) : local_ float -> local_ float -> (float [@local_opt]) = "%subfloat"
external ( *. ) : local_ float -> local_ float -> (float [@local_opt]) = "%mulfloat"
external ( /. ) : local_ float -> local_ float -> (float [@local_opt]) = "%divfloat"
external ( ** ) : local_ float -> local_ float -> (float [@local_opt]) = "caml_power_float" "pow"
  [@@unboxed] [@@noalloc]
external sqrt : local_ float -> (float [@local_opt]) = "%sqrtfloat"
external exp : local_ float -> (float [@local_opt]) = "caml_exp_float" "exp" [@@unboxed] [@@noalloc]
external log : local_ float -> (float [@local_opt]) = "caml_log_float" "log" [@@unboxed] [@@noalloc]
external log10 : local_ float -> (float [@local_opt]) = "caml_log10_float" "log10"
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
external ceil : local_ float -> (float [@local_opt]) = "caml_ceil_float" "ceil"
  [@@unboxed] [@@noalloc]
external floor : local_ float -> (float [@local_opt]) = "caml_floor_float" "floor"
  [@@unboxed] [@@noalloc]
external abs_float : local_ float -> (float [@local_opt]) = "%absfloat"
external copysign : local_ float -> local_ float -> (float [@local_opt]) = "caml_copysign_float" "copysign"
  [@@unboxed] [@@noalloc]
external mod_float : local_ float -> local_ float -> (float [@local_opt]) = "caml_fmod_float" "fmod"
  [@@unboxed] [@@noalloc]
external frexp : local_ float -> float * int = "caml_frexp_float"
external ldexp : local_ float -> int -> float = "caml_ldexp_float"
external modf : local_ float -> float * float = "caml_modf_float"
external float : int -> (float [@local_opt]) = "%floatofint"
external float_of_int : int -> (float [@local_opt]) = "%floatofint"
external truncate : local_ float -> int = "%intoffloat"
external int_of_float : local_ float -> int = "%intoffloat"

external float_of_bits : local_ int64 -> (float [@local_opt]) = "caml_int64_float_of_bits" "caml_int64_float_of_bits_unboxed"
  [@@unboxed] [@@noalloc]

let infinity = float_of_bits 0x7FF0_0000_0000_0000L
let neg_infinity = -. infinity
let nan = float_of_bits 0x7FF0_0000_0000_0001L
let max_float = float_of_bits 0x7FEF_FFFF_FFFF_FFFFL
let min_float = float_of_bits 0x0010_0000_0000_0000L
let epsilon_float = float_of_bits 0x3CB0_0000_0000_0000L

type fpclass = FP_normal | FP_subnormal | FP_zero | FP_infinite | FP_nan

let classify_float (x : float) =
  let a = abs_float x in
  if a >= min_float then (if a > max_float then FP_infinite else FP_normal)
  else if a = 0. then FP_zero
  else if a < min_float then FP_subnormal
  else FP_nan

(* Strings and bytes: the few operations needed here *)

external string_length : local_ string -> int = "%string_length"
external string_unsafe_get : local_ string -> int -> char = "%string_unsafe_get"
external bytes_length : local_ bytes -> int = "%bytes_length"
external bytes_create : int -> bytes = "caml_create_bytes"
external bytes_unsafe_set : local_ bytes -> int -> char -> unit = "%bytes_unsafe_set"
external bytes_to_string : (bytes [@local_opt]) -> (string [@local_opt]) = "%bytes_to_string"
external string_blit : local_ string -> int -> local_ bytes -> int -> int -> unit = "caml_blit_string" [@@noalloc]
external bytes_blit : local_ bytes -> int -> local_ bytes -> int -> int -> unit = "caml_blit_bytes" [@@noalloc]

let ( ^ ) a b =
  let la = string_length a and lb = string_length b in
  let r = bytes_create (la + lb) in
  string_blit a 0 r 0 la;
  string_blit b 0 r la lb;
  bytes_to_string r

(* Characters *)

external int_of_char : char -> int = "%identity"
external unsafe_char_of_int : int -> char = "%identity"

let char_of_int n =
  if n < 0 || n > 255 then invalid_arg "char_of_int" else unsafe_char_of_int n

(* Unit, pairs, references, result *)

external ignore : local_ 'a -> unit = "%ignore"
external fst : ('a * 'b [@local_opt]) -> ('a [@local_opt]) = "%field0"
external snd : ('a * 'b [@local_opt]) -> ('b [@local_opt]) = "%field1"

type 'a ref = { mutable contents : 'a }

external ref : 'a -> ('a ref [@local_opt]) = "%makemutable"
external ( ! ) : local_ 'a ref -> 'a = "%field0"
external ( := ) : local_ 'a ref -> 'a -> unit = "%setfield0"
external incr : local_ int ref -> unit = "%incr"
external decr : local_ int ref -> unit = "%decr"

type ('a, 'b) result = Ok of 'a | Error of 'b

(* Conversions to and from strings *)

let string_of_bool b = if b then "true" else "false"

let bool_of_string s =
  match s with
  | "true" -> true
  | "false" -> false
  | _ -> invalid_arg "bool_of_string"

let bool_of_string_opt s =
  match s with
  | "true" -> Some true
  | "false" -> Some false
  | _ -> None

(* Decimal printing works on the negated absolute value, so that min_int needs
   no special case. *)
let rec decimal_width m n = if m > -10 then n else decimal_width (m / 10) (n + 1)

let rec decimal_fill b i m =
  let q = m / 10 in
  bytes_unsafe_set b i (unsafe_char_of_int (48 + (q * 10 - m)));
  if q <> 0 then decimal_fill b (i - 1) q

let string_of_int n =
  if n >= 0 then begin
    let m = - n in
    let len = decimal_width m 1 in
    let b = bytes_create len in
    decimal_fill b (len - 1) m;
    bytes_to_string b
  end else begin
    let len = decimal_width n 2 in
    let b = bytes_create len in
    decimal_fill b (len - 1) n;
    bytes_unsafe_set b 0 '-';
    bytes_to_string b
  end

external int_of_string : local_ string -> int = "caml_int_of_string"

let int_of_string_opt s =
  try Some (int_of_string s) with Failure _ -> None

external format_float : local_ string -> local_ float -> string = "caml_format_float"

(* Adds a final point to what would otherwise read as an integer. *)
let rec looks_like_int s i =
  i >= string_length s
  || (match string_unsafe_get s i with
      | '0' .. '9' | '-' -> looks_like_int s (i + 1)
      | _ -> false)

let valid_float_lexem s = if looks_like_int s 0 then s ^ "." else s

let string_of_float x = valid_float_lexem (format_float "%.12g" x)

external float_of_string : local_ string -> float = "caml_float_of_string"

let float_of_string_opt s =
  try Some (float_of_string s) with Failure _ -> None

(* Lists *)

let rec ( @ ) l m =
  match l with
  | [] -> m
  | x :: l -> x :: (l @ m)

(* Formats *)

type ('a, 'b, 'c, 'd) format4 = ('a, 'b, 'c, 'c, 'c, 'd) format6
type ('a, 'b, 'c) format = ('a, 'b, 'c, 'c) format4

external format_repr : ('a, 'b, 'c, 'd, 'e, 'f) format6 -> CamlFormat.t
  = "%identity"
external format_make : CamlFormat.t -> ('a, 'b, 'c, 'd, 'e, 'f) format6
  = "%identity"
external format_of_string :
  ('a, 'b, 'c, 'd, 'e, 'f) format6 -> ('a, 'b, 'c, 'd, 'e, 'f) format6
  = "%identity"

let string_of_format f = (format_repr f).CamlFormat.source

let ( ^^ ) f g =
  let f = format_repr f and g = format_repr g in
  format_make
    { CamlFormat.items = f.CamlFormat.items @ g.CamlFormat.items;
      CamlFormat.source =
        f.CamlFormat.source ^ ("%," ^ g.CamlFormat.source) }

(* Output channels *)

type in_channel
type out_channel

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

external sys_open : string -> open_flag list -> int -> int = "caml_sys_open"
external open_descriptor_out : int -> out_channel
  = "caml_ml_open_descriptor_out"
external open_descriptor_in : int -> in_channel = "caml_ml_open_descriptor_in"

let stdin = open_descriptor_in 0
let stdout = open_descriptor_out 1
let stderr = open_descriptor_out 2

let open_out_gen flags perm name =
  open_descriptor_out (sys_open name flags perm)

let open_out name =
  open_out_gen [Open_wronly; Open_creat; Open_trunc; Open_text] 0o666 name

let open_out_bin name =
  open_out_gen [Open_wronly; Open_creat; Open_trunc; Open_binary] 0o666 name

external flush : out_channel -> unit = "caml_ml_flush"
external out_channels_list : unit -> out_channel list
  = "caml_ml_out_channels_list"

let rec flush_list l =
  match l with
  | [] -> ()
  | c :: l ->
    (try flush c with Sys_error _ -> ());
    flush_list l

let flush_all () = flush_list (out_channels_list ())

external unsafe_output : local_ out_channel -> local_ bytes -> int -> int -> unit = "caml_ml_output_bytes"
external unsafe_output_string : local_ out_channel -> local_ string -> int -> int -> unit = "caml_ml_output"
external output_char : out_channel -> char -> unit = "caml_ml_output_char"

let output_bytes c b = unsafe_output c b 0 (bytes_length b)
let output_string c s = unsafe_output_string c s 0 (string_length s)

let output c b ofs len =
  if ofs < 0 || len < 0 || ofs > bytes_length b - len
  then invalid_arg "output"
  else unsafe_output c b ofs len

let output_substring c s ofs len =
  if ofs < 0 || len < 0 || ofs > string_length s - len
  then invalid_arg "output_substring"
  else unsafe_output_string c s ofs len

let output_byte c n = output_char c (unsafe_char_of_int (n land 255))
external output_binary_int : out_channel -> int -> unit = "caml_ml_output_int"
external seek_out : out_channel -> int -> unit = "caml_ml_seek_out"
external pos_out : out_channel -> int = "caml_ml_pos_out"
external out_channel_length : out_channel -> int = "caml_ml_channel_size"
external close_out_channel : out_channel -> unit = "caml_ml_close_channel"
external set_binary_mode_out : out_channel -> bool -> unit
  = "caml_ml_set_binary_mode"

let close_out c = flush c; close_out_channel c

let close_out_noerr c =
  (try flush c with _ -> ());
  (try close_out_channel c with _ -> ())

(* Input channels *)

let open_in_gen flags perm name =
  open_descriptor_in (sys_open name flags perm)

let open_in name = open_in_gen [Open_rdonly; Open_text] 0 name
let open_in_bin name = open_in_gen [Open_rdonly; Open_binary] 0 name

external input_char : in_channel -> char = "caml_ml_input_char"
external unsafe_input : in_channel -> bytes -> int -> int -> int
  = "caml_ml_input"

let input c b ofs len =
  if ofs < 0 || len < 0 || ofs > bytes_length b - len
  then invalid_arg "input"
  else unsafe_input c b ofs len

let rec unsafe_really_input c b ofs len =
  if len > 0 then begin
    let n = unsafe_input c b ofs len in
    if n = 0 then raise End_of_file
    else unsafe_really_input c b (ofs + n) (len - n)
  end

let really_input c b ofs len =
  if ofs < 0 || len < 0 || ofs > bytes_length b - len
  then invalid_arg "really_input"
  else unsafe_really_input c b ofs len

let really_input_string c len =
  let b = bytes_create len in
  really_input c b 0 len;
  bytes_to_string b

external input_scan_line : in_channel -> int = "caml_ml_input_scan_line"

(* A line longer than the channel's buffer comes in several pieces, which are
   kept in reverse order until the end is found. *)
let rec join_pieces b stop pieces =
  match pieces with
  | [] -> bytes_to_string b
  | p :: pieces ->
    let n = bytes_length p in
    bytes_blit p 0 b (stop - n) n;
    join_pieces b (stop - n) pieces

let rec input_line_pieces c pieces total =
  let n = input_scan_line c in
  if n = 0 then begin
    match pieces with
    | [] -> raise End_of_file
    | _ -> join_pieces (bytes_create total) total pieces
  end else if n > 0 then begin
    let b = bytes_create (n - 1) in
    ignore (unsafe_input c b 0 (n - 1));
    ignore (input_char c);
    match pieces with
    | [] -> bytes_to_string b
    | _ ->
      let total = total + n - 1 in
      join_pieces (bytes_create total) total (b :: pieces)
  end else begin
    let b = bytes_create (- n) in
    ignore (unsafe_input c b 0 (- n));
    input_line_pieces c (b :: pieces) (total - n)
  end

let input_line c = input_line_pieces c [] 0

let input_byte c = int_of_char (input_char c)
external input_binary_int : in_channel -> int = "caml_ml_input_int"
external seek_in : in_channel -> int -> unit = "caml_ml_seek_in"
external pos_in : in_channel -> int = "caml_ml_pos_in"
external in_channel_length : in_channel -> int = "caml_ml_channel_size"
external close_in : in_channel -> unit = "caml_ml_close_channel"
external set_binary_mode_in : in_channel -> bool -> unit
  = "caml_ml_set_binary_mode"

let close_in_noerr c = try close_in c with _ -> ()

(* Standard channels *)

let print_char c = output_char stdout c
let print_string s = output_string stdout s
let print_bytes b = output_bytes stdout b
let print_int n = output_string stdout (string_of_int n)
let print_float x = output_string stdout (string_of_float x)
let print_newline () = output_char stdout '\n'; flush stdout
let print_endline s =
  output_string stdout s; output_char stdout '\n'; flush stdout

let prerr_char c = output_char stderr c
let prerr_string s = output_string stderr s
let prerr_bytes b = output_bytes stderr b
let prerr_int n = output_string stderr (string_of_int n)
let prerr_float x = output_string stderr (string_of_float x)
let prerr_newline () = output_char stderr '\n'; flush stderr
let prerr_endline s =
  output_string stderr s; output_char stderr '\n'; flush stderr

let read_line () = flush stdout; input_line stdin
let read_int () = int_of_string (read_line ())
let read_int_opt () = int_of_string_opt (read_line ())
let read_float () = float_of_string (read_line ())
let read_float_opt () = float_of_string_opt (read_line ())

(* Positions as int64 *)

module LargeFile = struct
  external of_int : int -> (int64 [@local_opt]) = "%int64_of_int"
  external to_int : local_ int64 -> int = "%int64_to_int"
  let seek_out c pos = seek_out c (to_int pos)
  let pos_out c = of_int (pos_out c)
  let out_channel_length c = of_int (out_channel_length c)
  let seek_in c pos = seek_in c (to_int pos)
  let pos_in c = of_int (pos_in c)
  let in_channel_length c = of_int (in_channel_length c)
end

(* End of the program *)

let exit_function = ref flush_all

(* The newest function runs first.  Each runs once, even if one of them calls
   [exit] or raises and the rest are run later. *)
let at_exit f =
  let pending = ref true in
  let older = !exit_function in
  exit_function :=
    (fun () ->
       if !pending then begin
         pending := false;
         f ()
       end;
       older ())

let do_at_exit () = !exit_function ()

external sys_exit : int -> 'a = "caml_sys_exit"

let exit code =
  do_at_exit ();
  sys_exit code

let () = register_named_value "Pervasives.do_at_exit" do_at_exit
