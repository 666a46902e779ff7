#!/bin/sh
# Writes the standard modules that are told in the script language as a C table.
# usage: embed.sh DIRECTORY FILE…   (FILE relative to DIRECTORY)
set -e
directory=$1
shift
printf '/* Generated from the modules in std/ by embed.sh. */\n#include "mods/std.h"\n\n'
printf 'const struct lk_std_source lk_std_sources[] = {\n'
for file; do
    name=$(printf '%s' "$file" | sed -e 's/\.py$//' -e 's,/__init__$,,' -e 's,/,.,g')
    case $file in */__init__.py) package=true ;; *) package=false ;; esac
    printf '    {"%s", %s,\n' "$name" "$package"
    sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/     "/' -e 's/$/\\n"/' "$directory/$file"
    printf '    },\n'
done
printf '    {NULL, false, NULL},\n};\n'
