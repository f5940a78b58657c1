(* RUN: --emit=asm -O2 -w --target=x86_64-pc-linux-gnu *)
(* ASM: Recurrence.first Recurrence.last Recurrence.called *)
(* Where a loop tests floats, the operations that make its next floats start with those of the test (backend/recurrence.c): in
   `first` the product of both parts before the comparison; in `last`, 1. -. x of the next iteration.  Not where
   the test calls something, over which it would be spilled. *)
let add (a, b) (c, d) = (a +. c, b +. d)
let mul (a, b) (c, d) = ((a *. c) -. (b *. d), (a *. d) +. (b *. c))
let rec escape c ((a, b) as z) n = if n = 0 || (a *. a) +. (b *. b) > 4. then n else escape c (add (mul z z) c) (n - 1)

let[@inline never] first cx cy =
  let sum = ref 0 in
  for i = 1 to 10 do
    sum := !sum + escape (cx *. float i, cy) (0., 0.) 200
  done;
  !sum

let rec logistic c x n = if n = 0 || x > 1.5 then n else logistic c (x *. (1. -. x) *. c) (n - 1)

let[@inline never] last c =
  let sum = ref 0 in
  for i = 1 to 10 do
    sum := !sum + logistic (c +. float i) 0.3 200
  done;
  !sum

let[@inline never] called cx =
  let rec go x n = if n = 0 || sin x > 4. then n else go ((x *. x) +. cx) (n - 1) in
  go cx 100

let () =
  let one = float (Array.length Sys.argv) in
  Printf.printf "%d %d %d\n" (first (0.2 *. one) 0.5) (last (0.1 *. one)) (called one)
(* EXPECT
Recurrence.first:
    movl $1, %eax
    movl $3, %ecx
    movsd .LCPI28_0(%rip), %xmm1
    movsd .LCPI28_1(%rip), %xmm2
    jmp .L1
.L2:
    movl $1, %edx
.L3:
    leaq -1(%rax,%rdx), %rax
    leaq 2(%rcx), %rdx
    cmpq $21, %rcx
    movq %rdx, %rcx
    je .L4
.L1:
    movq %rcx, %rdx
    shrq %rdx
    xorps %xmm3, %xmm3
    cvtsi2sd %rdx, %xmm3
    mulsd %xmm0, %xmm3
    movl $401, %edx
    xorpd %xmm6, %xmm6
    xorpd %xmm5, %xmm5
    movapd %xmm5, %xmm4
.L5:
    mulsd %xmm4, %xmm4
    mulsd %xmm6, %xmm5
    mulsd %xmm6, %xmm6
    movapd %xmm4, %xmm7
    addsd %xmm6, %xmm7
    ucomisd %xmm1, %xmm7
    ja .L3
    addq $-2, %rdx
    addsd %xmm5, %xmm5
    subsd %xmm6, %xmm4
    addsd %xmm3, %xmm4
    addsd %xmm2, %xmm5
    cmpq $1, %rdx
    movapd %xmm5, %xmm6
    movapd %xmm4, %xmm5
    jne .L5
    jmp .L2
.L4:
    retq
Recurrence.last:
    movl $1, %esi
    movl $3, %ecx
    movsd .LCPI27_0(%rip), %xmm1
    movsd .LCPI27_1(%rip), %xmm2
    movsd .LCPI27_2(%rip), %xmm3
    movsd .LCPI27_3(%rip), %xmm4
    jmp .L6
.L7:
    movq %rax, %rsi
    subq %rdx, %rsi
    leaq 2(%rcx), %rdi
    cmpq $21, %rcx
    movq %rdi, %rcx
    je .L8
.L6:
    movq %rsi, %rax
    movq %rcx, %rdx
    shrq %rdx
    xorps %xmm5, %xmm5
    cvtsi2sd %rdx, %xmm5
    addsd %xmm0, %xmm5
    movq $-400, %rdx
    movapd %xmm2, %xmm7
    movapd %xmm1, %xmm6
.L9:
    subq $-2, %rdx
    je .L7
    mulsd %xmm7, %xmm6
    mulsd %xmm5, %xmm6
    movapd %xmm3, %xmm7
    subsd %xmm6, %xmm7
    ucomisd %xmm4, %xmm6
    jbe .L9
    jmp .L7
.L8:
    subq %rdx, %rax
    retq
Recurrence.called:
    pushq %rbx
    subq $16, %rsp
    movl $201, %ebx
    movsd %xmm0, (%rsp)
.L10:
    movsd %xmm0, 8(%rsp)
    callq sin@PLT
    ucomisd .LCPI26_0(%rip), %xmm0
    ja .L11
    addq $-2, %rbx
    movsd 8(%rsp), %xmm0
    mulsd %xmm0, %xmm0
    addsd (%rsp), %xmm0
    cmpq $1, %rbx
    jne .L10
    movl $1, %ebx
.L11:
    movq %rbx, %rax
    addq $16, %rsp
    popq %rbx
    retq
*)
