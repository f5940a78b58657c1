(* stresses: float records with mutable fields, unboxed float arithmetic in loops *)
let n = if Array.length Sys.argv > 1 then int_of_string Sys.argv.(1) else 10_000_000
type body = { mutable x : float; mutable y : float; mutable z : float; mutable vx : float; mutable vy : float; mutable vz : float; mass : float }
let solar = 4. *. Float.pi *. Float.pi
let year = 365.24
let body x y z vx vy vz m = { x; y; z; vx = vx *. year; vy = vy *. year; vz = vz *. year; mass = m *. solar }
let bodies = [|
  body 0. 0. 0. 0. 0. 0. 1.;
  body 4.84 (-1.16) (-0.10) 0.00166 0.00770 (-0.0000690) 0.000955;
  body 8.34 4.12 (-0.40) (-0.00277) 0.00499 0.0000230 0.000286;
  body 12.89 (-15.11) (-0.22) 0.00296 0.00238 (-0.0000297) 0.0000437;
  body 15.38 (-25.92) 0.18 0.00268 0.00163 (-0.0000952) 0.0000515 |]
let momentum () =
  let px = ref 0. and py = ref 0. and pz = ref 0. in
  Array.iter (fun b -> px := !px +. b.vx *. b.mass; py := !py +. b.vy *. b.mass; pz := !pz +. b.vz *. b.mass) bodies;
  let s = bodies.(0) in
  s.vx <- -. !px /. solar; s.vy <- -. !py /. solar; s.vz <- -. !pz /. solar
let energy () =
  let e = ref 0. in
  for i = 0 to Array.length bodies - 1 do
    let b = bodies.(i) in
    e := !e +. 0.5 *. b.mass *. (b.vx *. b.vx +. b.vy *. b.vy +. b.vz *. b.vz);
    for j = i + 1 to Array.length bodies - 1 do
      let c = bodies.(j) in
      let dx = b.x -. c.x and dy = b.y -. c.y and dz = b.z -. c.z in
      e := !e -. b.mass *. c.mass /. sqrt (dx *. dx +. dy *. dy +. dz *. dz)
    done
  done;
  !e
let advance dt =
  let k = Array.length bodies in
  for i = 0 to k - 1 do
    let b = bodies.(i) in
    for j = i + 1 to k - 1 do
      let c = bodies.(j) in
      let dx = b.x -. c.x and dy = b.y -. c.y and dz = b.z -. c.z in
      let d2 = dx *. dx +. dy *. dy +. dz *. dz in
      let mag = dt /. (d2 *. sqrt d2) in
      b.vx <- b.vx -. dx *. c.mass *. mag; b.vy <- b.vy -. dy *. c.mass *. mag; b.vz <- b.vz -. dz *. c.mass *. mag;
      c.vx <- c.vx +. dx *. b.mass *. mag; c.vy <- c.vy +. dy *. b.mass *. mag; c.vz <- c.vz +. dz *. b.mass *. mag
    done
  done;
  Array.iter (fun b -> b.x <- b.x +. dt *. b.vx; b.y <- b.y +. dt *. b.vy; b.z <- b.z +. dt *. b.vz) bodies
let () =
  momentum ();
  Printf.printf "%.9f\n" (energy ());
  for _ = 1 to n do advance 0.01 done;
  Printf.printf "%.9f\n" (energy ())
