from _core_pkg import helper
print(helper.value)
import _core_broken
