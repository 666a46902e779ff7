#!/usr/bin/env python3
"""What vcs says is what git says: commits of files over merges, dirty files, refs, clones."""
import os
import random
import re
import subprocess
import sys
import tempfile

PROGRAM = os.path.join(os.environ["LIMBECK_BUILDDIR"], "tests/vcs/vcs_main")
ENV = dict(os.environ, GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_SYSTEM="/dev/null",
           GIT_AUTHOR_NAME="Ann Author", GIT_AUTHOR_EMAIL="ann@example.org",
           GIT_COMMITTER_NAME="Carl", GIT_COMMITTER_EMAIL="carl@example.org")
failures = []


def git(home, *args):
    return subprocess.run(["git", "-C", home, *args], check=True, capture_output=True, text=True,
                          env=ENV).stdout.strip()


def ask(directory, *files, env=ENV):
    done = subprocess.run([PROGRAM, directory, *files], capture_output=True, text=True, env=env,
                          errors="replace")
    lines = done.stdout.splitlines()
    facts = [dict(re.findall(r"(\w+)=(.*?)(?= \w+=|$)", line)) for line in lines[1:]]
    return lines[0], facts[0] if facts else {}, facts[1:]


def check(what, got, want):
    if got != want:
        failures.append("%s: %r, not %r" % (what, got, want))


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as out:
        out.write(text)


def commit(home, clock, message):
    git(home, "add", "-A")
    stamp = "%d +0000" % (1700000000 + clock)
    subprocess.run(["git", "-C", home, "commit", "-q", "--allow-empty", "-m", message], check=True,
                   env=dict(ENV, GIT_AUTHOR_DATE=stamp, GIT_COMMITTER_DATE=stamp))


def random_history(home, seed, commits):
    """Commits on several branches with merges; some clocks run backwards."""
    rnd = random.Random(seed)
    git(home, "init", "-q", "-b", "main")
    branches = ["main"]
    for i in range(commits):
        if i and rnd.random() < 0.15:
            name = "b%d" % i
            git(home, "checkout", "-q", "-b", name)
            branches.append(name)
        elif len(branches) > 1 and rnd.random() < 0.3:
            git(home, "checkout", "-q", rnd.choice(branches))
        if i and rnd.random() < 0.2 and len(branches) > 1:
            subprocess.run(["git", "-C", home, "merge", "-q", "-X", "ours", "--no-edit",
                            rnd.choice(branches)], capture_output=True, env=ENV)
            if git(home, "status", "--porcelain"):
                commit(home, i, "resolved")
            continue
        for _ in range(rnd.randint(1, 3)):
            folder = rnd.choice(["versions", "versions/old", "src", "."])
            write("%s/%s/f%d.py" % (home, folder, rnd.randint(0, 5)), "%d\n" % rnd.randint(0, 3))
        commit(home, i if rnd.random() < 0.9 else -i, "c%d" % i)


def compare_files(what, home):
    files = git(home, "ls-files").splitlines()
    _, _, facts = ask(home, *[os.path.join(home, f) for f in files])
    check(what + ": files", len(facts), len(files))
    for name, fact in zip(files, facts):
        check(what + " " + name, fact["changed"], git(home, "log", "-1", "--format=%H", "--", name))
        check(what + " blob " + name, fact["blob"], git(home, "rev-parse", "HEAD:" + name))
        check(what + " name", fact["name"], name)
        check(what + " state", (fact["tracked"], fact["dirty"]), ("1", "0"))


def test_history(top):
    for seed in range(6):
        home = "%s/history%d" % (top, seed)
        os.makedirs(home)
        random_history(home, seed, 40)
        compare_files("seed %d" % seed, home)


