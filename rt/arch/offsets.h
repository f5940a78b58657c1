/* offsets.h: byte offsets of the fields of mloc_state as assembler symbols OFF_name, counted from abi.def. */
.set mloc_offset_, 0
#define ABI_STATE(field, ctype)                                                                                        \
    .set OFF_##field, mloc_offset_;                                                                                    \
    .set mloc_offset_, mloc_offset_ + 8
#define ABI_FIXED(field, ctype, words)                                                                                 \
    .set OFF_##field, mloc_offset_;                                                                                    \
    .set mloc_offset_, mloc_offset_ + 8 * words
#include "mloc/abi.def"
