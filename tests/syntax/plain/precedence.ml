let _ = - a ** b
let _ = a ** b ** c
let _ = -1 + 2
let _ = - 1
let _ = - 1.0
let _ = -. 1.0
let _ = -. 1
let _ = +1
let _ = + 1.5
let _ = +. 1.5
let _ = + x
let _ = +. x
let _ = - (1)
let _ = -(-1)
let _ = - - 1
let _ = -x.y
let _ = -f x
let _ = -f x * y
let _ = ~-x.y
let _ = !x.y
let _ = !x.y.z
let _ = !(!x).y
let _ = !(!x)
let _ = ! !x
let _ = !!x
let _ = !f x
let _ = f !x y
let _ = f (!x).y
let _ = a.b.c <- d; e
let _ = a.b <- c.d <- e
let _ = 1 + a.b <- 3
let _ = a.(i).(j)
let _ = a.(i).(j) <- b.(k)
let _ = a.(i) <- if x then y else z; w
let _ = a.[i] <- c, d
let _ = a.x <- b := c
let _ = a := b := c
let _ = a := b, c
let _ = a, b := c
let _ = a, b, c
let _ = (a, b), c
let _ = a :: b :: c
let _ = a :: b @ c
let _ = a @ b :: c
let _ = a @ b @ c ^ d
let _ = a ^ b = c ^ d
let _ = a = b = c
let _ = a < b && c > d || e <> f
let _ = a && b && c
let _ = a || b || c
let _ = a or b & c
let _ = a + b - c + d
let _ = a * b / c mod d
let _ = a land b lor c lxor d
let _ = a lsl b lsr c asr d
let _ = 1 lsl 2 ** 3
let _ = a + b * c ** d
let _ = f x + g y
let _ = f x :: g y
let _ = f -1
let _ = f (-1)
let _ = f ~x:1 - 1
let _ = f ~x:1 -1
let _ = f ~x ~y:!z ?w ?v:u.t
let _ = f ~x:a.b ~y:(fun x -> x) c
let _ = f ~x:(-1) -1
let _ = Some -1
let _ = Some x + 1
let _ = Some x :: y
let _ = f Some x
let _ = Some x.y
let _ = Some !x
let _ = - Some x
let _ = `A x, `B
let _ = `A `B
let _ = f `A x
let _ = lazy x.y
let _ = lazy (f x) :: y
let _ = assert x.y; z
let _ = assert (a = b) && c
let _ = if a then b; c
let _ = if a then b else c; d
let _ = if a then b, c
let _ = if a then b else c, d
let _ = if a then b := c; d
let _ = if a then b else c := d
let _ = if a then if b then c else d
let _ = if a then b else if c then d else e
let _ = 1 + if a then b else c + 2
let _ = if a then b + 1 else c + 2
let _ = if a then x.f <- 1 else y.f <- 2; z
let _ = if a then let x = 1 in x; y
let _ = a; b; c
let _ = a; b;
;;
let _ = let x = 1 in x; y
let _ = (let x = 1 in x); y
let _ = a; let x = 1 in b; c
let _ = 1 + let x = 2 in x + 3
let _ = f (let x = 1 in x) + 1
let _ = a :: let x = 1 in x :: y
let _ = a, let x = 1 in b, c
let _ = a := let x = 1 in b := c
let _ = fun x -> a; b
let _ = fun x -> fun y -> x, y
let _ = (fun x -> x) 1
let _ = a, fun x -> x, y
let _ = f @@ fun x -> x |> g
let _ = x |> f |> g
let _ = f @@ g @@ h x
let _ = x >>= fun y -> f y >>= fun z -> g z
let _ = function A -> a | B -> b; c
let _ = match a with A -> b | B -> c, d
let _ = match a, b with (A, B) -> b; c | _ -> d
let _ = match a with A -> match b with B -> c | C -> d
let _ = try a; b with E -> c | F x -> d; e
let _ = (match a with A -> b); c
let _ = 1 + match a with A -> 1 | B -> 2 + 3
let _ = f x (match a with A -> 1)
let _ = while a; b do c; d done; e
let _ = for i = a to b do c done; d
let _ = for _ = a + 1 downto b do () done
let _ = begin a; b end; c
let _ = begin end
let _ = begin match a with A -> b end :: c
let _ = f begin x end y
let _ = [a; b; c]
let _ = [a, b; c, d]
let _ = [a; b;]
let _ = [fun x -> x; y]
let _ = [(fun x -> x); y]
let _ = [if a then b; c]
let _ = [let x = 1 in x; y]
let _ = [|a; b|]
let _ = [||]
let _ = [a] @ [b] :: [c]
let _ = {a; b = c; M.d = e, f}
let _ = {a with b = c}
let _ = {a.b with c; d}
let _ = {(f x) with c = 1}
let _ = {!r with c = 1}
let _ = {a : int = 1; b : t}
let _ = {a = fun x -> x; b = 1}
let _ = {a = (fun x -> x); b = 1}
let _ = (a : t)
let _ = (a; b : t)
let _ = (a, b : t)
let _ = (a :> t)
let _ = (a : t :> u)
let _ = M.(a + b)
let _ = M.[a; b]
let _ = M.{a = 1}
let _ = M.[|a|]
let _ = M.N.(a).b
let _ = M.(+) 1 2
let _ = M.C x
let _ = M.N.C
let _ = M.x.M.y.z
let _ = f M.C x
let _ = (+) 1 2
let _ = ( * ) 1 2
let _ = (~-) x, ( ! ) y, (mod) a b, (:=) r 1, (||) a b, (.%()), (.%()<-), (.%{;..}), (let*), (and+), ( ** ), (=), (-.)
let _ = (::) (a, b)
let _ = a #op b #op c
let _ = f a #op b c
let _ = a.b #op c.d
let _ = !a #op !b
let _ = - a #op b
let _ = a.%(b)
let _ = a.%(b) <- c
let _ = a.%[b].%{c}
let _ = a.%{b; c} <- d; e
let _ = a.%(b; c)
let _ = a.M.%(b)
let _ = a.{i}, a.{i, j}, a.{i, j, k}, a.{i, j, k, l}
let _ = a.{i, j} <- b
let _ = a.{(i, j)}
let _ = let* x = a in let+ y = b and+ z = c in d; e
let _ = let* x : int = a in b
let _ = let* x in x
let _ = let* f x y = a in b
let _ = let open M in a; b
let _ = let open! M in a
let _ = let module M = N in a, b
let _ = let module M (X : S) : T = N(X) in a
let _ = let module M = struct let x = 1 end in M.x
let _ = let exception E of int in raise (E 1)
let _ = let x = 1 and y = 2 in x + y
let _ = let rec f x = g x and g y = f y in f
let _ = let f : 'a. 'a -> 'a = fun x -> x in f
let _ = let f : type a b. a -> b -> a = fun x y -> x in f
let _ = let f (type a) (x : a) : a = x in f
let _ = let f (type a b) x = x in f
let _ = let f ?x ?(y = 1) ?z:(w = 2) ?(v : int = 3) ~a ~b:c ~(d : int) (e : int) _ () (f, g) = a in f
let _ = fun ?x ~y:(a, b) (type t) z : t -> y
let _ = let (x, y) : int * int = a in x
let _ = let x, y = a and {b; _} = c in x
let _ = let x :: y = a in x
let _ = let (Some x | None as y) = a in x
let _ = let x as y = a in x
let _ = let lazy x = a in x
let _ = let ( + ) a b = c and (!) x = y in a
let _ = let x : t :> u = a in x
let _ = let x :> u = a in x
let _ = let f x : t :> u = a in x
let _ = let () = a; b in c
let _ = (module M : S)
let _ = (module M)
let _ = (module M : S with type t = int and type u = string)
let _ = (module struct let x = 1 end : S)
let _ = f (module M : S) (module N)
let _ = f a [@attr] + b
let _ = a + b [@attr]
let _ = a ^ b [@attr]
let _ = a :: b [@attr]
let _ = a = b [@attr]
let _ = -a [@attr]
let _ = f x y [@inlined] [@foo 1]
let _ = (f x [@inlined]) y
let _ = fun x -> x [@attr]
let _ = if a then b else c [@attr]
let _ = a, b [@attr]
let _ = a; b [@attr]
let _ = match a with A -> b [@attr] | B -> c
let _ = let x = a [@attr] in b
let _ = let[@a] x = a [@@b] and[@c] y = d [@@e] in b
let _ = match[@a] x with y -> z
let _ = if[@a] x then y
let _ = fun[@a] x -> y
let _ = begin[@a] x; y end
let _ = (a [@a]; b [@b])
let _ = [%ext]
let _ = [%ext a + b; c]
let _ = [%ext let x = 1 let y = 2]
let _ = [%ext: int -> int]
let _ = [%ext: val x : int]
let _ = [%ext? Some x when x > 0]
let _ = let%ext x = a in b
let _ = match%ext a with b -> c
let _ = if%ext a then b else c
let _ = fun%ext x -> y
let _ = function%ext A -> b
let _ = try%ext a with b -> c
let _ = while%ext a do b done
let _ = for%ext i = a to b do c done
let _ = begin%ext a; b end
let _ = assert%ext a
let _ = lazy%ext[@foo] a
let _ = a ;%ext b
let _ = {%ext|hello|}
let _ = {%ext.foo id|hello|id}
let%ext x = 1
let _ = x [@ext {|foo|}] [@a.b.c "d"] [@if 1]
let _ = "a\n\t\\\"\'\ \065\x41\o101\u{1F42B}z\
         continued"
let _ = {|raw "\n"|}, {id|a|b|}|id}
let _ = 'a', '\n', '\'', '\\', '"', '\065', '\x41', '\o101', '
'
let _ = 1_000, 0xFF, 0o17, 0b101, 1l, 2L, 3n, 0xFFl, 4z, 1., 1.5, 1e5, 1.5e-3, 0x1.8p3, 1_0.5_0, 2.g, 0xA.p1
let _ = true, false, (), [], None
let _ = x', x'y, _x, x_, f' 'c' 'd'
let _ = a .b
let _ = a. b
let _ = (a).b
let _ = f x.y z.w
let _ = f (x).y
let _ = f x . y
let _ = (fun x -> x).y
let _ = [a].b
let _ = {a}.b
let _ = "abc".[0]
let _ = a != b, a == b, a <> b, a <= b
let _ = a $ b, a & b, a |> b, a <| b
let _ = a %% b, a // b, a *. b, a /. b, a +. b, a -. b, a ++ b, a -- b, a +^ b, a **. b
let _ = a @ b, a @@ b, a ^^ b, a @> b
let _ = ~+ x, ~% x, ?! x, !? x
let _ = a += b
let _ = f ~a:b c |> d
let _ = f ?a:None
