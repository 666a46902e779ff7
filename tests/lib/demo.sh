#!/bin/sh
# The demonstration: takes the sample project to head in the database that DATABASE_URL names.
# Called by ./bootstrap demo inside tests/lib/with-cluster.
set -eu
DATABASE_URL=$LIMBECK_TEST_URL
export DATABASE_URL
project=$(mktemp -d)
trap 'rm -rf "$project"' EXIT
trap 'exit 130' INT TERM
LIMBECK_JOURNAL=$project/journal.db
export LIMBECK_JOURNAL
cp -R "$(dirname "$0")/../../testdata/sample/." "$project"
cd "$project"

show() {
    printf '\n$ %s\n' "$*"
    "$@"
}

limbeck() { "$LIMBECK" "$@"; }

show limbeck upgrade head
show limbeck current
show limbeck history
show psql -Xc '\dt'
