/* caml/io.h: the layout of channels, for the runtime's own use; stubs should treat it as private. */
#ifndef CAML_IO_H
#define CAML_IO_H

#include <stdbool.h>
#include <sys/types.h>

#include "mlvalues.h"

#define CHANNEL_BUFFER 65536

typedef struct Channel {
  struct Channel *next, *prev;
  int fd;         /* -1: closed */
  int references; /* custom blocks */
  bool is_output;
  off_t offset;   /* of the descriptor: where the buffer ends (input) or begins (output) in the file */
  char *at;       /* next byte to read or write */
  char *end;      /* input: end of what has been read */
  char buffer[CHANNEL_BUFFER];
} Channel;

#define Channel(v) (*((Channel **)Data_custom_val(v)))

#endif