def test_states(top):
    home = top + "/states"
    os.makedirs(home)
    check("no repository", ask(home)[0], "repository none")
    git(home, "init", "-q", "-b", "main")
    check("no commit", ask(home)[0], "repository empty")
    write(home + "/v/a.py", "a\n")
    commit(home, 0, "one")
    git(home, "remote", "add", "origin", "https://user:secret@example.org/x/y.git")
    write(home + "/v/new.py", "n\n")
    found, head, files = ask(home + "/v", home + "/v/a.py", home + "/v/new.py")
    check("found", found, "repository found")
    check("ref", head["ref"], "main")
    check("untracked is not dirty", head["dirty"], "0")
    check("remote", head["remote"], "https://example.org/x/y.git")
    check("author", head["author"], "Ann Author")
    check("untracked", (files[1]["tracked"], files[1]["dirty"], files[1]["changed"]), ("0", "1", ""))
    write(home + "/v/a.py", "b\n")
    _, head, files = ask(home, home + "/v/a.py")
    check("dirty", (head["dirty"], files[0]["tracked"], files[0]["dirty"]), ("1", "1", "1"))
    check("dirty keeps its commit", files[0]["changed"], git(home, "rev-parse", "HEAD"))
    git(home, "checkout", "-q", "v/a.py")
    git(home, "tag", "v1.0")
    git(home, "checkout", "-q", "--detach")
    _, head, _ = ask(home)
    check("detached at a tag", (head["detached"], head["ref"]), ("1", "v1.0"))


URLS = {
    "https://user:secret@example.org/x.git": "https://example.org/x.git",
    "https://secret@example.org:8443/x.git": "https://example.org:8443/x.git",
    "https://user:se@cret@example.org/x.git": "https://example.org/x.git",
    "https://user:sec/ret@example.org/x.git": "https://example.org/x.git",
    "https://example.org/@scope/x.git": "https://example.org/@scope/x.git",
    "https://example.org:8443/@scope/x.git": "https://example.org:8443/@scope/x.git",
    "https://user:%73ecret@example.org/x.git?token=secret": "https://example.org/x.git",
    "https://example.org/x.git#secret": "https://example.org/x.git",
    "HTTPS://user:secret@[::1]:8443/x": "HTTPS://[::1]:8443/x",
    "ssh://git@example.org:22/x.git": "ssh://example.org:22/x.git",
    "ssh://git:secret@example.org/~x.git": "ssh://example.org/~x.git",
    "git@example.org:o/n.git": "example.org:o/n.git",
    "secret@example.org:o/n.git": "example.org:o/n.git",
    "user:secret@example.org:o/n.git": "example.org:o/n.git",
    "user:sec/ret@example.org:o/n.git": "example.org:o/n.git",
    "example.org:o/n.git?token=secret": "example.org:o/n.git",
    "codecommit::eu-west-1://user:secret@x": "codecommit::eu-west-1://x",
    "file:///srv/x@y.git": "file:///srv/x@y.git",
    "/srv/x@y.git": "/srv/x@y.git",
    "../x@y": "../x@y",
}


def test_authors_are_in_utf_8(top):
    """git log converts from the encoding that a commit names, and leaves one that it does not know."""
    home = top + "/authors"
    git(top, "init", "-q", "-b", "main", home)
    for encoding, name in ((None, "Çağla Ö. 李"), ("UTF-8", "Łódź"), ("ISO-8859-1", "Émile Ünal"),
                           ("Shift_JIS", "山田"), ("utf-16le-unknown", "Ann")):
        write(home + "/a.py", f"{encoding}\n")
        git(home, "add", "-A")
        author = f"{name} <ann@example.org>".encode(encoding if encoding and "unknown" not in encoding
                                                    else "utf-8")
        tree = git(home, "write-tree")
        text = (b"tree %s\nauthor %s 1700000000 +0000\ncommitter C <c@x> 1700000000 +0000\n%s\nm\n" % (
            tree.encode(), author, f"encoding {encoding}\n".encode() if encoding else b""))
        made = subprocess.run(["git", "-C", home, "hash-object", "-t", "commit", "-w", "--stdin"],
                              input=text, capture_output=True, check=True, env=ENV).stdout.decode().strip()
        git(home, "update-ref", "refs/heads/main", made)
        facts = ask(home, home + "/a.py")[2][0]
        check(f"author in {encoding}", (facts["author"], facts["changed"]),
              (git(home, "log", "-1", "--format=%an"), made))
        check(f"name in {encoding}", facts["author"], name)


