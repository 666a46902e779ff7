#include "base/in.h"
