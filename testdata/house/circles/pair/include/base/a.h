#ifndef BASE_A_H
#define BASE_A_H
#include "base/b.h"
#endif