def test_remotes(top):
    home = top + "/remotes"
    os.makedirs(home)
    git(home, "init", "-q")
    commit(home, 0, "one")
    git(home, "config", "remote.origin.url", "x")
    for url, want in URLS.items():
        git(home, "config", "remote.origin.url", url)
        check(url, ask(home)[1]["remote"], want)
    git(home, "config", "--unset", "remote.origin.url")
    git(home, "config", "remote.upstream.url", "https://a:secret@example.org/up")
    check("the only remote", ask(home)[1]["remote"], "https://example.org/up")
    git(home, "config", "remote.other.url", "https://a:secret@example.org/other")
    check("several remotes", ask(home)[1]["remote"], "")


def test_files(top):
    """Renamed, copied, ignored, with a link on the way, of a merge that is like no parent."""
    home = top + "/files"
    os.makedirs(home)
    git(home, "init", "-q", "-b", "main")
    write(home + "/v/old.py", "one\n" * 20)
    write(home + "/.gitignore", "*.gen.py\n")
    commit(home, 0, "one")
    git(home, "mv", "v/old.py", "v/new.py")
    commit(home, 1, "renamed")
    write(home + "/v/copy.py", "one\n" * 20)
    commit(home, 2, "copied")
    os.chmod(home + "/v/copy.py", 0o755)
    commit(home, 3, "a mode alone")
    write(home + "/v/x.gen.py", "ignored\n")
    os.symlink("v", home + "/link")
    commit(home, 4, "a link")
    git(home, "checkout", "-q", "-b", "side", "HEAD~1")
    write(home + "/v/new.py", "side\n")
    commit(home, 5, "side")
    git(home, "checkout", "-q", "main")
    write(home + "/v/new.py", "main\n")
    commit(home, 6, "main")
    subprocess.run(["git", "-C", home, "merge", "-q", "side"], capture_output=True, env=ENV)
    write(home + "/v/new.py", "neither\n")
    commit(home, 7, "an evil merge")
    compare = [home + "/v/new.py", home + "/v/copy.py", home + "/link/new.py", home + "/v/x.gen.py"]
    _, _, facts = ask(home, *compare)
    for fact, name in zip(facts[:3], ("v/new.py", "v/copy.py", "v/new.py")):
        check("changed " + name, fact["changed"], git(home, "log", "-1", "--format=%H", "--", name))
        check("name", fact["name"], name)
        check("clean " + name, (fact["tracked"], fact["dirty"]), ("1", "0"))
    check("a merge", facts[0]["changed"], git(home, "rev-parse", "HEAD"))
    check("ignored", (facts[3]["tracked"], facts[3]["dirty"], facts[3]["changed"]), ("0", "1", ""))
    elsewhere = top + "/elsewhere"
    os.makedirs(elsewhere)
    os.symlink(home + "/v", elsewhere + "/versions")
    _, _, facts = ask(elsewhere + "/versions", elsewhere + "/versions/new.py")
    check("a linked directory", (facts[0]["name"], facts[0]["tracked"]), ("v/new.py", "1"))


