(* plain_dump.ml: prints the tree that OCaml's own parser makes of a file in the form of
   syntax_dump_plain.  compare.sh builds it where ocamlfind's compiler-libs are installed and compares the
   two; it is no part of mloc. *)
open Parsetree
open Asttypes

let b = Buffer.create 65536
let put = Buffer.add_string b
let putf f = Printf.bprintf b f
let indent = ref 0

let rec lid = function
  | Longident.Lident s -> s
  | Ldot (l, s) -> lid l ^ "." ^ s
  | Lapply (f, x) -> lid f ^ "(" ^ lid x ^ ")"

let path l = put (lid l.txt)

let quoted q s =
  Buffer.add_char b q;
  String.iter
    (fun c ->
      if c = q || c = '\\' then putf "\\%c" c
      else if c < ' ' || c >= '\127' then putf "\\%03d" (Char.code c)
      else Buffer.add_char b c)
    s;
  Buffer.add_char b q

let strip s = String.concat "" (String.split_on_char '_' s)

let const = function
  | Pconst_integer (s, suf) | Pconst_float (s, suf) ->
      put (strip s);
      Option.iter (fun c -> putf "%c" c) suf
  | Pconst_char c -> quoted '\'' (String.make 1 c)
  | Pconst_string (s, _, None) -> quoted '"' s
  | Pconst_string (s, _, Some d) ->
      putf "{%s|" d;
      quoted '"' s;
      put "}"

let label = function
  | Nolabel -> ()
  | Labelled s -> putf "~%s:" s
  | Optional s -> putf "?%s:" s

let is_doc a = match a.attr_name.txt with "ocaml.doc" | "ocaml.text" -> true | _ -> false
let real = List.filter (fun a -> not (is_doc a))
let lead f = List.iter (fun x -> put " "; f x)

let rec attrs op l =
  List.iter
    (fun a ->
      putf " %s%s" op a.attr_name.txt;
      payload a.attr_payload;
      put "]")
    (real l)

and payload = function
  | PStr items ->
      List.iter
        (fun i ->
          put " ";
          match i.pstr_desc with Pstr_eval (e, []) -> expr e | _ -> items_ [ i ])
        items
  | PSig s -> put " :"; sig_items s
  | PTyp t -> put " : "; typ t
  | PPat (p, g) ->
      put " ? ";
      pat p;
      Option.iter (fun e -> put " when "; expr e) g

and extension (n, p) =
  putf "[%%%s" n.txt;
  payload p;
  put "]"

and with_attrs l f =
  if real l = [] then f ()
  else (put "(attr "; f (); attrs "[@" l; put ")")

(* ---- types ---- *)
and typ t = with_attrs t.ptyp_attributes (fun () -> typ_node t)

and typ_node t =
  match t.ptyp_desc with
  | Ptyp_any -> put "_"
  | Ptyp_var v -> putf "'%s" v
  | Ptyp_arrow (l, a, r) ->
      put "(-> ";
      label l;
      typ a;
      put " ";
      typ r;
      put ")"
  | Ptyp_tuple l -> put "(*"; lead typ l; put ")"
  | Ptyp_constr (p, []) -> path p
  | Ptyp_constr (p, l) -> put "("; path p; lead typ l; put ")"
  | Ptyp_alias (t, v) -> put "(as "; typ t; putf " '%s)" v
  | Ptyp_poly ([], t) -> typ t
  | Ptyp_poly (vs, t) ->
      put "(forall";
      List.iter (fun v -> putf " '%s" v.txt) vs;
      put " ";
      typ t;
      put ")"
  | Ptyp_variant (rows, closed, lower) ->
      put (if closed = Open then "[>" else if lower <> None then "[<" else "[");
      List.iteri
        (fun i r ->
          put (if i > 0 then " | " else " ");
          match r.prf_desc with
          | Rinherit t -> typ t
          | Rtag (n, empty, args) ->
              putf "`%s" n.txt;
              if empty && args <> [] then put " &";
              lead typ args)
        rows;
      (match lower with
      | Some (_ :: _ as l) -> put " >"; List.iter (fun n -> putf " `%s" n) l
      | _ -> ());
      put "]"
  | Ptyp_package p -> put "(module "; package p; put ")"
  | Ptyp_object _ | Ptyp_class _ -> put "<object>"
  | Ptyp_extension e -> extension e

