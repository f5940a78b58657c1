(* RUN: check *)
type t = C0 | C1 | C2 | C3 | C4 | C5 | C6 | C7 | C8 | C9 | C10 | C11 | C12 | C13 | C14 | C15 | C16 | C17 | C18 | C19 | C20 | C21 | C22 | C23 | C24 | C25 | C26 | C27 | C28 | C29
let f = function C0 -> 1
(* EXPECT
exhaust_many.ml:3:9: warning[W008]: this pattern-matching is not exhaustive. Here is an example of a case that is not matched: (C1|C2|C3|C4|C5|C6|C7|C8|C9|C10|C11|C12|C13|C14|C15|C16|C17|C18|C19|C20|...)
  |
3 | let f = function C0 -> 1
  |         ^^^^^^^^^^^^^^^^
*)
