/* object.c: the stack map section of an ELF object.

   LLVM writes stack maps to `.llvm_stackmaps`, a name for which linkers make no start and stop symbols, and read-only,
   where the addresses in it would need text relocations.  The section's name in the string table is shifted by its dot:
   `llvm_stackmaps` is a C identifier, so `__start_llvm_stackmaps` exists; and it becomes writable. */
#include "emit.h"
#include <elf.h>

bool object_fix_stackmaps(char *data, size_t len) {
    if (len < sizeof(Elf64_Ehdr) || memcmp(data, ELFMAG, SELFMAG) != 0 || data[EI_CLASS] != ELFCLASS64) return false;
    Elf64_Ehdr *eh = (Elf64_Ehdr *)(void *)data;
    if (eh->e_shoff + (uint64_t)eh->e_shnum * sizeof(Elf64_Shdr) > len || eh->e_shentsize != sizeof(Elf64_Shdr))
        return false;
    Elf64_Shdr *sh = (Elf64_Shdr *)(void *)(data + eh->e_shoff);
    /* e_shnum 0: more than 65,280 sections, the number is in the first header */
    uint64_t n = eh->e_shnum ? eh->e_shnum : sh[0].sh_size;
    uint64_t strndx = eh->e_shstrndx == SHN_XINDEX ? sh[0].sh_link : eh->e_shstrndx;
    if (strndx >= n) return false;
    const char *names = data + sh[strndx].sh_offset;
    for (uint64_t i = 1; i < n; i++)
        if (sh[i].sh_name < sh[strndx].sh_size && strcmp(names + sh[i].sh_name, ".llvm_stackmaps") == 0) {
            sh[i].sh_name += 1;
            sh[i].sh_flags |= SHF_WRITE | SHF_ALLOC;
        }
    return true;
}
