# Methods of int, float and range with odd arguments.
from _methods import check

check("""as_integer_ratio bit_count bit_length conjugate from_bytes to_bytes""",
      lambda: 2 ** 70, lambda: -7)
check("""as_integer_ratio conjugate fromhex hex is_integer""",
      lambda: 1e300, lambda: -2.5)
check("""count index""",
      lambda: range(10, 0, -3))
