/* x86_64.S: between compiled code and C.  rt/ABI.md describes the conventions; the stack walker of
   gc/stackmap.c depends on `last_sp` and on the layout pushed by mloc_call_asm. */
#ifdef __x86_64__
#include "offsets.h"

#define STATE(field) %fs:mloc_state@tpoff + OFF_##field

#define FUNCTION(name) \
    .section .text.name, "ax", @progbits; \
    .globl name; .type name, @function; .p2align 4; name: .cfi_startproc; endbr64
#define END(name) .cfi_endproc; .size name, . - name
#define PUSH(reg) pushq reg; .cfi_adjust_cfa_offset 8
#define POP(reg) popq reg; .cfi_adjust_cfa_offset -8

/* preserve_most: every general register but r11 (and the result) survives.  Vector registers do not. */
#define SAVE_ARGUMENTS PUSH(%rcx); PUSH(%rdx); PUSH(%rsi); PUSH(%rdi); PUSH(%r8); PUSH(%r9); PUSH(%r10)
#define RESTORE_ARGUMENTS POP(%r10); POP(%r9); POP(%r8); POP(%rdi); POP(%rsi); POP(%rdx); POP(%rcx)

/* mloc_alloc_slow(rdi: bytes, r13: region top) -> rax: address of the header */
FUNCTION(mloc_alloc_slow)
    movq STATE(young_ptr), %rax /* cold code does not try by itself */
    subq %rdi, %rax
    cmpq STATE(young_limit), %rax
    jb 1f
    movq %rax, STATE(young_ptr)
    ret
1:  movq %rsp, STATE(last_sp)
    movq %r13, STATE(region_top)
    SAVE_ARGUMENTS
    call mloc_alloc_slow_c
    RESTORE_ARGUMENTS
    ret
END(mloc_alloc_slow)

/* mloc_poll_slow(r13: region top): rax survives too */
FUNCTION(mloc_poll_slow)
    movq %rsp, STATE(last_sp)
    movq %r13, STATE(region_top)
    SAVE_ARGUMENTS
    PUSH(%rax)
    subq $8, %rsp
    .cfi_adjust_cfa_offset 8
    call mloc_poll_slow_c
    addq $8, %rsp
    .cfi_adjust_cfa_offset -8
    POP(%rax)
    RESTORE_ARGUMENTS
    ret
END(mloc_poll_slow)

/* mloc_c_call: r10 is the C function.  It returns straight to compiled code. */
FUNCTION(mloc_c_call)
    movq %rsp, STATE(last_sp)
    movq %r13, STATE(region_top)
    jmp *%r10
END(mloc_c_call)

/* mloc_c_call_raise: the same, and fills the record that mloc_raise_asm returns through. */
FUNCTION(mloc_c_call_raise)
    movq STATE(c_regs), %r11
    movq STATE(local_roots), %rax
    movq %rsp, STATE(last_sp)
    movq %r13, STATE(region_top)
    movq %rbx, (%r11)
    movq %rbp, 8(%r11)
    movq %r12, 16(%r11)
    movq %r13, 24(%r11)
    movq %r14, 32(%r11)
    movq %r15, 40(%r11)
    movq %rsp, 48(%r11)
    movq %rax, 56(%r11)
    jmp *%r10
END(mloc_c_call_raise)

/* mloc_raise_asm(rdi: record): returns 0 to the compiled code that made the call; does not return to C. */
FUNCTION(mloc_raise_asm)
    movq 56(%rdi), %rax
    movq %rax, STATE(local_roots)
    movq (%rdi), %rbx
    movq 8(%rdi), %rbp
    movq 16(%rdi), %r12
    movq 24(%rdi), %r13
    movq 32(%rdi), %r14
    movq 40(%rdi), %r15
    movq 48(%rdi), %rsp
    xorl %eax, %eax
    ret
END(mloc_raise_asm)

/* mloc_call_asm(rdi: code, rsi: closure, rdx: five arguments) -> rax.  Arguments beyond the fifth are in
   mloc_state.overflow already.  The frame, from rsp up: CallbackLink of gc/stackmap.c, a fresh record for
   raising calls, the C registers. */
FUNCTION(mloc_call_asm)
    PUSH(%rbx)
    PUSH(%rbp)
    PUSH(%r12)
    PUSH(%r13)
    PUSH(%r14)
    PUSH(%r15)
    subq $72, %rsp
    .cfi_adjust_cfa_offset 72
    movq %rsp, %r10
    PUSH(STATE(local_roots))
    PUSH(STATE(c_regs))
    PUSH(STATE(region_top))
    PUSH(STATE(last_sp))
    movq %r10, STATE(c_regs)
    movq $0, 48(%r10)
    movq STATE(region_top), %r13
    movq %rdi, %rax
    movq %rdx, %r11
    movq %rsi, %rdi
    movq (%r11), %rsi
    movq 8(%r11), %rdx
    movq 16(%r11), %rcx
    movq 24(%r11), %r8
    movq 32(%r11), %r9
    call *%rax
    .globl mloc_callback_return
    .hidden mloc_callback_return
mloc_callback_return:
    POP(STATE(last_sp))
    POP(STATE(region_top))
    POP(STATE(c_regs))
    POP(STATE(local_roots))
    addq $72, %rsp
    .cfi_adjust_cfa_offset -72
    POP(%r15)
    POP(%r14)
    POP(%r13)
    POP(%r12)
    POP(%rbp)
    POP(%rbx)
    ret
END(mloc_call_asm)

/* Returned to in place of a marked return address (gc/stackmap.c, "The watermark").  Everything that a return can carry survives: the
   returning function may be preserve_most. */
FUNCTION(mloc_watermark_return)
    subq $8, %rsp
    pushq %rax
    pushq %rcx
    pushq %rdx
    pushq %rsi
    pushq %rdi
    pushq %r8
    pushq %r9
    pushq %r10
    pushq %r11
    subq $64, %rsp
    movups %xmm0, (%rsp)
    movups %xmm1, 16(%rsp)
    movups %xmm2, 32(%rsp)
    movups %xmm3, 48(%rsp)
    leaq 136(%rsp), %rdi
    call mloc_watermark_hit
    movq %rax, 136(%rsp)
    movups (%rsp), %xmm0
    movups 16(%rsp), %xmm1
    movups 32(%rsp), %xmm2
    movups 48(%rsp), %xmm3
    addq $64, %rsp
    popq %r11
    popq %r10
    popq %r9
    popq %r8
    popq %rdi
    popq %rsi
    popq %rdx
    popq %rcx
    popq %rax
    ret
END(mloc_watermark_return)

/* mloc_run_on_stack(rdi: function, rsi: its argument, rdx: top of the stack, 16-byte aligned) */
FUNCTION(mloc_run_on_stack)
    PUSH(%rbp)
    movq %rsp, %rbp
    .cfi_def_cfa_register %rbp
    movq %rdx, %rsp
    movq %rdi, %rax
    movq %rsi, %rdi
    call *%rax
    movq %rbp, %rsp
    POP(%rbp)
    .cfi_def_cfa %rsp, 8
    ret
END(mloc_run_on_stack)

    .section .note.GNU-stack, "", @progbits
#endif
