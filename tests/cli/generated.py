#!/usr/bin/env python3
"""Generated files are what the program's tables say; --write makes them anew."""
import os
import subprocess
import sys

FILES = {"manual": "man/limbeck.1", "completions": "man/completions/limbeck",
         "manifest-manual": "man/limbeck-manifest.5", "schema": "data/limbeck-manifest.schema.json"}


def generate(what):
    program = os.path.join(os.environ["LIMBECK_BUILDDIR"], "tests/cli/gendoc")
    return subprocess.run([program, what], check=True, capture_output=True, text=True).stdout


def main(argv):
    top = os.environ["LIMBECK_SRCDIR"]
    stale = 0
    for what, name in FILES.items():
        path = os.path.join(top, name)
        text = generate(what)
        if "--write" in argv:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w") as out:
                out.write(text)
        elif not os.path.exists(path) or open(path).read() != text:
            print("%s differs from the tables; run tests/cli/generated.py --write" % name)
            stale += 1
    return 1 if stale else 0


sys.exit(main(sys.argv))
