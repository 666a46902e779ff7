void *lk_alloc(size_t n)
{
    return malloc(n);
}
