(** Exceptions as values. No backtrace is kept. *)

type t = exn
(** Exceptions. *)

val to_string : exn -> string
(** Text of an exception, by the registered printers first. *)

val to_string_default : exn -> string
(** Same, without the registered printers. *)

val print : ('a -> 'b) -> 'a -> 'b
(** Apply; if an exception escapes, report it on [stderr] and raise it again. *)

val catch : ('a -> 'b) -> 'a -> 'b
(** Apply; if an exception escapes, report it and exit with code 2. *)

val print_backtrace : out_channel -> unit
(** Print nothing. *)

val get_backtrace : unit -> string
(** [""]. *)

external record_backtrace : bool -> unit = "caml_record_backtrace" [@@noalloc]
(** Ask for backtraces. *)

external backtrace_status : unit -> bool = "caml_backtrace_status" [@@noalloc]
(** Are they asked for? *)

val register_printer : (exn -> string option) -> unit
(** Add a printer, which takes precedence over earlier ones. *)

val use_printers : exn -> string option
(** Text given by the registered printers. *)

type raw_backtrace
(** Backtraces; always empty. *)

val get_raw_backtrace : unit -> raw_backtrace
(** The empty backtrace. *)

val print_raw_backtrace : out_channel -> raw_backtrace -> unit
(** Print nothing. *)

val raw_backtrace_to_string : raw_backtrace -> string
(** [""]. *)

val raw_backtrace_length : raw_backtrace -> int
(** 0. *)

val get_callstack : int -> raw_backtrace
(** The empty backtrace. *)

val raise_with_backtrace : exn -> raw_backtrace -> 'a
(** [raise]. *)

val default_uncaught_exception_handler : exn -> raw_backtrace -> unit
(** Report on [stderr]. *)

val set_uncaught_exception_handler : (exn -> raw_backtrace -> unit) -> unit
(** What to do with an exception nobody caught. *)

val exn_slot_id : exn -> int
(** Number of the exception's constructor. *)

val exn_slot_name : exn -> string
(** Name of the exception's constructor. *)
