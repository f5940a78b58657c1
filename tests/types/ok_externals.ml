(* RUN: --emit=interface *)
external add : int -> int -> int = "%addint"
external sqrt : float -> float = "caml_sqrt_float" "sqrt" [@@unboxed] [@@noalloc]
external mix : (float [@unboxed]) -> int -> (int64 [@unboxed]) = "mix_byte" "mix"
external many : int -> int -> int -> int -> int -> int -> unit = "many_byte" "many"
external labelled : x:int -> ?y:int -> unit -> int = "labelled"
(* EXPECT
external add : int -> int -> int = "%addint"
external sqrt : float -> float = "caml_sqrt_float" "sqrt" [@@noalloc] [@@unboxed]
external mix : (float [@unboxed]) -> int -> (int64 [@unboxed]) = "mix_byte" "mix"
external many : int -> int -> int -> int -> int -> int -> unit = "many_byte" "many"
external labelled : x:int -> ?y:int -> unit -> int = "labelled"
*)
