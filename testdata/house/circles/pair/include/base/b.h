#ifndef BASE_B_H
#define BASE_B_H
#include "base/c.h"
#endif
