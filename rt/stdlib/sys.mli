(** The system. *)

val argv : string array
(** Command and its arguments. *)

val executable_name : string
(** File of the program. *)

external file_exists : string -> bool = "caml_sys_file_exists"
(** Is there such a file? *)

external is_directory : string -> bool = "caml_sys_is_directory"
(** Is it a directory? Raises [Sys_error]. *)

external remove : string -> unit = "caml_sys_remove"
(** Remove a file. Raises [Sys_error]. *)

external rename : string -> string -> unit = "caml_sys_rename"
(** Rename a file. Raises [Sys_error]. *)

external getenv : string -> string = "caml_sys_getenv"
(** Variable of the environment. Raises [Not_found]. *)

val getenv_opt : string -> string option
(** Same, or [None]. *)

external command : string -> int = "caml_sys_system_command"
(** Run a shell command; its exit code. *)

external time : unit -> (float [@unboxed])
  = "caml_sys_time" "caml_sys_time_unboxed" [@@noalloc]
(** Processor time used, in seconds. *)

external chdir : string -> unit = "caml_sys_chdir"
(** Change the current directory. Raises [Sys_error]. *)

external mkdir : string -> int -> unit = "caml_sys_mkdir"
(** Create a directory. Raises [Sys_error]. *)

external rmdir : string -> unit = "caml_sys_rmdir"
(** Remove an empty directory. Raises [Sys_error]. *)

external getcwd : unit -> string = "caml_sys_getcwd"
(** The current directory. *)

external readdir : string -> string array = "caml_sys_read_directory"
(** Names in a directory. Raises [Sys_error]. *)

val interactive : bool ref
(** [false]. *)

val os_type : string
(** ["Unix"]. *)

type backend_type = Native | Bytecode | Other of string
(** Kinds of compilers. *)

val backend_type : backend_type
(** [Native]. *)

val unix : bool
(** [true]. *)

val win32 : bool
(** [false]. *)

val cygwin : bool
(** [false]. *)

val word_size : int
(** 64. *)

val int_size : int
(** 63. *)

val big_endian : bool
(** [false]. *)

val max_string_length : int
(** Greatest length of a string. *)

val max_array_length : int
(** Greatest length of an array. *)

val max_floatarray_length : int
(** Greatest length of an array of floats. *)

external opaque_identity : 'a -> 'a = "%opaque"
(** Identity, hidden from the optimiser. *)

exception Break
(** Interruption; not raised yet: there is no signal handling. *)

val sigabrt : int
val sigalrm : int
val sigfpe : int
val sighup : int
val sigill : int
val sigint : int
val sigkill : int
val sigpipe : int
val sigquit : int
val sigsegv : int
val sigterm : int
val sigusr1 : int
val sigusr2 : int
val sigchld : int
val sigcont : int
val sigstop : int
val sigtstp : int
val sigttin : int
val sigttou : int
val sigvtalrm : int
val sigprof : int
val sigbus : int
val sigpoll : int
val sigsys : int
val sigtrap : int
val sigurg : int
val sigxcpu : int
val sigxfsz : int

val ocaml_version : string
(** Version of OCaml this library follows. *)

val development_version : bool
(** [false]. *)

val enable_runtime_warnings : bool -> unit
(** Nothing. *)

val runtime_warnings_enabled : unit -> bool
(** [false]. *)

val runtime_variant : unit -> string
(** [""]. *)

val runtime_parameters : unit -> string
(** [""]. *)
