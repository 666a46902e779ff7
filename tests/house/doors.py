#!/usr/bin/env python3
"""Every header compiles alone, in one run of the compiler (CC and CPPFLAGS say which and how)."""
import os
import shlex
import subprocess
import house


def check(faults):
    headers = house.files("include", "src", ext=(".h",))
    if not headers:
        return
    command = shlex.split(os.environ.get("CC", "cc"))
    command += shlex.split(os.environ.get("CPPFLAGS", "")) + ["-D_GNU_SOURCE", "-std=gnu11"]
    command += ["-I", "include", "-I", "src", "-fsyntax-only", "-x", "c"] + headers
    done = subprocess.run(command, cwd=house.TREE, capture_output=True, text=True)
    for line in done.stderr.splitlines():
        if " error: " in line:
            faults.add(line.replace(" error: ", " does not compile alone: "), 0, "")
    if done.returncode and not faults.found:
        faults.add("doors", 0, done.stderr.strip())


house.main(check)
