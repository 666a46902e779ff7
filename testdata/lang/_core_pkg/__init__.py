name = "pkg"
from . import helper
from .helper import value as v
def late():
    from .sub import deep
    return deep.where()