and package (p, l) =
  path p;
  List.iter (fun (n, t) -> put " (type "; path n; put " "; typ t; put ")") l

(* ---- patterns ---- *)
and pat p = with_attrs p.ppat_attributes (fun () -> pat_node p)

and pat_node p =
  match p.ppat_desc with
  | Ppat_any -> put "_"
  | Ppat_var v -> put v.txt
  | Ppat_alias (p, v) -> put "(as "; pat p; putf " %s)" v.txt
  | Ppat_constant c -> const c
  | Ppat_interval (a, c) -> put "(.. "; const a; put " "; const c; put ")"
  | Ppat_tuple l -> put "(tuple"; lead pat l; put ")"
  | Ppat_array l -> put "(array"; lead pat l; put ")"
  | Ppat_construct (c, None) -> path c
  | Ppat_construct ({ txt = Lident "::" }, Some ([], { ppat_desc = Ppat_tuple [ x; y ]; ppat_attributes = [] })) ->
      put "(:: "; pat x; put " "; pat y; put ")"
  | Ppat_construct (c, Some (vs, p)) ->
      put "(";
      path c;
      if vs <> [] then (put " (type"; List.iter (fun v -> putf " %s" v.txt) vs; put ")");
      put " ";
      pat p;
      put ")"
  | Ppat_variant (t, None) -> putf "`%s" t
  | Ppat_variant (t, Some p) -> putf "(`%s " t; pat p; put ")"
  | Ppat_record (l, closed) ->
      put "(record";
      List.iter (fun (n, p) -> put " ("; path n; put " "; pat p; put ")") l;
      put (if closed = Open then " _)" else ")")
  | Ppat_or (x, y) -> put "(| "; pat x; put " "; pat y; put ")"
  | Ppat_constraint ({ ppat_desc = Ppat_unpack n }, { ptyp_desc = Ptyp_package k }) ->
      putf "(module %s : " (Option.value n.txt ~default:"_");
      package k;
      put ")"
  | Ppat_constraint (p, t) -> put "(: "; pat p; put " "; typ t; put ")"
  | Ppat_lazy p -> put "(lazy "; pat p; put ")"
  | Ppat_exception p -> put "(exception "; pat p; put ")"
  | Ppat_open (m, p) -> put "(open "; path m; put " "; pat p; put ")"
  | Ppat_unpack n -> putf "(module %s)" (Option.value n.txt ~default:"_")
  | Ppat_type p -> put "#"; path p
  | Ppat_extension e -> extension e

(* ---- expressions ---- *)
and expr e = with_attrs e.pexp_attributes (fun () -> expr_node e)

