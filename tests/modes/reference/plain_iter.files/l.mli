val iter : 'a list -> f:('a -> unit) -> unit
