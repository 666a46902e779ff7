#!/bin/sh
# 20,000 programs with random mistakes; see mutants.py.
exec "${PYTHON3:-python3}" -B "$LIMBECK_SRCDIR/tests/py/mutants.py" 20000
