int parse_part2(void)
{
    return 1;
}
