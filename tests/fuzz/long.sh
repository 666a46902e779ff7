#!/bin/sh
# A long run of one fuzz target: tests/fuzz/long.sh TARGET MINUTES [FOLDER]
#
# Makes build-fuzz/ (clang, libFuzzer, ASan, UBSan) where it is missing, copies the corpus that every
# test run replays into FOLDER (default: build-fuzz/run/TARGET) and fuzzes there with the dictionary
# of the script language.  Ends with 0 when nothing was found in that time; a finding stands in
# FOLDER/found.  Never writes into testdata/.
set -eu
[ $# -ge 2 ] || { sed -n 's/^# //p' "$0"; exit 2; }
top=$(cd "$(dirname "$0")/../.." && pwd)
build=${LIMBECK_FUZZ_BUILD:-$top/build-fuzz}
target=$1 minutes=$2 folder=${3:-$build/run/$1}

[ -x "$top/configure" ] || (cd "$top" && autoreconf -fi)
if [ ! -f "$build/Makefile" ]; then
    mkdir -p "$build"
    (cd "$build" && "$top/configure" CC="${CC:-clang}" CFLAGS="-O1 -g" \
        --enable-fuzzing --enable-sanitizers)
fi
make -C "$build" "tests/fuzz/$target"

mkdir -p "$folder/corpus" "$folder/found"
cp "$top/testdata/fuzz/$target/"* "$folder/corpus/"
case $target in
fuzz_eval|fuzz_parser|fuzz_lexer) cp "$top"/testdata/lang/*.py "$folder/corpus/" ;;
esac
"$build/tests/fuzz/$target" -dict="$top/testdata/fuzz/python.dict" -max_len=4096 -timeout=30 \
    -rss_limit_mb=2560 -max_total_time=$((minutes * 60)) -artifact_prefix="$folder/found/" \
    -print_final_stats=1 "$folder/corpus" 2>"$folder/log" || status=$?
grep -E '^(#[0-9]+.*DONE|Done|stat::|==|SUMMARY)' "$folder/log"
exit "${status:-0}"
