(* Forcing of suspended values.  A suspension is a block of tag lazy_tag whose
   field 0 is a function of unit; once forced its tag is forward_tag and its
   field 0 the result.  A value of any other tag (or an immediate) stands for
   itself.  %lazy_force may be compiled as [force]. *)

exception Undefined

external register_named_value : string -> 'a -> unit
  = "caml_register_named_value" [@@noalloc]
external make_forward : Obj.t -> Obj.t -> unit = "caml_obj_make_forward"
  [@@noalloc]

let () = register_named_value "CamlinternalLazy.Undefined" Undefined

let undefined () : Obj.t = raise Undefined

(* The block has tag lazy_tag. *)
let force_lazy_block (blk : Obj.t) : Obj.t =
  let f : unit -> Obj.t = Obj.obj (Obj.field blk 0) in
  Obj.set_field blk 0 (Obj.repr undefined);
  match f () with
  | v -> make_forward blk v; v
  | exception e ->
    Obj.set_field blk 0 (Obj.repr (fun () : Obj.t -> raise e));
    raise e

let force (l : 'a lazy_t) : 'a =
  let o = Obj.repr l in
  if Obj.is_int o then Obj.obj o
  else begin
    let t = Obj.tag o in
    if t = 250 then Obj.obj (Obj.field o 0)
    else if t = 246 then Obj.obj (force_lazy_block o)
    else Obj.obj o
  end
