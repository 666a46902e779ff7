#!/usr/bin/env python3
"""A few of the points of full_disk.py, for the quick tier."""
import full_disk
import limbecktest

full_disk.STEP = 5
FullDisk = full_disk.FullDisk

if __name__ == "__main__":
    limbecktest.main()
