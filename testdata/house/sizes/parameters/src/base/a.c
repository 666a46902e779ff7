int f(int a, int b,
      int c, int d, int e, int (*g)(int, int))
{
    return a;
}
