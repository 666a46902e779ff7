# refused: 'core_foreign.Base' is used
from core_foreign import Base
class A(Base): pass
