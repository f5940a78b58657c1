type stat = {
  minor_words : float;
  promoted_words : float;
  major_words : float;
  minor_collections : int;
  major_collections : int;
  heap_words : int;
  heap_chunks : int;
  live_words : int;
  live_blocks : int;
  free_words : int;
  free_blocks : int;
  largest_free : int;
  fragments : int;
  compactions : int;
  top_heap_words : int;
  stack_size : int;
  forced_major_collections : int;
}

type control = {
  mutable minor_heap_size : int;
  mutable major_heap_increment : int;
  mutable space_overhead : int;
  mutable verbose : int;
  mutable max_overhead : int;
  mutable stack_limit : int;
  mutable allocation_policy : int;
  window_size : int;
  custom_major_ratio : int;
  custom_minor_ratio : int;
  custom_minor_max_size : int;
}

external stat : unit -> stat = "caml_gc_stat"
external quick_stat : unit -> stat = "caml_gc_quick_stat"
external counters : unit -> float * float * float = "caml_gc_counters"
external minor_words : unit -> float = "caml_gc_minor_words"
external region_depth : unit -> int = "caml_region_depth"
external get : unit -> control = "caml_gc_get"
external set : control -> unit = "caml_gc_set"
external minor : unit -> unit = "caml_gc_minor"
external major : unit -> unit = "caml_gc_major"
external region_peak : unit -> int = "caml_region_peak"
external region_words : unit -> int = "caml_region_words"
external full_major : unit -> unit = "caml_gc_full_major"
external compact : unit -> unit = "caml_gc_compaction"

external format_float : local_ string -> local_ float -> string = "caml_format_float"

let major_slice (_ : int) = major (); 0

let allocated_bytes () =
  let (minor, promoted, major) = counters () in
  (minor +. major -. promoted) *. 8.

let line c name text =
  output_string c name;
  output_string c text;
  output_char c '\n'

let print_stat c =
  let s = stat () in
  let int name n = line c name (string_of_int n) in
  (* The three counts of words are aligned on the right. *)
  let a = format_float "%.0f" s.minor_words
  and b = format_float "%.0f" s.promoted_words
  and d = format_float "%.0f" s.major_words in
  let longest = max (String.length a) (max (String.length b) (String.length d)) in
  let right x = String.make (longest - String.length x) ' ' ^ x in
  int "minor_collections:      " s.minor_collections;
  int "major_collections:      " s.major_collections;
  int "compactions:            " s.compactions;
  int "forced_major_collections: " s.forced_major_collections;
  output_char c '\n';
  line c "minor_words:    " (right a);
  line c "promoted_words: " (right b);
  line c "major_words:    " (right d);
  output_char c '\n';
  int "top_heap_words: " s.top_heap_words;
  int "heap_words: " s.heap_words;
  int "live_words: " s.live_words;
  int "free_words: " s.free_words;
  int "largest_free: " s.largest_free;
  int "fragments: " s.fragments;
  output_char c '\n';
  int "live_blocks: " s.live_blocks;
  int "free_blocks: " s.free_blocks;
  int "heap_chunks: " s.heap_chunks