and binding vb =
  put "(";
  (match (vb.pvb_pat, vb.pvb_expr) with
  | ( { ppat_desc = Ppat_constraint (p, { ptyp_desc = Ptyp_poly ([], t) }) },
      { pexp_desc = Pexp_constraint (e, _); pexp_attributes = [] } )
    when vb.pvb_pat.ppat_loc.loc_ghost ->
      pat p; put " : "; typ t; put " = "; expr e
  | ( { ppat_desc = Ppat_constraint (p, { ptyp_desc = Ptyp_poly ((_ :: _ as vs), t); ptyp_loc = _ }) }, e )
    when vb.pvb_pat.ppat_loc.loc_ghost -> (
      let rec strip vs e =
        match (vs, e.pexp_desc) with
        | [], Pexp_constraint (e, t) -> Some (e, t)
        | v :: vs, Pexp_newtype (n, e) when n.txt = v.txt -> strip vs e
        | _ -> None
      in
      match strip vs e with
      | Some (e, t) ->
          pat p;
          put " : (type";
          List.iter (fun v -> putf " %s" v.txt) vs;
          put ") ";
          typ t;
          put " = ";
          expr e
      | None ->
          pat p;
          put " : (forall";
          List.iter (fun v -> putf " '%s" v.txt) vs;
          put " ";
          typ t;
          put ") = ";
          expr e)
  | ( { ppat_desc = Ppat_constraint (p, { ptyp_desc = Ptyp_poly ([], _) }) }, e ) ->
      pat p; put " "; expr e
  | ( { ppat_desc = Ppat_constraint (p, t); ppat_attributes = [] }, e )
    when vb.pvb_pat.ppat_loc.loc_start = p.ppat_loc.loc_start ->
      (* let (a, b) : t = e: the constraint has no parentheses *)
      pat p; put " : "; typ t; put " = "; expr e
  | p, e -> pat p; put " "; expr e);
  attrs "[@@" vb.pvb_attributes;
  put ")"

and cases l =
  List.iter
    (fun c ->
      put " (";
      pat c.pc_lhs;
      Option.iter (fun g -> put " when "; expr g) c.pc_guard;
      put " -> ";
      expr c.pc_rhs;
      put ")")
    l

and sub head e = putf "(%s " head; expr e; put ")"

and expr_node e =
  match e.pexp_desc with
  | Pexp_ident p -> path p
  | Pexp_constant c -> const c
  | Pexp_let (r, l, body) ->
      put (if r = Recursive then "(let rec" else "(let");
      lead binding l;
      put " in ";
      expr body;
      put ")"
  | Pexp_function l -> put "(function"; cases l; put ")"
  | Pexp_fun (l, def, p, body) ->
      put "(fun ";
      label l;
      if def <> None then put "(= ";
      pat p;
      Option.iter (fun e -> put " "; expr e; put ")") def;
      put " -> ";
      expr body;
      put ")"
  | Pexp_newtype (n, body) -> putf "(fun (type %s) -> " n.txt; expr body; put ")"
  | Pexp_apply (f, l) ->
      put "(";
      expr f;
      lead (fun (l, e) -> label l; expr e) l;
      put ")"
  | Pexp_match (e, l) -> put "(match "; expr e; cases l; put ")"
  | Pexp_try (e, l) -> put "(try "; expr e; cases l; put ")"
  | Pexp_tuple l -> put "(tuple"; lead expr l; put ")"
  | Pexp_array l -> put "(array"; lead expr l; put ")"
  | Pexp_construct (c, None) -> path c
  | Pexp_construct ({ txt = Lident "::" }, Some { pexp_desc = Pexp_tuple [ x; y ]; pexp_attributes = [] }) ->
      put "(:: "; expr x; put " "; expr y; put ")"
  | Pexp_construct (c, Some e) -> put "("; path c; put " "; expr e; put ")"
  | Pexp_variant (t, None) -> putf "`%s" t
  | Pexp_variant (t, Some e) -> putf "(`%s " t; expr e; put ")"
  | Pexp_record (l, base) ->
      put "(record";
      Option.iter (fun e -> put " "; expr e; put " with") base;
      List.iter (fun (n, e) -> put " ("; path n; put " "; expr e; put ")") l;
      put ")"
  | Pexp_field (e, l) -> put "(. "; expr e; put " "; path l; put ")"
  | Pexp_setfield (e, l, v) -> put "(.<- "; expr e; put " "; path l; put " "; expr v; put ")"
  | Pexp_ifthenelse (c, t, e) ->
      put "(if "; expr c; put " "; expr t;
      Option.iter (fun e -> put " "; expr e) e;
      put ")"
  | Pexp_sequence (x, y) -> put "(; "; expr x; put " "; expr y; put ")"
  | Pexp_while (c, e) -> put "(while "; expr c; put " "; expr e; put ")"
  | Pexp_for (p, lo, hi, d, e) ->
      put "(for "; pat p; put " "; expr lo;
      put (if d = Upto then " to " else " downto ");
      expr hi; put " "; expr e; put ")"
  | Pexp_constraint ({ pexp_desc = Pexp_pack m; pexp_attributes = [] }, { ptyp_desc = Ptyp_package p }) ->
      put "(module "; modexpr m; put " : "; package p; put ")"
  | Pexp_constraint (e, t) -> put "(: "; expr e; put " "; typ t; put ")"
  | Pexp_coerce (e, t, u) ->
      put "(:> "; expr e; put " ";
      Option.iter (fun t -> typ t; put " ") t;
      typ u; put ")"
  | Pexp_assert e -> sub "assert" e
  | Pexp_lazy e -> sub "lazy" e
  | Pexp_letmodule (n, m, e) ->
      putf "(let-module %s " (Option.value n.txt ~default:"_");
      modexpr m; put " "; expr e; put ")"
  | Pexp_letexception (c, e) -> put "(let-exception "; ext_constr c; put " "; expr e; put ")"
  | Pexp_open (o, e) ->
      put (if o.popen_override = Override then "(open! " else "(open ");
      modexpr o.popen_expr; put " "; expr e; put ")"
  | Pexp_pack m -> put "(module "; modexpr m; put ")"
  | Pexp_letop { let_; ands; body } ->
      put "(letop";
      List.iter
        (fun o ->
          putf " (%s (" o.pbop_op.txt;
          pat o.pbop_pat; put " "; expr o.pbop_exp; put "))")
        (let_ :: ands);
      put " in "; expr body; put ")"
  | Pexp_unreachable -> put "."
  | Pexp_extension e -> extension e
  | Pexp_object _ | Pexp_new _ | Pexp_send _ | Pexp_override _ | Pexp_setinstvar _ | Pexp_poly _ -> put "<object>"

