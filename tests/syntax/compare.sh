#!/bin/sh
# compare.sh [FILE...]: mloc's parser against OCaml's, on FILEs or on OCaml's own library: the trees must be equal.
# Needs ocamlopt with compiler-libs; prints nothing and succeeds when all agree.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
command -v ocamlopt >/dev/null || { echo "compare.sh: no ocamlopt: skipped" >&2; exit 0; }
cp "$here/tests/syntax/plain_dump.ml" "$tmp"
(cd "$tmp" && ocamlopt -w -a -I +compiler-libs ocamlcommon.cmxa plain_dump.ml -o ocaml_dump)
${CC:-cc} -std=c17 -O1 -D_GNU_SOURCE -I "$here/middle/support" -I "$here/frontend" "$here/tests/syntax/plain_dump.c" \
    "$here"/frontend/lex*.c "$here"/frontend/parse*.c "$here"/frontend/syntax_dump.c "$here"/middle/support/*.c -o "$tmp/mloc_dump"
if [ $# -eq 0 ]; then
    lib=$(ocamlopt -where)
    set -- "$lib"/*.ml "$lib"/*.mli "$lib"/compiler-libs/*.mli "$here"/tests/syntax/plain/*.ml
fi
bad=0
for f; do
    "$tmp/ocaml_dump" "$f" >"$tmp/a" 2>"$tmp/ea" || { echo "$f: OCaml rejects it:"; cat "$tmp/ea"; bad=1; continue; }
    if ! "$tmp/mloc_dump" "$f" >"$tmp/b" 2>"$tmp/eb"; then
        grep -q 'E0117' "$tmp/eb" && continue # classes and objects
        echo "$f: mloc rejects it:"
        cat "$tmp/eb"
        bad=1
    elif ! cmp -s "$tmp/a" "$tmp/b"; then
        echo "$f: the trees differ (OCaml <, mloc >):"
        diff "$tmp/a" "$tmp/b" | cut -c1-400 | head -20
        bad=1
    fi
done
exit $bad
