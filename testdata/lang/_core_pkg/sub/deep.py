from ..helper import value
from .. import name
def where(): return (__name__, value, name)
