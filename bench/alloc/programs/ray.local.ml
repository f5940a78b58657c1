(* A small ray tracer: vectors, rays and hits are local records. *)
type vec = { x : float; y : float; z : float }
type ray = { origin : vec; dir : vec }
type sphere = { centre : vec; radius : float; shade : float }
type hit = { distance : float; point : vec; normal : vec; shade : float }

let add (local_ a) (local_ b) = exclave_ stack_ { x = a.x +. b.x; y = a.y +. b.y; z = a.z +. b.z }
let sub (local_ a) (local_ b) = exclave_ stack_ { x = a.x -. b.x; y = a.y -. b.y; z = a.z -. b.z }
let scale k (local_ a) = exclave_ stack_ { x = k *. a.x; y = k *. a.y; z = k *. a.z }
let dot (local_ a) (local_ b) = (a.x *. b.x) +. (a.y *. b.y) +. (a.z *. b.z)
let unit (local_ a) = exclave_ scale (1.0 /. sqrt (dot a a)) a

let meet (local_ r) (local_ s) =
  let v = sub s.centre r.origin in
  let b = dot v r.dir in
  let d = (b *. b) -. dot v v +. (s.radius *. s.radius) in
  if d < 0.0 then infinity
  else
    let root = sqrt d in
    if b -. root > 0.001 then b -. root else if b +. root > 0.001 then b +. root else infinity

let rec nearest (local_ r) spheres (local_ best) = exclave_
  match spheres with
  | [] -> best
  | s :: rest ->
    let d = meet r s in
    (match best with
     | Some h when h.distance <= d -> nearest r rest best
     | _ ->
       if d = infinity then nearest r rest best
       else
         let point = add r.origin (scale d r.dir) in
         nearest r rest (stack_ (Some (stack_ { distance = d; point; normal = unit (sub point s.centre); shade = s.shade }))))

let light = { x = -0.5; y = 0.7; z = -0.5 }

let rec trace depth (local_ r) spheres =
  match nearest r spheres None with
  | None -> 0.1 +. (0.2 *. r.dir.y)
  | Some h ->
    let direct = dot h.normal light in
    let direct = if direct < 0.0 then 0.0 else direct in
    let own = h.shade *. (0.2 +. (0.8 *. direct)) in
    if depth = 0 then own
    else
      let back = scale (2.0 *. dot r.dir h.normal) h.normal in
      let mirror = stack_ { origin = h.point; dir = sub r.dir back } in
      let seen = trace (depth - 1) mirror spheres in
      own +. (0.3 *. seen)

let scene =
  List.init 12 (fun i ->
      let f = float_of_int i in
      { centre = { x = (f *. 0.9) -. 5.0; y = sin f; z = 6.0 +. cos f }; radius = 0.6; shade = 0.3 +. (0.05 *. f) })

let () =
  let size = if Array.length Sys.argv > 1 then int_of_string Sys.argv.(1) else 2_000 in
  let total = ref 0.0 in
  for j = 0 to size - 1 do
    for i = 0 to size - 1 do
      let at k = (float_of_int k -. (float_of_int size /. 2.0)) /. float_of_int size in
      let dir = unit (stack_ { x = at i; y = at j; z = 1.0 }) in
      total := !total +. trace 3 (stack_ { origin = stack_ { x = 0.0; y = 0.0; z = 0.0 }; dir }) scene
    done
  done;
  Printf.printf "%.6f\n" !total