def test_clones(top):
    home = top + "/states"
    git(home, "checkout", "-q", "main")
    for i in range(4):
        write("%s/v/b%d.py" % (home, i), "b\n")
        commit(home, 10 + i, "more")
    git(home, "worktree", "add", "-q", top + "/tree", "-b", "side")
    _, head, files = ask(top + "/tree", top + "/tree/v/b1.py")
    check("worktree", (head["worktree"], head["ref"]), ("1", "side"))
    check("worktree's file", files[0]["changed"], git(home, "rev-parse", "main~2"))
    git(top, "clone", "-q", "--bare", home, top + "/bare.git")
    _, head, _ = ask(top + "/bare.git")
    check("bare", (head["bare"], head["commit"]), ("1", git(home, "rev-parse", "main")))
    git(top, "clone", "-q", "--depth", "2", "file://" + home, top + "/shallow")
    _, head, files = ask(top + "/shallow", top + "/shallow/v/a.py", top + "/shallow/v/b3.py")
    check("shallow", head["shallow"], "1")
    check("beyond the horizon", files[0]["horizon"], "1")
    check("inside the horizon", (files[1]["horizon"], files[1]["changed"]),
          ("0", git(home, "rev-parse", "main")))


def test_partial_clones(top):
    """As CI makes them: without blobs, without trees, with only some directories."""
    home = top + "/states"
    # libgit2 1.5 looks at the extensions of such repositories by regular expressions that it leaks.
    leaky = dict(ENV, ASAN_OPTIONS="detect_leaks=0")
    write(home + "/src/a.txt", "a\n")
    commit(home, 20, "source")
    git(home, "config", "uploadpack.allowFilter", "true")
    for kind in ("blob:none", "tree:0"):
        clone = top + "/partial-" + kind[:4]
        git(top, "clone", "-q", "--filter=" + kind, "file://" + home, clone)
        found, head, files = ask(clone, clone + "/v/b1.py", clone + "/src/a.txt", env=leaky)
        whole = kind == "blob:none"
        check(kind, (found, head.get("dirty")), ("repository found", "0"))
        last = git(home, "rev-parse", "main")
        check(kind + " new", (files[1]["changed"], files[1]["tracked"]), (last, "1"))
        check(kind + " old", (files[0]["changed"], files[0]["horizon"]),
              (git(home, "rev-parse", "main~3"), "0") if whole else (last, "1"))
    clone = top + "/sparse"
    git(top, "clone", "-q", "--no-checkout", "file://" + home, clone)
    git(clone, "sparse-checkout", "set", "v")
    git(clone, "checkout", "-q", "main")
    check("sparse", os.path.exists(clone + "/src"), False)
    found, head, files = ask(clone, clone + "/v/b1.py", env=leaky)
    check("sparse clone", (found, head.get("dirty")), ("repository found", "0"))
    check("sparse clone's file", files[0]["changed"], git(home, "rev-parse", "main~3"))


def test_a_missing_tree_is_damage(top):
    home = top + "/damaged"
    os.makedirs(home)
    git(home, "init", "-q", "-b", "main")
    write(home + "/v/a.py", "a\n")
    commit(home, 0, "one")
    write(home + "/v/b.py", "b\n")
    commit(home, 1, "two")
    for tree in ("HEAD:v", "HEAD~1:v"):
        name = git(home, "rev-parse", tree)
        path = "%s/.git/objects/%s/%s" % (home, name[:2], name[2:])
        os.rename(path, path + ".away")
        done = subprocess.run([PROGRAM, home, home + "/v/a.py"], capture_output=True, text=True, env=ENV)
        check("without " + tree, "error git cannot " in done.stdout, True)
        os.rename(path + ".away", path)


def test_foreign(top):
    home = top + "/states"
    if os.getuid() != 0:
        print("not root: a repository of somebody else's cannot be made here")
        return
    subprocess.run(["chown", "-R", "nobody", home], check=True)
    check("foreign", ask(home)[0], "repository foreign")


def main():
    with tempfile.TemporaryDirectory() as top:
        for test in (test_history, test_states, test_authors_are_in_utf_8, test_remotes, test_files,
                     test_clones, test_partial_clones, test_a_missing_tree_is_damage, test_foreign):
            test(top)
    print("\n".join(failures))
    return 1 if failures else 0


sys.exit(main())
