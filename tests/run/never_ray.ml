(* Rays and spheres: vectors are records of floats, a hit is an option of a record. *)
(* words: O2 *)
(* Words that each of a thousand further calls allocates: what one run of [run] costs anyway is taken off. *)
let words_per_call name run =
  ignore (Sys.opaque_identity (run 1));
  let a = Gc.minor_words () in
  ignore (Sys.opaque_identity (run 1));
  let b = Gc.minor_words () in
  ignore (Sys.opaque_identity (run 1001));
  let c = Gc.minor_words () in
  Printf.printf "words %s: %.0f\n" name (c -. b -. (b -. a))

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
      let direct = Float.max 0. (dot h.normal light) *| h.shade in
      if depth = 0 then direct
      else
        let d = ray.direction in
        let reflected = d -| (2. *. dot d h.normal *| h.normal) in
        direct +| (0.3 *| trace spheres { origin = h.point; direction = reflected } (depth - 1))

let spheres =
  Sys.opaque_identity
    [ { centre = { x = 0.; y = 0.; z = 5. }; radius = 1.; colour = { x = 1.; y = 0.5; z = 0.25 } };
      { centre = { x = 1.; y = 1.; z = 4. }; radius = 0.5; colour = { x = 0.2; y = 0.5; z = 1. } };
      { centre = { x = -1.; y = -0.5; z = 3. }; radius = 0.7; colour = { x = 0.1; y = 0.9; z = 0.3 } } ]

let run_intersect n =
  let sum = ref 0. in
  let s = List.hd spheres in
  for i = 1 to n do
    let direction = unit { x = float_of_int (i land 7 - 4) /. 20.; y = 0.1; z = 1. } in
    match intersect { origin = black; direction } s with
    | None -> ()
    | Some h -> sum := !sum +. h.distance +. h.normal.x +. h.point.y
  done;
  !sum

let run_trace n =
  let sum = ref black in
  for i = 1 to n do
    let direction = unit { x = float_of_int (i land 15 - 8) /. 20.; y = float_of_int (i land 7 - 4) /. 20.; z = 1. } in
    sum := !sum +| trace spheres { origin = black; direction } 2
  done;
  !sum.x +. !sum.y +. !sum.z

let () =
  let n = Sys.opaque_identity 100 in
  Printf.printf "%.6f %.6f\n" (run_intersect n) (run_trace n);
  words_per_call "intersect" run_intersect;
  words_per_call "trace" run_trace
