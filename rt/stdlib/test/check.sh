#!/bin/sh
# Type-checks and compiles the library with Debian's ocamlopt (4.13), as units
# M_name, in $1 (default /tmp/mloc-stdlib-check).  See README.md.
set -e
here=$(cd "$(dirname "$0")/.." && pwd)
out=${1:-/tmp/mloc-stdlib-check}
rm -rf "$out"; mkdir -p "$out"; cd "$out"
units=$(grep -v "^#" "$here/UNITS.txt")
# predefined type of formats, and the few primitives ocamlopt does not know
echo "type ('a,'b,'c,'d,'e,'f) format6" > m_shim.ml
ocamlopt -nopervasives -nostdlib -c m_shim.ml
for u in $units; do
  U=$(echo "$u" | cut -c1 | tr a-z A-Z)$(echo "$u" | cut -c2-)
  echo "module $U = M_$u"
done > m_alias.ml
ocamlopt -w -49 -no-alias-deps -nopervasives -nostdlib -c m_alias.ml
adapt() {
  sed -e 's/"%sqrtfloat"/"caml_sqrt_float" "sqrt" [@@unboxed] [@@noalloc]/' \
      -e 's/"%obj_tag"/"caml_obj_tag"/' \
      -e 's/"%obj_magic"/"%identity"/' "$1" |
  case $1 in
    *lazy.ml) sed -e 's/^external force .*/let force l = CamlinternalLazy.force l/';;
    *lazy.mli) sed -e 's/^external force : \(.*\) = "%lazy_force"/val force : \1/';;
    *) cat;;
  esac
}
flags="-w +a-3-4-9-32-33-37-40-41-42-44-45-49-66-70 -nopervasives -nostdlib -open M_shim -open M_alias"
objs="m_shim.cmx m_alias.cmx"
for u in $units; do
  f=$here/$u
  [ -f "$f.ml" ] || continue
  open=""
  case $u in camlFormat|stdlib) ;; *) open="-open M_stdlib";; esac
  if [ -f "$f.mli" ]; then
    adapt "$f.mli" > m_$u.mli
    ocamlopt $flags $open -c m_$u.mli || exit 1
  fi
  adapt "$f.ml" > m_$u.ml
  ocamlopt $flags $open -inline 100 -c m_$u.ml || exit 1
  objs="$objs m_$u.cmx"
done
echo "$objs" > objs
if [ "$2" = run ]; then
  cp "$here"/test/fmtparse.ml "$here"/test/behave.ml .
  ocamlopt -w -a -c fmtparse.ml && ocamlopt -w -a -c behave.ml
  ocamlopt $objs fmtparse.cmx behave.cmx -o behave && ./behave
fi
