(* RUN: --emit=asm -O2 -w --target=x86_64-pc-linux-gnu *)
(* ASM: Elements.dot Elements.get2 Elements.next *)
(* What an access to a bigarray costs.  dot: the loop's bounds imply the test of a's index, b's is a comparison; the addresses of the
   data are loaded before the loop.  get2: two tests and a multiplication.  next: what is read after a call is reached through
   the block again, so that the block is alive. *)
open Bigarray
type vector = (float, float64_elt, c_layout) Array1.t

let[@inline never] dot (a : vector) (b : vector) =
  let s = ref 0. in
  for i = 0 to Array1.dim a - 1 do s := !s +. (a.{i} *. b.{i}) done;
  if !s > 0. then 1 else 0

let[@inline never] get2 (m : (int, int16_signed_elt, fortran_layout) Array2.t) i j = m.{i, j}

let[@inline never] collect n = Array1.create int c_layout n
let[@inline never] next (a : (int, int_elt, c_layout) Array1.t) =
  let x = a.{0} in
  let b = collect x in
  a.{1} + b.{0}

let () =
  let v = Array1.create float64 c_layout 1 and m = Array2.create int16_signed fortran_layout 1 1 in
  print_int (dot v v + get2 m (Sys.opaque_identity 1) (Sys.opaque_identity 1) + next (collect 2))
(* EXPECT
Elements.dot:
    movq 40(%rdi), %r8
    testq %r8, %r8
    je .L1
    movq 40(%rsi), %rax
    testq %rax, %rax
    je .L2
    addq %r8, %r8
    addq %rax, %rax
    movq 8(%rsi), %rcx
    movq 8(%rdi), %rdx
    movl $2, %esi
    subq %r8, %rsi
    movl $1, %edi
    xorpd %xmm0, %xmm0
.L3:
    movapd %xmm0, %xmm1
    leaq (%rsi,%rdi), %r8
    movsd -4(%rcx,%rdi,4), %xmm0
    mulsd -4(%rdx,%rdi,4), %xmm0
    addsd %xmm1, %xmm0
    cmpq $1, %r8
    je .L4
    addq $2, %rdi
    cmpq %rax, %rdi
    jbe .L3
.L2:
    movq $"Bigarray.const/3"+8, %fs:mloc_state@TPOFF+16
    xorl %eax, %eax
    retq
.L4:
    xorpd %xmm1, %xmm1
    xorl %eax, %eax
    ucomisd %xmm1, %xmm0
    seta %al
    leaq 1(%rax,%rax), %rax
    retq
.L1:
    movl $1, %eax
    retq
Elements.get2:
    leaq -2(%rsi), %rcx
    movq 40(%rdi), %rax
    leaq (%rax,%rax), %r8
    cmpq %r8, %rcx
    ja .L5
    leaq -2(%rdx), %rcx
    movq 48(%rdi), %r8
    addq %r8, %r8
    cmpq %r8, %rcx
    ja .L5
    addq $-3, %rdx
    imulq %rdx, %rax
    addq 8(%rdi), %rax
    movswq -3(%rsi,%rax), %rax
    leaq 1(%rax,%rax), %rax
    retq
.L5:
    movq $"Bigarray.const/3"+8, %fs:mloc_state@TPOFF+16
    xorl %eax, %eax
    retq
Elements.next:
    pushq %rbx
    subq $16, %rsp
    movq 40(%rdi), %rbx
    testq %rbx, %rbx
    je .L6
    movq 8(%rdi), %rax
    movq (%rax), %rax
    leaq 1(%rax,%rax), %rax
    movq %rdi, 8(%rsp)
    movq %rax, %rdi
    callq Elements.collect
    testq %rax, %rax
    je .L7
    cmpq $1, %rbx
    je .L6
    cmpq $0, 40(%rax)
    je .L6
    movq 8(%rsp), %rcx
    movq 8(%rcx), %rcx
    movq 8(%rax), %rax
    movq (%rax), %rax
    addq %rax, %rax
    movq 8(%rcx), %rcx
    leaq 1(%rax,%rcx,2), %rax
.L8:
    addq $16, %rsp
    popq %rbx
    retq
.L6:
    movq $"Bigarray.const/3"+8, %fs:mloc_state@TPOFF+16
.L7:
    xorl %eax, %eax
    jmp .L8
*)
