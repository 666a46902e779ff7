#ifndef DB_D_H
#define DB_D_H
#endif
