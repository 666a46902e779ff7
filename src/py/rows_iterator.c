/* The iterators that scripts cannot make by name: all that they can do is __iter__ and __next__,
 * which dunder.c gives to every one of them. */
#include "py/rows.h"

#define ONLY_NEXT(id) const struct lk_py_row lk_rows_##id[] = {{0}}

ONLY_NEXT(iterator);
ONLY_NEXT(list_iterator);
ONLY_NEXT(list_reverseiterator);
ONLY_NEXT(tuple_iterator);
ONLY_NEXT(str_iterator);
ONLY_NEXT(str_ascii_iterator);
ONLY_NEXT(bytes_iterator);
ONLY_NEXT(range_iterator);
ONLY_NEXT(longrange_iterator);
ONLY_NEXT(set_iterator);
ONLY_NEXT(callable_iterator);
ONLY_NEXT(dict_keyiterator);
ONLY_NEXT(dict_valueiterator);
ONLY_NEXT(dict_itemiterator);
ONLY_NEXT(dict_reversekeyiterator);
ONLY_NEXT(dict_reversevalueiterator);
ONLY_NEXT(dict_reverseitemiterator);
