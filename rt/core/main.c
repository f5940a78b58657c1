/* main.c: a file of its own, so that a C program with its own main can link the library. */
int mloc_main(char **argv);

int main(int argc, char **argv) {
    (void)argc;
    return mloc_main(argv);
}
