exception Fuel
let fuel = ref 1500
let tick () = if !fuel <= 0 then raise Fuel else decr fuel
let lines = ref 0
let put s = incr lines; if !lines < 3000 then ()
let v594 : int = 0
let fn699 (p700 : int) = tick (); let x793 = 0 in fun (p701 : string) -> (let x702 = (match p700 with 2 -> p701 | (_ as x718) -> "\000\255" | (-7) when true -> "hello" | 3 -> "a" | 0 -> p701) in (for i784 = 0 to 2 do 0; 0; 0 done))
let () = try put (fn699 v594 "") with e -> put 0