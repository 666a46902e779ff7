"""sqlalchemy.sql.operators: the operators by name, as TypeDecorator.coerce_compared_value() and
comparators of scripts are given them."""
from operator import (add, and_, contains, eq, floordiv, ge, getitem, gt, inv, le, lshift, lt, mod,
                      mul, ne, neg, or_, rshift, sub, truediv)


class custom_op:
    """An operator by its text; column.op() makes one."""

    def __init__(self, opstring, precedence=0, is_comparison=False, return_type=None):
        self.opstring, self.precedence = opstring, precedence
        self.is_comparison, self.return_type = is_comparison, return_type
        self.__name__ = 'custom_op'

    def __eq__(self, other):
        return isinstance(other, custom_op) and other.opstring == self.opstring

    def __hash__(self):
        return hash(self.opstring)

    def __call__(self, left, right):
        return left.op(self.opstring, self.precedence, self.is_comparison, self.return_type)(right)


def is_(a, b): return a.is_(b)
def is_not(a, b): return a.is_not(b)
def is_distinct_from(a, b): return a.is_distinct_from(b)
def is_not_distinct_from(a, b): return a.is_not_distinct_from(b)
def like_op(a, b, escape=None): return a.like(b, escape=escape)
def not_like_op(a, b, escape=None): return a.not_like(b, escape=escape)
def ilike_op(a, b, escape=None): return a.ilike(b, escape=escape)
def not_ilike_op(a, b, escape=None): return a.not_ilike(b, escape=escape)
def between_op(a, b, c, symmetric=False): return a.between(b, c, symmetric=symmetric)
def not_between_op(a, b, c, symmetric=False): return ~a.between(b, c, symmetric=symmetric)
def in_op(a, b): return a.in_(b)
def not_in_op(a, b): return a.not_in(b)
def distinct_op(a): return a.distinct()
def any_op(a): return a.any_()
def all_op(a): return a.all_()
def startswith_op(a, b, **kw): return a.startswith(b, **kw)
def not_startswith_op(a, b, **kw): return ~a.startswith(b, **kw)
def istartswith_op(a, b, **kw): return a.istartswith(b, **kw)
def endswith_op(a, b, **kw): return a.endswith(b, **kw)
def not_endswith_op(a, b, **kw): return ~a.endswith(b, **kw)
def iendswith_op(a, b, **kw): return a.iendswith(b, **kw)
def contains_op(a, b, **kw): return a.contains(b, **kw)
def not_contains_op(a, b, **kw): return ~a.contains(b, **kw)
def icontains_op(a, b, **kw): return a.icontains(b, **kw)
def match_op(a, b, **kw): return a.match(b, **kw)
def not_match_op(a, b, **kw): return ~a.match(b, **kw)
def regexp_match_op(a, b, flags=None): return a.regexp_match(b, flags)
def not_regexp_match_op(a, b, flags=None): return ~a.regexp_match(b, flags)
def regexp_replace_op(a, b, replacement, flags=None): return a.regexp_replace(b, replacement, flags)
def concat_op(a, b): return a.concat(b)
def collate(a, b): return a.collate(b)
def desc_op(a): return a.desc()
def asc_op(a): return a.asc()
def nulls_first_op(a): return a.nulls_first()
def nulls_last_op(a): return a.nulls_last()
def json_getitem_op(a, b): return a[b]
def json_path_getitem_op(a, b): return a[b]
def bitwise_xor_op(a, b): return a.bitwise_xor(b)
def bitwise_or_op(a, b): return a.bitwise_or(b)
def bitwise_and_op(a, b): return a.bitwise_and(b)
def bitwise_not_op(a): return a.bitwise_not()
def bitwise_lshift_op(a, b): return a.bitwise_lshift(b)
def bitwise_rshift_op(a, b): return a.bitwise_rshift(b)


isnot, isnot_distinct_from = is_not, is_not_distinct_from
notlike_op, notilike_op, notin_op, notbetween_op = not_like_op, not_ilike_op, not_in_op, not_between_op
nullsfirst_op, nullslast_op = nulls_first_op, nulls_last_op

_comparison = {eq, ne, gt, lt, ge, le, is_, is_not, is_distinct_from, is_not_distinct_from, like_op,
               not_like_op, ilike_op, not_ilike_op, between_op, not_between_op, in_op, not_in_op,
               startswith_op, endswith_op, contains_op, match_op, regexp_match_op}


def is_comparison(op):
    return op in _comparison or isinstance(op, custom_op) and op.is_comparison
