# Methods of str with odd arguments, capitalize() to isupper().
from _methods import check

check("""capitalize casefold center count encode endswith expandtabs find format format_map index isalnum
isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle
isupper""",
      lambda: 'aXbXc', lambda: 'ßéİ')
