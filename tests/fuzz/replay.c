/* The main of a fuzz target where libFuzzer is not linked: feeds it the files it is given, so that
 * the corpora are part of every test run.  Finds nothing new. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Runs the target on one file; false when the file cannot be read. */
static int replay(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f || fseek(f, 0, SEEK_END) != 0) {
        perror(path);
        return 0;
    }
    long size = ftell(f);
    rewind(f);
    uint8_t *data = size >= 0 ? malloc((size_t)size + 1) : NULL;
    int whole = data && fread(data, 1, (size_t)size, f) == (size_t)size;
    fclose(f);
    if (whole)
        LLVMFuzzerTestOneInput(data, (size_t)size);
    free(data);
    return whole;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (!replay(argv[i]))
            return 1;
    printf("%d files\n", argc - 1);
    return 0;
}