(* ---- declarations ---- *)
and labels l =
  put "{";
  List.iteri
    (fun i d ->
      putf "%s%s%s : " (if i > 0 then "; " else "") (if d.pld_mutable = Mutable then "mutable " else "") d.pld_name.txt;
      typ d.pld_type;
      attrs "[@" d.pld_attributes)
    l;
  put "}"

and constr_args = function
  | Pcstr_tuple l -> lead typ l
  | Pcstr_record l -> put " "; labels l

and constr_rest args res =
  constr_args args;
  Option.iter (fun t -> put " -> "; typ t) res

and ext_constr c =
  put c.pext_name.txt;
  (match c.pext_kind with
  | Pext_decl (args, res) -> constr_rest args res
  | Pext_rebind p -> put " = "; path p);
  attrs "[@" c.pext_attributes

and params l =
  List.iter
    (fun (t, (v, i)) ->
      putf " %s%s" (match v with Covariant -> "+" | Contravariant -> "-" | NoVariance -> "") (if i = Injective then "!" else "");
      typ t)
    l

and type_decl t =
  put "(";
  put t.ptype_name.txt;
  params t.ptype_params;
  Option.iter (fun m -> put " = "; typ m) t.ptype_manifest;
  if t.ptype_private = Private then put " private";
  (match t.ptype_kind with
  | Ptype_abstract -> ()
  | Ptype_open -> put " .."
  | Ptype_record l -> put " "; labels l
  | Ptype_variant l ->
      put " variant";
      List.iter
        (fun c ->
          putf " (%s" c.pcd_name.txt;
          constr_rest c.pcd_args c.pcd_res;
          attrs "[@" c.pcd_attributes;
          put ")")
        l);
  List.iter (fun (l, r, _) -> put " (constraint "; typ l; put " "; typ r; put ")") t.ptype_cstrs;
  attrs "[@@" t.ptype_attributes;
  put ")"

