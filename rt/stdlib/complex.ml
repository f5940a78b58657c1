type t = { re : float; im : float }

let zero = { re = 0.; im = 0. }
let one = { re = 1.; im = 0. }
let i = { re = 0.; im = 1. }

let neg z = { re = -.z.re; im = -.z.im }
let conj z = { re = z.re; im = -.z.im }
let add a b = { re = a.re +. b.re; im = a.im +. b.im }
let sub a b = { re = a.re -. b.re; im = a.im -. b.im }
let mul a b = { re = (a.re *. b.re) -. (a.im *. b.im); im = (a.re *. b.im) +. (a.im *. b.re) }

(* Smith's method: the larger part of the divisor divides the smaller one, so that no square overflows. *)
let div a b =
  if abs_float b.re >= abs_float b.im then begin
    let ratio = b.im /. b.re in
    let scale = b.re +. (ratio *. b.im) in
    { re = (a.re +. (ratio *. a.im)) /. scale; im = (a.im -. (ratio *. a.re)) /. scale }
  end
  else begin
    let ratio = b.re /. b.im in
    let scale = b.im +. (ratio *. b.re) in
    { re = ((ratio *. a.re) +. a.im) /. scale; im = ((ratio *. a.im) -. a.re) /. scale }
  end

let inv z = div one z
let norm2 z = (z.re *. z.re) +. (z.im *. z.im)

let norm z =
  let x = abs_float z.re and y = abs_float z.im in
  if x = 0. then y
  else if y = 0. then x
  else begin
    let large = if x >= y then x else y and ratio = if x >= y then y /. x else x /. y in
    large *. Stdlib.sqrt (1. +. (ratio *. ratio))
  end

let arg z = atan2 z.im z.re
let polar r angle = { re = r *. cos angle; im = r *. sin angle }

let sqrt z =
  let x = abs_float z.re and y = abs_float z.im in
  if x = 0. && y = 0. then { re = 0.; im = 0. }
  else begin
    (* the root's larger part: sqrt ((x + |z|) / 2), without overflow *)
    let part =
      if x >= y then begin
        let ratio = y /. x in
        Stdlib.sqrt x *. Stdlib.sqrt (0.5 *. (1. +. Stdlib.sqrt (1. +. (ratio *. ratio))))
      end
      else begin
        let ratio = x /. y in
        Stdlib.sqrt y *. Stdlib.sqrt (0.5 *. (ratio +. Stdlib.sqrt (1. +. (ratio *. ratio))))
      end
    in
    if z.re >= 0. then { re = part; im = 0.5 *. z.im /. part }
    else { re = 0.5 *. y /. part; im = (if z.im >= 0. then part else -.part) }
  end

let exp z =
  let r = Stdlib.exp z.re in
  { re = r *. cos z.im; im = r *. sin z.im }

let log z = { re = Stdlib.log (norm z); im = arg z }
let pow a b = exp (mul b (log a))
