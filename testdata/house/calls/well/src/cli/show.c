void show(void)
{
    printf("x");
}
