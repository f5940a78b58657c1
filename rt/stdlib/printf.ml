open CamlFormatRun

let items_of_format f = (repr_of_format f).CamlFormat.items

let kfprintf k c f =
  let items = items_of_format f in
  Obj.obj
    (curry items (fun args -> to_channel c items args; Obj.repr (k c)))

let kbprintf k b f =
  let items = items_of_format f in
  Obj.obj
    (curry items (fun args -> to_buffer false b items args; Obj.repr (k b)))

let ikfprintf k c f =
  Obj.obj (curry (items_of_format f) (fun _ -> Obj.repr (k c)))

let ksprintf k f =
  let items = items_of_format f in
  Obj.obj (curry items (fun args -> Obj.repr (k (to_string items args))))

let fprintf c f =
  match items_of_format f with
  | [CamlFormat.Lit s] -> Obj.magic (output_string c s)
  | items ->
    Obj.obj
      (curry items (fun args -> Obj.repr (to_channel c items args)))

let printf f = fprintf stdout f
let eprintf f = fprintf stderr f

let bprintf b f =
  let items = items_of_format f in
  Obj.obj
    (curry items (fun args -> Obj.repr (to_buffer false b items args)))

let sprintf f =
  let items = items_of_format f in
  Obj.obj (curry items (fun args -> Obj.repr (to_string items args)))

let ifprintf c f = ikfprintf ignore c f
let ibprintf b f = ikfprintf ignore b f
let ikbprintf k b f = ikfprintf k b f
let kprintf k f = ksprintf k f
