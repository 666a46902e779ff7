#ifndef MODEL_M_H
#define MODEL_M_H
#include "base/a.h"
#endif
