#!/bin/sh
# fuzz.sh [SECONDS]: fuzzes lexer and parser with libFuzzer (clang) and sanitizers, starting from the tests' programs.
# Without libFuzzer: mutations of every program.  Stops at the first crash and leaves its input.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
seconds=${1:-60}
tmp=$(mktemp -d)
sources="$here/tests/fuzz/fuzz_parser.c $here/frontend/lexer.c $here/frontend/lex_const.c $here/frontend/parser.c
$(ls "$here"/frontend/parse_*.c) $here/frontend/syntax_dump.c $(ls "$here"/middle/support/*.c)"
flags="-std=c17 -D_GNU_SOURCE -DMLOC_PURIFY -g -O1 -I$here/middle/support -I$here/frontend"
corpus=$(find "$here/tests" "$here/rt/stdlib" -name '*.ml' -o -name '*.mli')
if clang $flags -fsanitize=fuzzer,address,undefined $sources -o "$tmp/fuzz" 2>"$tmp/log"; then
    mkdir "$tmp/corpus"
    i=0
    for f in $corpus; do i=$((i + 1)); cp "$f" "$tmp/corpus/$i"; done
    exec "$tmp/fuzz" -max_total_time="$seconds" -max_len=4096 -timeout=10 -artifact_prefix="$here/" "$tmp/corpus"
fi
${CC:-cc} $flags -DSTANDALONE -fsanitize=address,undefined $sources -o "$tmp/fuzz"
KEEP="$tmp/last" timeout "$seconds" "$tmp/fuzz" $corpus || [ $? -eq 124 ] || { echo "crash on $tmp/last"; exit 1; }
