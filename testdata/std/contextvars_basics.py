# Context variables in one context.
from contextvars import ContextVar, Token
tenant: ContextVar[str | None] = ContextVar('tenant', default=None)
bare = ContextVar('bare')
print(tenant.get(), tenant.name, tenant.get('x'), bare.get(7))
try:
    bare.get()
except LookupError as e:
    print(type(e).__name__, e.args[0] is bare)
first = tenant.set('a')
second = tenant.set('b')
print(tenant.get(), first.old_value is Token.MISSING, second.old_value, second.var is tenant)
tenant.reset(second)
print(tenant.get())
tenant.reset(first)
print(tenant.get())
for token, var in ((first, tenant), (second, bare)):
    try:
        var.reset(token)
    except (RuntimeError, ValueError) as e:
        print(type(e).__name__)
try:
    ContextVar(1)
except TypeError as e:
    print(e)