and types head r l =
  putf "(%s" head;
  if r = Nonrecursive then put " nonrec";
  lead type_decl l;
  put ")"

and value v ext =
  putf "(%s %s : " (if ext then "external" else "val") v.pval_name.txt;
  typ v.pval_type;
  List.iter (fun s -> put " "; quoted '"' s) v.pval_prim;
  attrs "[@@" v.pval_attributes;
  put ")"

and typeext t =
  put "(type ";
  path t.ptyext_path;
  params t.ptyext_params;
  put (if t.ptyext_private = Private then " += private" else " +=");
  List.iter (fun c -> put " ("; ext_constr c; put ")") t.ptyext_constructors;
  attrs "[@@" t.ptyext_attributes;
  put ")"

(* ---- modules ---- *)
and functor_param = function
  | Unit -> put "()"
  | Named (n, t) -> putf "(%s : " (Option.value n.txt ~default:"_"); modtype t; put ")"

and with_ w =
  let ty destr p (t : type_declaration) =
    put " (type";
    params t.ptype_params;
    put " ";
    path p;
    put (if destr then " := " else " = ");
    if t.ptype_private = Private then put "private ";
    Option.iter typ t.ptype_manifest
  in
  (match w with
  | Pwith_type (p, t) -> ty false p t
  | Pwith_typesubst (p, t) -> ty true p t
  | Pwith_module (p, m) -> put " (module "; path p; put " = "; path m
  | Pwith_modsubst (p, m) -> put " (module "; path p; put " := "; path m
  | Pwith_modtype (p, m) -> put " (module-type "; path p; put " = "; modtype m
  | Pwith_modtypesubst (p, m) -> put " (module-type "; path p; put " := "; modtype m);
  put ")"

and modtype m =
  with_attrs m.pmty_attributes (fun () ->
      match m.pmty_desc with
      | Pmty_ident p -> path p
      | Pmty_alias p -> put "= "; path p
      | Pmty_signature s -> put "(sig"; sig_items s; put ")"
      | Pmty_functor (p, m) -> put "(functor "; functor_param p; put " "; modtype m; put ")"
      | Pmty_with (m, l) -> put "(with "; modtype m; List.iter with_ l; put ")"
      | Pmty_typeof m -> put "(typeof "; modexpr m; put ")"
      | Pmty_extension e -> extension e)

and modexpr m =
  with_attrs m.pmod_attributes (fun () ->
      match m.pmod_desc with
      | Pmod_ident p -> path p
      | Pmod_structure s -> put "(struct"; items_ s; put ")"
      | Pmod_functor (p, m) -> put "(functor "; functor_param p; put " "; modexpr m; put ")"
      | Pmod_apply (f, x) -> put "(apply "; modexpr f; put " "; modexpr x; put ")"
      | Pmod_constraint (m, t) -> put "(: "; modexpr m; put " "; modtype t; put ")"
      | Pmod_unpack e -> put "(val "; expr e; put ")"
      | Pmod_extension e -> extension e)

and item i =
  match i.pstr_desc with
  | Pstr_eval (e, a) -> put "(eval "; expr e; attrs "[@@" a; put ")"
  | Pstr_value (r, l) -> put (if r = Recursive then "(let rec" else "(let"); lead binding l; put ")"
  | Pstr_primitive v -> value v true
  | Pstr_type (r, l) -> types "type" r l
  | Pstr_typext t -> typeext t
  | Pstr_exception e ->
      put "(exception "; ext_constr e.ptyexn_constructor; attrs "[@@" e.ptyexn_attributes; put ")"
  | Pstr_module m -> put "(module"; mbs [ m ]; put ")"
  | Pstr_recmodule l -> put "(module rec"; mbs l; put ")"
  | Pstr_modtype m -> modtype_decl m
  | Pstr_open o ->
      put (if o.popen_override = Override then "(open! " else "(open ");
      modexpr o.popen_expr; attrs "[@@" o.popen_attributes; put ")"
  | Pstr_include i -> put "(include "; modexpr i.pincl_mod; attrs "[@@" i.pincl_attributes; put ")"
  | Pstr_class _ | Pstr_class_type _ -> put "(<class>)"
  | Pstr_attribute a -> attrs "[@@@" [ a ]
  | Pstr_extension (e, a) -> put "(% "; extension e; attrs "[@@" a; put ")"

