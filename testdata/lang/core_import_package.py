import _core_pkg
import _core_pkg.helper as h
import _core_pkg.sub.deep
from _core_pkg import helper, name as n, v
from _core_pkg.sub import deep as d
print(_core_pkg.name, h.value, n, v, helper is h, h.f(), _core_pkg.sub.deep.where(), d.where(), _core_pkg.late())
print(_core_pkg.__name__, h.__name__, __name__, _core_pkg.helper.__package__)
try: from _core_pkg import missing
except ImportError as e: print(e.name, type(e).__name__)
try: h.nothing
except AttributeError as e: print(e)
h.value = 5
print(_core_pkg.helper.value)
