type t = exn

(* An exception without arguments is its identity itself, a block of tag 248
   (object_tag) whose field 0 is the name; one with arguments is a block of tag 0
   whose field 0 is the identity. *)

let printers : (exn -> string option) list ref = ref []

let register_printer f = printers := f :: !printers

let field_text (o : Obj.t) =
  if Obj.is_int o then string_of_int (Obj.obj o)
  else begin
    let t = Obj.tag o in
    if t = Obj.string_tag then "\"" ^ String.escaped (Obj.obj o) ^ "\""
    else if t = Obj.double_tag then string_of_float (Obj.obj o)
    else "_"
  end

let rec fields_text o i n =
  if i >= n then ""
  else ", " ^ field_text (Obj.field o i) ^ fields_text o (i + 1) n

let arguments_text o =
  match Obj.size o with
  | 0 | 1 -> ""
  | 2 -> "(" ^ field_text (Obj.field o 1) ^ ")"
  | n -> "(" ^ field_text (Obj.field o 1) ^ fields_text o 2 n ^ ")"

let located file line first last text =
  "File \"" ^ file ^ "\", line " ^ string_of_int line ^ ", characters "
  ^ string_of_int first ^ "-" ^ string_of_int last ^ ": " ^ text

let exn_slot e =
  let o = Obj.repr e in
  if Obj.tag o = 0 then Obj.field o 0 else o

let exn_slot_id e : int = Obj.obj (Obj.field (exn_slot e) 1)
let exn_slot_name e : string = Obj.obj (Obj.field (exn_slot e) 0)

let to_string_default e =
  match e with
  | Out_of_memory -> "Out of memory"
  | Stack_overflow -> "Stack overflow"
  | Match_failure (file, line, char) ->
    located file line char (char + 5) "Pattern matching failed"
  | Assert_failure (file, line, char) ->
    located file line char (char + 6) "Assertion failed"
  | Undefined_recursive_module (file, line, char) ->
    located file line char (char + 6) "Undefined recursive module"
  | _ ->
    let o = Obj.repr e in
    if Obj.tag o <> 0 then (Obj.obj (Obj.field o 0) : string)
    else exn_slot_name e ^ arguments_text o

let rec use_printers l e =
  match l with
  | [] -> None
  | f :: l ->
    match f e with
    | Some s -> Some s
    | None -> use_printers l e
    | exception _ -> use_printers l e

let use_printers e = use_printers !printers e

let to_string e =
  match use_printers e with
  | Some s -> s
  | None -> to_string_default e

let report e =
  prerr_string "Uncaught exception: ";
  prerr_string (to_string e);
  prerr_char '\n';
  flush stderr

let print f x = try f x with e -> report e; raise e

let catch f x =
  try f x with e ->
    flush stdout;
    report e;
    exit 2

(* Backtraces: none are kept. *)

type raw_backtrace = unit

external record_backtrace : bool -> unit = "caml_record_backtrace" [@@noalloc]
external backtrace_status : unit -> bool = "caml_backtrace_status" [@@noalloc]

let get_raw_backtrace () = ()
let get_callstack (_ : int) = ()
let raw_backtrace_to_string () = ""
let raw_backtrace_length () = 0
let print_raw_backtrace (_ : out_channel) () = ()
let get_backtrace () = ""
let print_backtrace (_ : out_channel) = ()
let raise_with_backtrace e () = raise e

(* Exceptions nobody caught *)

let default_uncaught_exception_handler e (_ : raw_backtrace) =
  prerr_string "Fatal error: exception ";
  prerr_string (to_string e);
  prerr_char '\n';
  flush stderr

let handler = ref default_uncaught_exception_handler
let set_uncaught_exception_handler f = handler := f

(* Called by the runtime, which then terminates the program with code 2.
   Exceptions of the at_exit functions, and of the handler, are reported too. *)
let handle_uncaught_exception e (_debugger : bool) =
  (try do_at_exit () with _ -> ());
  match !handler e () with
  | () -> ()
  | exception e2 ->
    default_uncaught_exception_handler e ();
    prerr_string "Fatal error in uncaught exception handler: exception ";
    prerr_string (to_string e2);
    prerr_char '\n';
    flush stderr

external register_named_value : string -> 'a -> unit
  = "caml_register_named_value" [@@noalloc]

let () =
  register_named_value "Printexc.handle_uncaught_exception"
    handle_uncaught_exception
