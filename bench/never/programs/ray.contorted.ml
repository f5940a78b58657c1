(* All vectors are in one array of floats; functions get and return places in it. *)
let m = Bigarray.Array1.create Bigarray.float64 Bigarray.c_layout 4096

(* 0 ray's origin, 3 its direction; 6 hit: distance, point 7, normal 10, shade 13; 16 light; 20 sums; spheres from 100 on,
   seven each: centre, radius, colour; colours of the depths from 30 on *)
let intersect s best =
  let ox = m.{0} -. m.{s} and oy = m.{1} -. m.{s + 1} and oz = m.{2} -. m.{s + 2} in
  let b = (ox *. m.{3}) +. (oy *. m.{4}) +. (oz *. m.{5}) in
  let c = (ox *. ox) +. (oy *. oy) +. (oz *. oz) -. (m.{s + 3} *. m.{s + 3}) in
  let d = (b *. b) -. c in
  if d < 0. then best
  else
    let distance = -.b -. sqrt d in
    if distance < 1e-6 || (best && m.{6} <= distance) then best
    else begin
      let px = m.{0} +. (distance *. m.{3}) and py = m.{1} +. (distance *. m.{4}) and pz = m.{2} +. (distance *. m.{5}) in
      m.{6} <- distance;
      m.{7} <- px;
      m.{8} <- py;
      m.{9} <- pz;
      let nx = px -. m.{s} and ny = py -. m.{s + 1} and nz = pz -. m.{s + 2} in
      let k = 1. /. sqrt ((nx *. nx) +. (ny *. ny) +. (nz *. nz)) in
      m.{10} <- k *. nx;
      m.{11} <- k *. ny;
      m.{12} <- k *. nz;
      m.{13} <- m.{s + 4};
      m.{14} <- m.{s + 5};
      m.{15} <- m.{s + 6};
      true
    end

let rec nearest i n best = if i = n then best else nearest (i + 1) n (intersect (100 + (7 * i)) best)

(* the colour goes to place r *)
let rec trace n depth r =
  if not (nearest 0 n false) then begin
    m.{r} <- 0.;
    m.{r + 1} <- 0.;
    m.{r + 2} <- 0.
  end
  else begin
    let lit = (m.{10} *. m.{16}) +. (m.{11} *. m.{17}) +. (m.{12} *. m.{18}) in
    let lit = if lit > 0. then lit else 0. in
    m.{r} <- lit *. m.{13};
    m.{r + 1} <- lit *. m.{14};
    m.{r + 2} <- lit *. m.{15};
    if depth > 0 then begin
      let k = 2. *. ((m.{3} *. m.{10}) +. (m.{4} *. m.{11}) +. (m.{5} *. m.{12})) in
      m.{3} <- m.{3} -. (k *. m.{10});
      m.{4} <- m.{4} -. (k *. m.{11});
      m.{5} <- m.{5} -. (k *. m.{12});
      m.{0} <- m.{7};
      m.{1} <- m.{8};
      m.{2} <- m.{9};
      trace n (depth - 1) (r + 3);
      m.{r} <- m.{r} +. (0.3 *. m.{r + 3});
      m.{r + 1} <- m.{r + 1} +. (0.3 *. m.{r + 4});
      m.{r + 2} <- m.{r + 2} +. (0.3 *. m.{r + 5})
    end
  end

let () =
  for i = 0 to 9 do
    let f = float_of_int i and s = 100 + (7 * i) in
    m.{s} <- (f -. 4.) /. 2.;
    m.{s + 1} <- (f *. 0.37) -. 1.5;
    m.{s + 2} <- 5. +. (f /. 3.);
    m.{s + 3} <- 0.6;
    m.{s + 4} <- f /. 10.;
    m.{s + 5} <- 0.5;
    m.{s + 6} <- 1. -. (f /. 10.)
  done;
  let k = 1. /. sqrt 6. in
  m.{16} <- k *. 1.;
  m.{17} <- k *. 2.;
  m.{18} <- k *. -1.;
  for i = 20 to 22 do
    m.{i} <- 0.
  done;
  let size = Sys.opaque_identity 1800 in
  for j = 0 to size - 1 do
    for i = 0 to size - 1 do
      let x = (float_of_int i /. float_of_int size) -. 0.5 and y = (float_of_int j /. float_of_int size) -. 0.5 in
      let k = 1. /. sqrt ((x *. x) +. (y *. y) +. 1.) in
      m.{0} <- 0.;
      m.{1} <- 0.;
      m.{2} <- 0.;
      m.{3} <- k *. x;
      m.{4} <- k *. y;
      m.{5} <- k *. 1.;
      trace 10 2 30;
      m.{20} <- m.{20} +. m.{30};
      m.{21} <- m.{21} +. m.{31};
      m.{22} <- m.{22} +. m.{32}
    done
  done;
  Printf.printf "%.6f %.6f %.6f\n" m.{20} m.{21} m.{22}
