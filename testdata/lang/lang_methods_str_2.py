# Methods of str with odd arguments, join() to zfill().
from _methods import check

check("""join ljust lower lstrip maketrans partition removeprefix removesuffix replace rfind rindex rjust
rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill""",
      lambda: 'aXbXc', lambda: '')
