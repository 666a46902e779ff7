/* one
 * two
 * three */
int a(int a, int (*b)(int, int), int c, int d, const char *fmt, ...)
{
    x(0);
    x(1);
    x(2);
    x(3);
    x(4);
}
