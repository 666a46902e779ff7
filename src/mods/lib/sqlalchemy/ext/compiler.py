"""@compiles: classes of a script whose SQL the script writes itself."""
from alembic import context


class _Compiler:
    """What a compiling function is given: it can write elements and quote names."""

    @property
    def dialect(self):
        return context.get_context().dialect

    @property
    def preparer(self):
        return self.dialect.identifier_preparer

    @property
    def sql_compiler(self):
        return self

    def process(self, element, **kw):
        return str(element)


_compiler = _Compiler()


def compiles(class_, *specs):
    def decorate(fn):
        if 'postgresql' in specs or (not specs and '_lk_exact' not in vars(class_)):
            class_._lk_compile = fn
            if specs:
                class_._lk_exact = True
        return fn
    return decorate


def deregister(class_):
    del class_._lk_compile
