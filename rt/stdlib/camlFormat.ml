(* The run-time representation of format strings.

   This unit is compiled FIRST, with nothing opened: it holds types only and
   uses nothing but predefined types.  Stdlib depends on it (for ( ^^ ) and
   string_of_format), and so does CamlFormatRun, which interprets it.

   A literal of type (_,_,_,_,_,_) format6 is compiled to a static constant
   which is exactly a value of the type [t] below:

     t  =  block tag 0, size 2:  { items : item list; source : string }

   [items] is an ordinary list (cons blocks tag 0 size 2, [] = constant 0) and
   [source] the text of the literal after unescaping (what string_of_format
   returns).

   Constant constructors of [item], numbered in order:

     0 Flush       %!          takes no argument
     1 Alpha       %a          takes two: the printer, then its argument
     2 Theta       %t          takes one: the printer
     3 Char        %c
     4 Caml_char   %C
     5 Int_d       %d or %i without flag, width or precision
     6 Str         %s without flag or width
     7 Reader      %r          (Scanf only)
     8 Next_char   %0c         (Scanf only)

   Non-constant constructors: block tag (from 0 in order) and fields:

     0 Lit (text)                     literal text, never empty; adjacent
                                      pieces must be merged.  %% gives "%",
                                      %@ gives "@", %, gives nothing.
     1 String (flags, width)          %s with a width
     2 Caml_string (flags, width)     %S
     3 Bool (flags, width)            %B and %b
     4 Int (letter, flags, width, precision)        %d %i %u %x %X %o
     5 Int32 (letter, flags, width, precision)      %ld %li %lu %lx %lX %lo
     6 Nativeint (letter, flags, width, precision)  %nd ...
     7 Int64 (letter, flags, width, precision)      %Ld ...
     8 Float (letter, flags, width, precision)      %f %F %e %E %g %G %h %H
     9 Subst (ty)                     %( ty %): takes a format, then the
                                      arguments of that format
    10 Format_type (ty)               %{ ty %}: takes a format, prints ty
    11 Counter (letter)               %l %n %L %N alone (Scanf; Printf prints
                                      an int, as %u)
    12 Formatting (text)              one Format directive introduced by @ other
                                      than @[ and @{ : "@]" "@}" "@," "@ "
                                      "@;" or "@;<1 2>" "@." "@?" "@\n"
                                      "@@" "@%" (from "@%%") "@<3>", or "@" and
                                      one ordinary character
    13 Open_box (items)               @[<...>: the items between @[ and the end
                                      of the box's < > part, both included
                                      (empty if there is no such part)
    14 Open_tag (items)               @{<...>: the same
    15 Ignored (item)                 %_d etc. (Scanf only)
    16 Char_set (width, set)          %[set] (Scanf only)

   In Printf, Formatting text prints as it stands, Open_box l prints "@[" and
   then l.  A compiler that does not treat @ yet may put these texts in Lit.

   letter: the conversion's letter, a char, for Int32 & co the second one
     ('x' for %lx).
   flags: the sum of  1 for '-', 2 for '0', 4 for '+', 8 for ' ', 16 for '#'.
   width: the literal number, or -1 if absent, or -2 for *.
   precision: the literal number (0 for a lone point), or -1 if absent, or
     -2 for .*
   Each * takes an int argument before the converted one: width, then
   precision, then value.
   ty: the canonical text of the format's type, e.g. "%i%s" for "x%5d-%s":
     each conversion without flags; d i u x X o -> "%i", "%li", "%ni", "%Li";
     floats -> "%f"; B b -> "%B"; c C -> "%c"; s S -> "%s"; * -> "%i" ;
     %a %t %r %( %) %{ %} keep their form. *)

type item =
  | Flush
  | Alpha
  | Theta
  | Char
  | Caml_char
  | Int_d
  | Str
  | Reader
  | Next_char
  | Lit of string
  | String of int * int
  | Caml_string of int * int
  | Bool of int * int
  | Int of char * int * int * int
  | Int32 of char * int * int * int
  | Nativeint of char * int * int * int
  | Int64 of char * int * int * int
  | Float of char * int * int * int
  | Subst of string
  | Format_type of string
  | Counter of char
  | Formatting of string
  | Open_box of item list
  | Open_tag of item list
  | Ignored of item
  | Char_set of int * string

type t = { items : item list; source : string }
