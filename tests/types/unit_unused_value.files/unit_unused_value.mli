val main : unit -> int
