#include "igzip.h"

#if __has_include(<isa-l/igzip_lib.h>)

#include <dlfcn.h>
#include <isa-l/igzip_lib.h>
#include <pthread.h>
#include <stdlib.h>

struct throughline_igzip {
  struct inflate_state state;
};

static void (*inflate_init)(struct inflate_state *);
static void (*inflate_reset)(struct inflate_state *);
static int (*inflate_step)(struct inflate_state *);
static pthread_once_t once = PTHREAD_ONCE_INIT;

// Opened by name and not linked, so that a binary built where it is runs where it is not.
static void open_library(void) {
#ifdef __APPLE__
  void *library = dlopen("libisal.2.dylib", RTLD_NOW | RTLD_LOCAL);
#else
  void *library = dlopen("libisal.so.2", RTLD_NOW | RTLD_LOCAL);
#endif
  if (!library) return;
  *(void **)&inflate_init = dlsym(library, "isal_inflate_init");
  *(void **)&inflate_reset = dlsym(library, "isal_inflate_reset");
  *(void **)&inflate_step = dlsym(library, "isal_inflate");
}

struct throughline_igzip *throughline_igzip_make(void) {
  pthread_once(&once, open_library);
  if (!inflate_init || !inflate_reset || !inflate_step) return NULL;
  struct throughline_igzip *decoder = malloc(sizeof *decoder);
  if (!decoder) return NULL;
  inflate_init(&decoder->state);
  decoder->state.crc_flag = ISAL_GZIP_NO_HDR;
  return decoder;
}

void throughline_igzip_free(struct throughline_igzip *decoder) { free(decoder); }

void throughline_igzip_reset(struct throughline_igzip *decoder) {
  inflate_reset(&decoder->state);
  decoder->state.crc_flag = ISAL_GZIP_NO_HDR;
}

enum throughline_igzip_result throughline_igzip_step(
    struct throughline_igzip *decoder, const uint8_t *input, uint32_t *input_count, uint8_t *output,
    uint32_t *output_count) {
  struct inflate_state *state = &decoder->state;
  uint32_t input_before = *input_count, output_before = *output_count;
  state->next_in = (uint8_t *)input;
  state->avail_in = input_before;
  state->next_out = output;
  state->avail_out = output_before;
  int code = inflate_step(state);
  *input_count = input_before - state->avail_in;
  *output_count = output_before - state->avail_out;
  if (code < 0) return THROUGHLINE_IGZIP_DAMAGED;
  return state->block_state == ISAL_BLOCK_FINISH ? THROUGHLINE_IGZIP_END : THROUGHLINE_IGZIP_MORE;
}

int throughline_igzip_rest(const struct throughline_igzip *decoder, uint8_t *bytes) {
  // What is left of the last byte is padding.
  int bits = decoder->state.read_in_length;
  uint64_t rest = decoder->state.read_in >> (bits % 8);
  for (int index = 0; index < bits / 8; index++) bytes[index] = (uint8_t)(rest >> (8 * index));
  return bits / 8;
}

uint32_t throughline_igzip_crc(const struct throughline_igzip *decoder) { return decoder->state.crc; }
uint32_t throughline_igzip_length(const struct throughline_igzip *decoder) { return decoder->state.total_out; }

#else

struct throughline_igzip *throughline_igzip_make(void) { return NULL; }

void throughline_igzip_free(struct throughline_igzip *decoder) { (void)decoder; }
void throughline_igzip_reset(struct throughline_igzip *decoder) { (void)decoder; }

enum throughline_igzip_result throughline_igzip_step(
    struct throughline_igzip *decoder, const uint8_t *input, uint32_t *input_count, uint8_t *output,
    uint32_t *output_count) {
  (void)decoder, (void)input, (void)input_count, (void)output, (void)output_count;
  return THROUGHLINE_IGZIP_DAMAGED;
}

int throughline_igzip_rest(const struct throughline_igzip *decoder, uint8_t *bytes) {
  (void)decoder, (void)bytes;
  return 0;
}

uint32_t throughline_igzip_crc(const struct throughline_igzip *decoder) { return (void)decoder, 0; }
uint32_t throughline_igzip_length(const struct throughline_igzip *decoder) { return (void)decoder, 0; }

#endif
