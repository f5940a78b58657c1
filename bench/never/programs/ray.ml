(* Rays and spheres: vectors are records of floats, a hit is an option of a record. *)
type vec = { x : float; y : float; z : float }
type ray = { origin : vec; direction : vec }
type sphere = { centre : vec; radius : float; colour : vec }
type hit = { distance : float; point : vec; normal : vec; shade : vec }

let ( +| ) a b = { x = a.x +. b.x; y = a.y +. b.y; z = a.z +. b.z }
let ( -| ) a b = { x = a.x -. b.x; y = a.y -. b.y; z = a.z -. b.z }
let ( *| ) k a = { x = k *. a.x; y = k *. a.y; z = k *. a.z }
let dot a b = (a.x *. b.x) +. (a.y *. b.y) +. (a.z *. b.z)
let unit a = 1. /. sqrt (dot a a) *| a
let black = { x = 0.; y = 0.; z = 0. }

let intersect ray s =
  let oc = ray.origin -| s.centre in
  let b = dot oc ray.direction in
  let c = dot oc oc -. (s.radius *. s.radius) in
  let d = (b *. b) -. c in
  if d < 0. then None
  else
    let distance = -.b -. sqrt d in
    if distance < 1e-6 then None
    else
      let point = ray.origin +| (distance *| ray.direction) in
      Some { distance; point; normal = unit (point -| s.centre); shade = s.colour }

let rec nearest ray best = function
  | [] -> best
  | s :: rest ->
      let best =
        match (intersect ray s, best) with
        | None, _ -> best
        | Some h, Some h' when h'.distance <= h.distance -> best
        | some, _ -> some
      in
      nearest ray best rest

let light = unit { x = 1.; y = 2.; z = -1. }

let rec trace spheres ray depth =
  match nearest ray None spheres with
  | None -> black
  | Some h ->
      let lit = dot h.normal light in
      let direct = (if lit > 0. then lit else 0.) *| h.shade in
      if depth = 0 then direct
      else
        let d = ray.direction in
        let reflected = d -| (2. *. dot d h.normal *| h.normal) in
        direct +| (0.3 *| trace spheres { origin = h.point; direction = reflected } (depth - 1))

let () =
  let sphere i =
    let f = float_of_int i in
    { centre = { x = (f -. 4.) /. 2.; y = (f *. 0.37) -. 1.5; z = 5. +. (f /. 3.) };
      radius = 0.6;
      colour = { x = f /. 10.; y = 0.5; z = 1. -. (f /. 10.) } }
  in
  let spheres = Sys.opaque_identity (List.init 10 sphere) in
  let size = Sys.opaque_identity 1800 in
  let sum = ref black in
  for j = 0 to size - 1 do
    for i = 0 to size - 1 do
      let at k = (float_of_int k /. float_of_int size) -. 0.5 in
      let direction = unit { x = at i; y = at j; z = 1. } in
      sum := !sum +| trace spheres { origin = black; direction } 2
    done
  done;
  Printf.printf "%.6f %.6f %.6f\n" !sum.x !sum.y !sum.z
