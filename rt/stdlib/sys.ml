external get_argv : unit -> string array = "caml_sys_argv"
external get_executable_name : unit -> string = "caml_sys_executable_name"
external file_exists : string -> bool = "caml_sys_file_exists"
external is_directory : string -> bool = "caml_sys_is_directory"
external remove : string -> unit = "caml_sys_remove"
external rename : string -> string -> unit = "caml_sys_rename"
external getenv : string -> string = "caml_sys_getenv"
external command : string -> int = "caml_sys_system_command"
external time : unit -> (float [@unboxed])
  = "caml_sys_time" "caml_sys_time_unboxed" [@@noalloc]
external chdir : string -> unit = "caml_sys_chdir"
external mkdir : string -> int -> unit = "caml_sys_mkdir"
external rmdir : string -> unit = "caml_sys_rmdir"
external getcwd : unit -> string = "caml_sys_getcwd"
external readdir : string -> string array = "caml_sys_read_directory"
external opaque_identity : 'a -> 'a = "%opaque"

type backend_type = Native | Bytecode | Other of string

let argv = get_argv ()
let executable_name = get_executable_name ()
let interactive = ref false
let os_type = "Unix"
let backend_type = Native
let unix = true
let win32 = false
let cygwin = false
let word_size = 64
let int_size = 63
let big_endian = false
let max_array_length = (1 lsl 54) - 1
let max_floatarray_length = max_array_length
let max_string_length = 8 * max_array_length - 1
let ocaml_version = "4.13.1"
let development_version = false

let getenv_opt name = try Some (getenv name) with Not_found -> None

exception Break

(* Signal numbers, system-independent *)

let sigabrt = -1
let sigalrm = -2
let sigfpe = -3
let sighup = -4
let sigill = -5
let sigint = -6
let sigkill = -7
let sigpipe = -8
let sigquit = -9
let sigsegv = -10
let sigterm = -11
let sigusr1 = -12
let sigusr2 = -13
let sigchld = -14
let sigcont = -15
let sigstop = -16
let sigtstp = -17
let sigttin = -18
let sigttou = -19
let sigvtalrm = -20
let sigprof = -21
let sigbus = -22
let sigpoll = -23
let sigsys = -24
let sigtrap = -25
let sigurg = -26
let sigxcpu = -27
let sigxfsz = -28

let enable_runtime_warnings (_ : bool) = ()
let runtime_warnings_enabled () = false
let runtime_variant () = ""
let runtime_parameters () = ""
