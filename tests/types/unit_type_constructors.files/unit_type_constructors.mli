type t = A | B of string
