#!/usr/bin/env python3
"""Every fuzz target survives its corpus, testdata/fuzz/<target>/, and has one."""
import os

import limbecktest


class Corpora(limbecktest.Case):
    def test_every_target_survives_its_corpus(self):
        targets = os.environ["LIMBECK_FUZZ_TARGETS"].split()
        self.assertTrue(targets)
        for target in targets:
            with self.subTest(target):
                folder = limbecktest.testdata("fuzz", os.path.basename(target))
                files = [os.path.join(folder, name) for name in sorted(os.listdir(folder))]
                self.assertTrue(files, f"{folder} is empty")
                program = os.path.join(limbecktest.BUILDDIR, target)
                self.succeeds(limbecktest.run([program, *files]))


if __name__ == "__main__":
    limbecktest.main()
