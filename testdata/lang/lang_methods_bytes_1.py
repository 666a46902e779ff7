# Methods of bytes with odd arguments, first half.
from _methods import check

check("""capitalize center count decode endswith expandtabs find fromhex hex index isalnum isalpha
isascii isdigit islower isspace istitle isupper join ljust lower""",
      lambda: b'aXbXc')
