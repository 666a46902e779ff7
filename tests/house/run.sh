#!/bin/sh
# run.sh TREE CHECK…: runs the checks of the house on a tree, shows what they say, fails if one fails.
tree=$1
shift
failed=0
for check in "$@"; do
    case $check in
    *.py) LIMBECK_SRCDIR=$tree "${PYTHON3:-python3}" -B "$tree/$check" || failed=1 ;;
    *) LIMBECK_SRCDIR=$tree sh "$tree/$check" || failed=1 ;;
    esac
done
exit $failed
