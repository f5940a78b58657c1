(* RUN: --emit=asm -O2 -w --target=x86_64-pc-linux-gnu *)
(* ASM: Modes.leaf Modes.pass Modes.loop Modes.Counter.make Modes.count *)
(* What local allocation costs, from source to instructions (regions.mir begins at MIR).  The top of the region stack is r13, or rdi and
   rdx where results are in the caller's region: no memory holds it.  A function that moves it saves r13 as it would any register
   of its callers.  pass pays nothing, and the ref of the loop is one place, whose region was opened before the loop. *)
type pair = { mutable a : int; b : int }
let[@inline never] look (local_ { a; b }) : int = if a > b then a else b
let[@inline never] leaf (a : int) (b : int) =
  let local_ p = { a; b } in
  look p + 1

let[@inline never] pass (local_ p) = look p

let[@inline never] bump (local_ r) = r := !r * 3
let[@inline never] loop n =
  let sum = ref 0 in
  for i = 1 to n do
    let local_ r = ref i in
    bump r;
    sum := !sum + !r
  done;
  !sum

module Counter = struct
  type t = { mutable n : int; step : int }
  let[@inline never] make step = exclave_ { n = 0; step }
  let[@inline never] next (local_ c) = c.n <- c.n + c.step; c.n
end
let[@inline never] count step =
  let c = Counter.make step in
  let a = Counter.next c in
  a + Counter.next c

let () =
  for n = 1 to Array.length Sys.argv do
    print_int (leaf n (n * n) + pass { a = n; b = n + 1 } + loop n + count n)
  done
(* EXPECT
Modes.leaf:
    pushq %r13
    leaq -24(%r13), %rax
    leaq -16(%r13), %rcx
    movq $2816, -24(%r13)
    movq %rdi, -16(%r13)
    movq %rsi, -8(%r13)
    movq %rax, %r13
    movq %rcx, %rdi
    callq Modes.look
    addq $2, %rax
    popq %r13
    retq
Modes.pass:
    jmp Modes.look
Modes.loop:
    pushq %r15
    pushq %r14
    pushq %r13
    pushq %r12
    pushq %rbx
    cmpq $3, %rdi
    jl .L1
    movq %r13, %rbx
    addq $-16, %r13
    addq $-8, %rbx
    movl $1, %r14d
    movl $1, %r15d
    subq %rdi, %r15
    movl $3, %r12d
.L2:
    movq $1792, -8(%rbx)
    movq %r12, (%rbx)
    movq %rbx, %rdi
    callq Modes.bump
    movq (%rbx), %rax
    leaq -1(%r14,%rax), %r14
    leaq 2(%r15,%r12), %rax
    addq $2, %r12
    cmpq $3, %rax
    jne .L2
.L3:
    movq %r14, %rax
    popq %rbx
    popq %r12
    popq %r13
    popq %r14
    popq %r15
    retq
.L1:
    movl $1, %r14d
    jmp .L3
Modes.Counter.make:
    leaq -24(%rdi), %rdx
    leaq -16(%rdi), %rax
    movq $2816, -24(%rdi)
    movq $1, -16(%rdi)
    movq %rsi, -8(%rdi)
    retq
Modes.count:
    pushq %r14
    pushq %r13
    pushq %rbx
    movq %rdi, %rsi
    movq %r13, %rdi
    callq Modes.Counter.make
    movq %rax, %rbx
    movq %rdx, %r13
    movq %rbx, %rdi
    callq Modes.Counter.next
    movq %rax, %r14
    movq %rbx, %rdi
    callq Modes.Counter.next
    leaq -1(%r14,%rax), %rax
    popq %rbx
    popq %r13
    popq %r14
    retq
*)
