module M : sig val x : int val y : int end
