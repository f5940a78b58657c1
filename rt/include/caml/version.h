/* caml/version.h: the OCaml whose C interface these headers follow. */
#ifndef CAML_VERSION_H
#define CAML_VERSION_H
#define OCAML_VERSION_MAJOR 4
#define OCAML_VERSION_MINOR 14
#define OCAML_VERSION_PATCHLEVEL 0
#define OCAML_VERSION 41400
#define OCAML_VERSION_STRING "4.14.0"
#define MLOC_RUNTIME 1
#endif
