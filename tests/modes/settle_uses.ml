(* RUN: --emit=typed %s *)
(* Allocations are as local as their uses allow. *)
let count l = let n = ref 0 in List.iter (fun _ -> incr n) l; !n
let count_in_tail_call l = let n = ref 0 in List.iter (fun _ -> incr n) l
let nontail l k = List.iter (fun x -> k x) l [@nontail]
let swap p = let (a, b) = p in (b, a)
let through f = let q = swap (f, f) in fst q
let inner () = let id x = x in let p = (1, 2) in fst (id p)
let maker () = exclave_ ref 0
let rec maybe l = match l with [] -> Some 0 | _ :: t -> (match maybe t with None -> None | Some n -> exclave_ Some (n + 1))
(* EXPECT
let
  Settle_uses.count : 'a list -> int
  =
    fun count : 'a list -> int
      param  : 'a list
        l/1 : 'a list
      let : int
        n/2 : int ref @ local
        =
          %makemutable : int ref on the stack
            0
      in
        do
          apply : unit
            List.iter : local_ ('a -> unit) -> 'a list -> unit
            fun  : 'a -> unit on the stack
              param  : 'a
                _
              %incr : unit
                n/2 : int ref
            l/1 : 'a list
        %field0 : int
          n/2 : int ref
let
  Settle_uses.count_in_tail_call : 'a list -> unit
  =
    fun count_in_tail_call : 'a list -> unit
      param  : 'a list
        l/3 : 'a list
      let : unit
        n/4 : int ref
        =
          %makemutable : int ref
            0
      in
        apply (tail call) : unit
          List.iter : local_ ('a -> unit) -> 'a list -> unit
          fun  : 'a -> unit
            param  : 'a
              _
            %incr : unit
              n/4 : int ref
          l/3 : 'a list
let
  Settle_uses.nontail : 'a list -> ('a -> unit) -> unit
  =
    fun nontail : 'a list -> ('a -> unit) -> unit
      param  : 'a list
        l/5 : 'a list
      param  : 'a -> unit
        k/6 : 'a -> unit
      apply [@nontail] : unit
        List.iter : local_ ('a -> unit) -> 'a list -> unit
        fun  : 'a -> unit on the stack
          param  : 'a
            x/7 : 'a
          apply (tail call) : unit
            k/6 : 'a -> unit
            x/7 : 'a
        l/5 : 'a list
let
  Settle_uses.swap : 'a * 'b -> 'b * 'a
  =
    fun swap : 'a * 'b -> 'b * 'a
      param  : 'a * 'b
        p/8 : 'a * 'b
      let : 'a * 'b
        tuple
          a/9 : 'a
          b/10 : 'a
        =
          p/8 : 'a * 'b
      in
        tuple : 'a * 'b
          b/10 : 'a
          a/9 : 'a
let
  Settle_uses.through : 'a -> 'a
  =
    fun through : 'a -> 'a
      param  : 'a
        f/11 : 'a
      let : 'a
        q/12 : 'a * 'a
        =
          apply : 'a * 'a
            Settle_uses.swap : 'a * 'a -> 'a * 'a
            tuple : 'a * 'a
              f/11 : 'a
              f/11 : 'a
      in
        %field0 : 'a
          q/12 : 'a * 'a
let
  Settle_uses.inner : unit -> int
  =
    fun inner : unit -> int
      param  : unit
        () : unit
      let : int
        id/13 : local_ 'a -> local_ 'a @ local
        =
          fun id : local_ 'a -> local_ 'a on the stack
            param  : 'a @ local
              x/14 : 'a
            x/14 : 'a
      in
        let : int
          p/15 : int * int @ local
          =
            tuple : int * int on the stack
              1
              2
        in
          %field0 : int
            apply : int * int
              id/13 : local_ int * int -> local_ int * int
              p/15 : int * int
let
  Settle_uses.maker : unit -> local_ int ref
  =
    fun maker : unit -> local_ int ref
      param  : unit
        () : unit
      exclave_ : int ref
        %makemutable : int ref on the stack
          0
let rec
  Settle_uses.maybe : 'a list -> local_ int option
  =
    fun maybe : 'a list -> local_ int option
      param  : 'a list
        l/16 : 'a list
      match : int option
        l/16 : 'a list
        |
          [] : 'a list
        ->
          Some : int option
            0
        |
          :: : 'a list
            _
            t/17 : 'a list
        ->
          match : int option
            apply : int option
              Settle_uses.maybe : 'a list -> local_ int option
              t/17 : 'a list
            |
              None : int option
            ->
              None : int option
            |
              Some : int option
                n/18 : int @ local
            ->
              exclave_ : int option
                Some : int option on the stack
                  %addint : int
                    n/18 : int
                    1
*)
