/* aarch64.S: x86_64.S for AArch64.  x20 is the region top.  The return address is in x30, so the anchor of a chunk
   is the triple (last_sp, last_fp, last_ra) and the walker follows x29 (compiled code has frame pointers).
   The target of mloc_c_call comes in x18's place for `nest`: x15. */
#ifdef __aarch64__
#include "offsets.h"

#define FUNCTION(name) \
    .section .text.name, "ax", @progbits; \
    .globl name; .type name, %function; .p2align 4; name:
#define END(name) .size name, . - name

/* reg = address of mloc_state (local-exec) */
#define STATE_ADDRESS(reg) \
    mrs reg, tpidr_el0; \
    add reg, reg, :tprel_hi12:mloc_state; \
    add reg, reg, :tprel_lo12_nc:mloc_state

#define ANCHOR(state, scratch) \
    mov scratch, sp; \
    str scratch, [state, OFF_last_sp]; \
    str x29, [state, OFF_last_fp]; \
    str x30, [state, OFF_last_ra]; \
    str x20, [state, OFF_region_top]

/* preserve_most: x0-x15 survive (x0 is the result), x16 and x17 do not. */
FUNCTION(mloc_alloc_slow)
    STATE_ADDRESS(x16)
    ANCHOR(x16, x17)
    stp x29, x30, [sp, #-144]!
    mov x29, sp
    stp x1, x2, [sp, #16]
    stp x3, x4, [sp, #32]
    stp x5, x6, [sp, #48]
    stp x7, x8, [sp, #64]
    stp x9, x10, [sp, #80]
    stp x11, x12, [sp, #96]
    stp x13, x14, [sp, #112]
    str x15, [sp, #128]
    bl mloc_alloc_slow_c
    ldp x1, x2, [sp, #16]
    ldp x3, x4, [sp, #32]
    ldp x5, x6, [sp, #48]
    ldp x7, x8, [sp, #64]
    ldp x9, x10, [sp, #80]
    ldp x11, x12, [sp, #96]
    ldp x13, x14, [sp, #112]
    ldr x15, [sp, #128]
    ldp x29, x30, [sp], #144
    ret
END(mloc_alloc_slow)

FUNCTION(mloc_poll_slow)
    STATE_ADDRESS(x16)
    ANCHOR(x16, x17)
    stp x29, x30, [sp, #-160]!
    mov x29, sp
    stp x1, x2, [sp, #16]
    stp x3, x4, [sp, #32]
    stp x5, x6, [sp, #48]
    stp x7, x8, [sp, #64]
    stp x9, x10, [sp, #80]
    stp x11, x12, [sp, #96]
    stp x13, x14, [sp, #112]
    stp x15, x0, [sp, #128]
    bl mloc_poll_slow_c
    ldp x1, x2, [sp, #16]
    ldp x3, x4, [sp, #32]
    ldp x5, x6, [sp, #48]
    ldp x7, x8, [sp, #64]
    ldp x9, x10, [sp, #80]
    ldp x11, x12, [sp, #96]
    ldp x13, x14, [sp, #112]
    ldp x15, x0, [sp, #128]
    ldp x29, x30, [sp], #160
    ret
END(mloc_poll_slow)

FUNCTION(mloc_c_call)
    STATE_ADDRESS(x16)
    ANCHOR(x16, x17)
    br x15
END(mloc_c_call)

FUNCTION(mloc_c_call_raise)
    STATE_ADDRESS(x16)
    ANCHOR(x16, x17)
    ldr x17, [x16, OFF_local_roots]
    ldr x16, [x16, OFF_c_regs]
    stp x19, x20, [x16]
    stp x21, x22, [x16, #16]
    stp x23, x24, [x16, #32]
    stp x25, x26, [x16, #48]
    stp x27, x28, [x16, #64]
    stp x29, x30, [x16, #80]
    stp d8, d9, [x16, #96]
    stp d10, d11, [x16, #112]
    stp d12, d13, [x16, #128]
    stp d14, d15, [x16, #144]
    str x17, [x16, #168]
    mov x17, sp
    str x17, [x16, #160]
    br x15
END(mloc_c_call_raise)

FUNCTION(mloc_raise_asm)
    STATE_ADDRESS(x16)
    ldr x17, [x0, #168]
    str x17, [x16, OFF_local_roots]
    ldp x19, x20, [x0]
    ldp x21, x22, [x0, #16]
    ldp x23, x24, [x0, #32]
    ldp x25, x26, [x0, #48]
    ldp x27, x28, [x0, #64]
    ldp x29, x30, [x0, #80]
    ldp d8, d9, [x0, #96]
    ldp d10, d11, [x0, #112]
    ldp d12, d13, [x0, #128]
    ldp d14, d15, [x0, #144]
    ldr x17, [x0, #160]
    mov sp, x17
    mov x0, #0
    ret
END(mloc_raise_asm)

/* Frame: CallbackLink (48 bytes), record (176), C registers (160), in all 384. */
FUNCTION(mloc_call_asm)
    sub sp, sp, #384
    stp x29, x30, [sp, #224]
    stp x19, x20, [sp, #240]
    stp x21, x22, [sp, #256]
    stp x23, x24, [sp, #272]
    stp x25, x26, [sp, #288]
    stp x27, x28, [sp, #304]
    stp d8, d9, [sp, #320]
    stp d10, d11, [sp, #336]
    stp d12, d13, [sp, #352]
    stp d14, d15, [sp, #368]
    add x29, sp, #224
    STATE_ADDRESS(x16)
    ldr x9, [x16, OFF_last_sp]
    ldr x20, [x16, OFF_region_top]
    stp x9, x20, [sp]
    ldr x9, [x16, OFF_c_regs]
    ldr x10, [x16, OFF_local_roots]
    stp x9, x10, [sp, #16]
    ldr x9, [x16, OFF_last_fp]
    ldr x10, [x16, OFF_last_ra]
    stp x9, x10, [sp, #32]
    add x9, sp, #48
    str x9, [x16, OFF_c_regs]
    str xzr, [x9, #160]
    mov x17, x0
    mov x9, x2
    mov x0, x1
    ldp x1, x2, [x9]
    ldp x3, x4, [x9, #16]
    ldr x5, [x9, #32]
    blr x17
    .globl mloc_callback_return
    .hidden mloc_callback_return
mloc_callback_return:
    STATE_ADDRESS(x16)
    ldp x9, x10, [sp]
    str x9, [x16, OFF_last_sp]
    str x10, [x16, OFF_region_top]
    ldp x9, x10, [sp, #16]
    str x9, [x16, OFF_c_regs]
    str x10, [x16, OFF_local_roots]
    ldp x9, x10, [sp, #32]
    str x9, [x16, OFF_last_fp]
    str x10, [x16, OFF_last_ra]
    ldp x29, x30, [sp, #224]
    ldp x19, x20, [sp, #240]
    ldp x21, x22, [sp, #256]
    ldp x23, x24, [sp, #272]
    ldp x25, x26, [sp, #288]
    ldp x27, x28, [sp, #304]
    ldp d8, d9, [sp, #320]
    ldp d10, d11, [sp, #336]
    ldp d12, d13, [sp, #352]
    ldp d14, d15, [sp, #368]
    add sp, sp, #384
    ret
END(mloc_call_asm)

FUNCTION(mloc_run_on_stack)
    stp x29, x30, [sp, #-16]!
    mov x29, sp
    mov x9, x0
    mov x0, x1
    mov sp, x2
    blr x9
    mov sp, x29
    ldp x29, x30, [sp], #16
    ret
END(mloc_run_on_stack)

    .section .note.GNU-stack, "", %progbits
#endif
