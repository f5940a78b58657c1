(* RUN: check --error-format=json *)
let f x = (x + [1; 2) + 3
let x = "\q"
(* EXPECT exit=1
{"severity":"error","code":"E0111","message":"Expected `]`, found `)`: this `[` is not closed","file":"json.ml","line":2,"column":21,"end_line":2,"end_column":22,"start":57,"end":58,"labels":[{"primary":false,"text":"opened here","file":"json.ml","line":2,"column":16,"end_line":2,"end_column":17,"start":52,"end":53}],"notes":[],"help":[],"fix":null}
{"severity":"warning","code":"W014","message":"Illegal backslash escape in a string","file":"json.ml","line":3,"column":10,"end_line":3,"end_column":12,"start":72,"end":74,"labels":[],"notes":[],"help":["write \\\\ for a backslash"],"fix":null}
*)
