# Methods of bytes with odd arguments, second half.
from _methods import check

check("""lstrip maketrans partition removeprefix removesuffix replace rfind rindex rjust rpartition
rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill""",
      lambda: b'aXbXc')
