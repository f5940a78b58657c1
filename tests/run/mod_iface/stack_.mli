type 'a t
exception Empty_stack of string
val create : ?name:string -> unit -> 'a t
val push : 'a -> 'a t -> unit
val pop : 'a t -> 'a
val to_list : 'a t -> 'a list
module Stats : sig type t = { pushes : int; pops : int } val get : unit -> t end