and mbs l =
  List.iter
    (fun m ->
      put " ";
      if List.length l > 1 then put "(";
      putf "%s " (Option.value m.pmb_name.txt ~default:"_");
      modexpr m.pmb_expr;
      attrs "[@@" m.pmb_attributes;
      if List.length l > 1 then put ")")
    l

and mds l =
  List.iter
    (fun m ->
      put " ";
      if List.length l > 1 then put "(";
      putf "%s " (Option.value m.pmd_name.txt ~default:"_");
      modtype m.pmd_type;
      attrs "[@@" m.pmd_attributes;
      if List.length l > 1 then put ")")
    l

and modtype_decl m =
  putf "(module-type %s" m.pmtd_name.txt;
  Option.iter (fun t -> put " "; modtype t) m.pmtd_type;
  attrs "[@@" m.pmtd_attributes;
  put ")"

and kept_str i = match i.pstr_desc with Pstr_attribute a -> not (is_doc a) | _ -> true
and kept_sig i = match i.psig_desc with Psig_attribute a -> not (is_doc a) | _ -> true

and lines : 'a. ('a -> unit) -> 'a list -> unit = fun f l ->
  incr indent;
  List.iter (fun i -> putf "\n%s" (String.make (!indent * 2) ' '); f i) l;
  decr indent

and items_ l = lines item (List.filter kept_str l)
and sig_items l = lines sig_item (List.filter kept_sig l)

and sig_item i =
  match i.psig_desc with
  | Psig_value v -> value v (v.pval_prim <> [])
  | Psig_type (r, l) -> types "type" r l
  | Psig_typesubst l -> types "type-subst" Recursive l
  | Psig_typext t -> typeext t
  | Psig_exception e ->
      put "(exception "; ext_constr e.ptyexn_constructor; attrs "[@@" e.ptyexn_attributes; put ")"
  | Psig_module m -> put "(module"; mds [ m ]; put ")"
  | Psig_recmodule l -> put "(module rec"; mds l; put ")"
  | Psig_modsubst m ->
      putf "(module-subst %s = %s" m.pms_name.txt (lid m.pms_manifest.txt);
      attrs "[@@" m.pms_attributes; put ")"
  | Psig_modtype m | Psig_modtypesubst m -> modtype_decl m
  | Psig_open o ->
      put (if o.popen_override = Override then "(open! " else "(open ");
      path o.popen_expr; attrs "[@@" o.popen_attributes; put ")"
  | Psig_include i -> put "(include "; modtype i.pincl_mod; attrs "[@@" i.pincl_attributes; put ")"
  | Psig_class _ | Psig_class_type _ -> put "(<class>)"
  | Psig_attribute a -> attrs "[@@@" [ a ]
  | Psig_extension (e, a) -> put "(% "; extension e; attrs "[@@" a; put ")"

let () =
  let file = Sys.argv.(1) in
  let ic = open_in_bin file in
  let lexbuf = Lexing.from_channel ic in
  Location.init lexbuf file;
  (try
     if Filename.check_suffix file ".mli" then
       List.iter (fun i -> sig_item i; put "\n") (List.filter kept_sig (Parse.interface lexbuf))
     else List.iter (fun i -> item i; put "\n") (List.filter kept_str (Parse.implementation lexbuf))
   with e ->
     Location.report_exception Format.err_formatter e;
     exit 2);
  print_string (Buffer.contents b)
