(** The memory manager. *)

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

(** Counters; see OCaml's manual. *)

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

(** Parameters; see OCaml's manual. *)

external stat : unit -> stat = "caml_gc_stat"
(** Counters, after going through the whole heap. *)

external quick_stat : unit -> stat = "caml_gc_quick_stat"
(** Counters that cost nothing; the others are 0. *)

external counters : unit -> float * float * float = "caml_gc_counters"
(** Words allocated in the minor heap, promoted, allocated in the major heap. *)

external minor_words : unit -> float = "caml_gc_minor_words"
(** Words allocated in the minor heap. *)

external region_depth : unit -> int = "caml_region_depth"
(** Bytes that local allocations take on the region stack now. The same before and after a
    call means that the call left nothing behind. *)

external get : unit -> control = "caml_gc_get"
(** Current parameters. *)

external set : control -> unit = "caml_gc_set"
(** Change the parameters. *)

external minor : unit -> unit = "caml_gc_minor"
(** Minor collection. *)

external major : unit -> unit = "caml_gc_major"
(** Finish the major cycle. *)

external region_peak : unit -> int = "caml_region_peak"
(** The most that has been in use so far, in whole pages. *)

external region_words : unit -> int = "caml_region_words"
(** Words allocated in regions so far. Counted in programs compiled with --debug-regions, else 0. *)

external full_major : unit -> unit = "caml_gc_full_major"
(** Full major collection. *)

external compact : unit -> unit = "caml_gc_compaction"
(** Full major collection and compaction. *)

val major_slice : int -> int
(** Here: a whole major collection; 0. *)

val allocated_bytes : unit -> float
(** Bytes allocated so far. *)

val print_stat : out_channel -> unit
(** Print the counters. *)
