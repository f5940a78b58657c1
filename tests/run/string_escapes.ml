module Unesc = struct exception Nope let unescape _ = raise Nope end
(* escapes, quoted strings, nested comments (* like (* this *) *) , "a string with *) in a comment" *)
let dump s = String.iter (fun c -> Printf.printf "%d " (Char.code c)) s; print_newline ()
let () =
  dump "\n\t\r\b\\\"\'\ "; dump "\065\x41\o101\u{41}"; dump "\u{e9}\u{20AC}\u{1F600}";
  dump "line one \
        continued"; dump "a\
   \  b";
  dump {|raw \n "quotes" |}; dump {foo|has |} inside|foo}; dump "two
lines";
  print_endline {|multi
line "raw" \|};
  print_endline (String.escaped "tab\there \"q\" \\ \000 \127 \200 é\n");
  print_endline (Char.escaped '\n' ^ Char.escaped 'a' ^ Char.escaped '\'' ^ Char.escaped '\\' ^ Char.escaped '\003' ^ Char.escaped '"');
  let chars = [ 'a'; '\''; '"'; '\\'; '\n'; '\x7f'; '\o177'; '\065'; '\ ' ] in
  List.iter (fun c -> Printf.printf "%d " (Char.code c)) chars; print_newline ();
  (* a comment with a char '"' and a quote ' and (* nested "str *)" *) done *)
  print_endline "héllo wörld ∀x∈ℝ 日本語 🎉";
  Printf.printf "%d\n" (String.length "日本語");
  (try print_endline (Unesc.unescape "a") with Unesc.Nope -> print_endline "nope")
