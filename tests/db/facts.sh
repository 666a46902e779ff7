#!/bin/sh
# Facts of the connection and the protocol, against a database of their own.
exec "$LIMBECK_SRCDIR/tests/lib/with-cluster" "$LIMBECK_BUILDDIR/tests/db/db_facts"
