external register_named_value : string -> Obj.t -> unit = "caml_register_named_value"

let register name v = register_named_value name (Obj.repr v)

let register_exception name (e : exn) =
  let e = Obj.repr e in
  (* an exception with arguments is a block whose first field is the exception's identity (tag 248) *)
  let identity = if Obj.tag e = 248 then e else Obj.field e 0 in
  register_named_value name identity
