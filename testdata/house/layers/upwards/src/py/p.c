#include "py/p.h"
#include <gmp.h>
/* #include "db/d.h" */
