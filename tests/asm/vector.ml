(* RUN: --emit=asm -O2 -w --target=x86_64-pc-linux-gnu *)
(* ASM: Vector.scale Vector.sum *)
(* for loops over arrays that nothing interrupts are vectorised: addresses are linear in the tagged counter. *)
let[@inline never] scale (a : float array) k =
  for i = 0 to Array.length a - 1 do
    a.(i) <- a.(i) *. k
  done

let[@inline never] sum (a : int array) =
  let s = ref 0 in
  for i = 0 to Array.length a - 1 do
    s := !s + a.(i)
  done;
  !s

let () =
  let n = Sys.opaque_identity 100 in
  scale (Array.make n 1.) 3.;
  print_int (sum (Array.make n 1))
(* EXPECT
Vector.scale:
    movq -8(%rdi), %rax
    shrq $9, %rax
    orq $1, %rax
    cmpq $3, %rax
    jb .L1
    leaq -3(%rax), %rdx
    movl $1, %ecx
    cmpq $38, %rdx
    jb .L2
    leaq -12(%rdi,%rax,4), %rsi
    cmpq %rdi, %rsi
    jb .L2
    movabsq $4611686018427387902, %rsi
    cmpq %rsi, %rdx
    ja .L2
    shrq %rdx
    incq %rdx
    movq %rdx, %rsi
    andq $-4, %rsi
    leaq 1(%rsi,%rsi), %rcx
    leaq 16(%rdi), %r8
    movapd .LCPI7_0(%rip), %xmm0
    movq %rsi, %r9
.L3:
    movupd -16(%r8), %xmm1
    movupd (%r8), %xmm2
    mulpd %xmm0, %xmm1
    mulpd %xmm0, %xmm2
    movupd %xmm1, -16(%r8)
    movupd %xmm2, (%r8)
    addq $32, %r8
    addq $-4, %r9
    jne .L3
    cmpq %rsi, %rdx
    je .L1
.L2:
    leaq -4(%rdi,%rcx,4), %rdx
    subq %rcx, %rax
    movsd .LCPI7_1(%rip), %xmm0
.L4:
    movsd (%rdx), %xmm1
    mulsd %xmm0, %xmm1
    movsd %xmm1, (%rdx)
    addq $8, %rdx
    addq $-2, %rax
    jne .L4
.L1:
    retq
Vector.sum:
    movq -8(%rdi), %rcx
    shrq $9, %rcx
    orq $1, %rcx
    cmpq $3, %rcx
    jb .L5
    leaq -3(%rcx), %rsi
    cmpq $6, %rsi
    jb .L6
    shrq %rsi
    incq %rsi
    movq %rsi, %r8
    andq $-4, %r8
    leaq 1(%r8,%r8), %rdx
    leaq 16(%rdi), %rax
    pxor %xmm0, %xmm0
    movd .LCPI8_1(%rip), %xmm1
    pcmpeqd %xmm2, %xmm2
    movq %r8, %r9
.L7:
    movdqu -16(%rax), %xmm3
    movdqu (%rax), %xmm4
    paddq %xmm2, %xmm1
    paddq %xmm3, %xmm1
    paddq %xmm2, %xmm0
    paddq %xmm4, %xmm0
    addq $32, %rax
    addq $-4, %r9
    jne .L7
    paddq %xmm1, %xmm0
    pshufd $238, %xmm0, %xmm1
    paddq %xmm0, %xmm1
    movq %xmm1, %rax
    cmpq %r8, %rsi
    je .L8
.L9:
    leaq -4(%rdi,%rdx,4), %rsi
    subq %rdx, %rcx
.L10:
    movq (%rsi), %rdx
    leaq -1(%rax,%rdx), %rax
    addq $8, %rsi
    addq $-2, %rcx
    jne .L10
.L8:
    retq
.L6:
    movl $1, %edx
    movl $1, %eax
    jmp .L9
.L5:
    movl $1, %eax
    retq
*)
