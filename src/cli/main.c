/* The program's entry.  Only hands over; it knows no command. */
#include <stdio.h>

int main(void)
{
    puts("limbeck " PACKAGE_VERSION);
    return 0;
}
