void f(void)
{
    char *p = malloc(3);
    printf("x");
    if (setjmp(buf))
        strcpy(p, q);
    system("ls");
}
