#!/usr/bin/env python3
"""Each contradiction among revisions: its message, the files it names, exit status 3."""
import graphs
import limbecktest
from graphs import rev

LONG = "a" * 33

# graph, message, files, hint
ERRORS = [
    ("a revision that is defined twice",
     [rev("a1"), rev("b2", "a1"), rev("b2", "a1", path="x/b2.py")],
     "revision 'b2' is present more than once", ["versions/b2.py", "x/b2.py"], ""),
    ("a missing parent", [rev("a1"), rev("b2", "a0")],
     "revision 'a0' referenced from 'b2' is not present", ["versions/b2.py"], ""),
    ("a missing dependency", [rev("a1"), rev("b2", "a1", depends="zz")],
     "revision 'zz' referenced from 'b2' is not present", ["versions/b2.py"], ""),
    ("the beginning of an id as parent", [rev("a1b2c3"), rev("b2", "a1b2")],
     "revision 'a1b2' referenced from 'b2' is not present", ["versions/b2.py"],
     "did you mean 'a1b2c3'?"),
    ("a label as parent", [rev("a1", labels="shop"), rev("b2", "shop")],
     "revision 'shop' referenced from 'b2' is not present", ["versions/b2.py"],
     "'shop' is a branch label of 'a1'"),
    ("a file name as parent", [rev("a1", path="versions/a1_first.py"), rev("b2", "a1_first.py")],
     "revision 'a1_first.py' referenced from 'b2' is not present", ["versions/b2.py"],
     "'a1_first.py' is the name of a file; its revision is 'a1'"),
    ("a file name without its ending",
     [rev("a1", path="versions/a1_first.py"), rev("b2", "a1_first")],
     "revision 'a1_first' referenced from 'b2' is not present", ["versions/b2.py"],
     "'a1_first' is the name of a file; its revision is 'a1'"),
    ("a cycle", [rev("a1"), rev("b2", "d4"), rev("c3", "b2"), rev("d4", "c3"), rev("e5", "d4")],
     "cycle is detected in revisions (b2, d4, c3)",
     ["versions/b2.py", "versions/c3.py", "versions/d4.py"], ""),
    ("a cycle of everything", [rev("a1", "b2"), rev("b2", "a1")],
     "cycle is detected in revisions (a1, b2)", ["versions/a1.py", "versions/b2.py"], ""),
    ("a dependency cycle", [rev("a1"), rev("b2", "a1", depends="d4"), rev("c3"),
                            rev("d4", "c3", depends="b2")],
     "dependency cycle is detected in revisions (b2, d4)",
     ["versions/b2.py", "versions/d4.py"], ""),
    ("a revision after itself", [rev("a1", "a1")],
     "self-loop is detected in revisions (a1)", ["versions/a1.py"], ""),
    ("a revision that depends on itself", [rev("a1", depends="a1")],
     "dependency self-loop is detected in revisions (a1)", ["versions/a1.py"], ""),
    ("forbidden characters", [rev("a-1@x", path="versions/bad.py")],
     "character(s) '-, @' not allowed in revision identifier 'a-1@x'", ["versions/bad.py"], ""),
    ("an id that is too long", [rev(LONG, path="versions/long.py")],
     f"revision identifier '{LONG}' has 33 characters; the version table takes 32",
     ["versions/long.py"], ""),
    ("an empty id", [rev("", path="versions/none.py")],
     "the revision identifier is empty", ["versions/none.py"], ""),
    ("a label that is used twice", [rev("a1", labels="shop"), rev("b2", "a1", labels="shop")],
     "branch name 'shop' in revision 'b2' is already used by revision 'a1'",
     ["versions/a1.py", "versions/b2.py"], ""),
    ("a label that is an id", [rev("a1"), rev("b2", "a1", labels="a1")],
     "branch name 'a1' in revision 'b2' is already used by revision 'a1'",
     ["versions/a1.py", "versions/b2.py"], ""),
]


class GraphErrors(limbecktest.Case):
    def test_each_error_names_its_files(self):
        questions = [{"graph": graph, "kind": "heads"} for _, graph, *_ in ERRORS]
        for (what, _, message, files, hint), answer in zip(ERRORS, graphs.ask(questions)):
            with self.subTest(what):
                self.assertEqual(answer.get("error"), message)
                self.assertEqual(answer["status"], 3)
                self.assertEqual(answer["detail"].split("\n"), files)
                self.assertEqual(answer["hint"], hint)

    def test_a_row_that_no_file_has_is_named(self):
        answer, = graphs.ask([{"graph": [rev("a1")], "kind": "upgrade", "current": ["zz"],
                               "target": "head"}])
        self.assertEqual(answer["error"],
                         "the database is at revision 'zz', which no file here has")
        self.assertEqual(answer["status"], 3)

    def test_ambiguous_and_unknown_targets_have_alembics_words(self):
        graph = [rev("abcd11"), rev("abcd22", "abcd11"), rev("ef3456", "abcd11")]
        rows = [("abcd", "Can't locate revision identified by 'abcd'",
                 "Multiple revisions start with 'abcd': 'abcd11', 'abcd22'..."),
                ("zz", "Can't locate revision identified by 'zz'",
                 "No such revision or branch 'zz'; please ensure at least four characters are "
                 "present for partial revision identifier matches"),
                ("no@head", "Can't locate revision identified by 'no'", None),
                ("+9", "Relative revision +9 didn't produce 9 migrations", None),
                ("abcd11+1", "Ambiguous walk", None),
                ("head", "Multiple head revisions are present for given argument 'head'; please "
                 "specify a specific target revision, '<branchname>@head' to narrow to a specific "
                 "head, or 'heads' for all heads", None)]
        questions = [{"graph": graph, "kind": "upgrade", "current": ["abcd22"], "target": t}
                     for t, _, _ in rows]
        for (target, message, hint), answer in zip(rows, graphs.ask(questions)):
            with self.subTest(target):
                self.assertEqual(answer["error"], message)
                self.assertEqual(answer["status"], 3)
                if hint:
                    self.assertEqual(answer["hint"], hint)


if __name__ == "__main__":
    limbecktest.main()
