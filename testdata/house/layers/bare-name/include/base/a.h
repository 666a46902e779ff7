#ifndef BASE_A_H
#define BASE_A_H
#endif
