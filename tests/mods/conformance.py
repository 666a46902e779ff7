"""The recorded answers of Alembic 1.19 against the operations of scripts: statements between the
bookkeeping of the version table.  usage: conformance.py [PROGRAM [DIRECTORY…]]"""
import difflib
import glob
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
BOOKKEEPING = re.compile(
    r'BEGIN;|COMMIT;|-- Running (up|down)grade [^\n]*|CREATE TABLE alembic_version \(.*?\n\);|'
    r'(INSERT INTO|UPDATE|DELETE FROM|DROP TABLE) alembic_version\b.*?;$', re.S | re.M)


def plain(sql):
    return re.sub(r'\n{2,}', '\n\n', BOOKKEEPING.sub('', sql)).strip()


def agree(program, case, half, show):
    done = subprocess.run([program, half, case], capture_output=True, text=True, timeout=60)
    want = f'{case[:-3]}.{half}.sql'
    if not os.path.exists(want):
        good = done.returncode == 4 and not done.stdout and done.stderr
        expected = ''
    else:
        expected = plain(open(want).read())
        good = done.returncode == 0 and plain(done.stdout) == expected
    if not good and show:
        print('differs:', os.path.basename(case), half, 'exit', done.returncode,
              done.stderr.strip()[:600])
        print('\n'.join(difflib.unified_diff(expected.splitlines(), plain(done.stdout).splitlines(),
                                             'alembic', 'limbeck', lineterm='', n=1)))
    return good


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else 'tests/mods/script_main'
    folders = sys.argv[2:] or [os.path.join(HERE, '../../testdata/mods/sql')]
    right = wrong = 0
    for folder in folders:
        for case in sorted(glob.glob(folder + '/*.py')):
            for half in ('up', 'down'):
                if agree(program, case, half, wrong < int(os.environ.get("SHOW", 8))):
                    right += 1
                else:
                    wrong += 1
    print(f'{right} agree, {wrong} differ')
    return 1 if wrong or not right else 0


sys.exit(main())
