#ifndef PY_P_H
#define PY_P_H
#include "model/m.h"
#endif
