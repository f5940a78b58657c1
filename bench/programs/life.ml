(* stresses: two-dimensional arrays, modular indexing, branches *)
let n = if Array.length Sys.argv > 1 then int_of_string Sys.argv.(1) else 1_000
let size = 256
let step g =
  Array.init size (fun i ->
      let up = g.((i + size - 1) mod size) and row = g.(i) and down = g.((i + 1) mod size) in
      Array.init size (fun j ->
          let l = (j + size - 1) mod size and r = (j + 1) mod size in
          let k = up.(l) + up.(j) + up.(r) + row.(l) + row.(r) + down.(l) + down.(j) + down.(r) in
          match k, row.(j) with 3, _ -> 1 | 2, 1 -> 1 | _ -> 0))
let () =
  let s = ref 1 in
  let g = ref (Array.init size (fun _ -> Array.init size (fun _ -> s := (!s * 1103515245 + 12345) land 0x3FFFFFFF; (!s lsr 16) land 1))) in
  for _ = 1 to n do g := step !g done;
  let alive = Array.fold_left (fun a r -> Array.fold_left ( + ) a r) 0 !g in
  let h = ref 0 in Array.iter (Array.iter (fun c -> h := (!h * 2 + c) mod 1000003)) !g;
  Printf.printf "%d %d\n" alive !h;
  if size <= 32 then Array.iter (fun r -> Array.iter (fun c -> print_char (if c = 1 then '#' else '.')) r; print_newline ()) !g
