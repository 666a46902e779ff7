#ifndef BASE_IN_H
#define BASE_IN_H
#endif
