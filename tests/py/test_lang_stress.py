#!/usr/bin/env python3
"""test_lang.py with a collection at every safe point, freed cells poisoned."""
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.exit(subprocess.call([sys.executable, "-B", os.path.join(HERE, "test_lang.py"), "--stress"]))
