(* RUN: --alloc-report=xml *)
let () = ()
(* EXPECT exit=2
mloc: error: there is no report format xml: the formats are text, json and html
(mloc --help lists the options)
*)
