#pragma once
#include <stddef.h>
#include <stdint.h>

/// The inflate of ISA-L (igzip), several times as fast as zlib's, where its header was there when this was compiled and
/// its library is there now. Neither is needed.
struct throughline_igzip;

/// What a step came to.
enum throughline_igzip_result {
  THROUGHLINE_IGZIP_MORE,
  /// A member is complete, its checksum right; the next step begins another one.
  THROUGHLINE_IGZIP_END,
  THROUGHLINE_IGZIP_DAMAGED,
};

/// A decoder at the beginning of a gzip member; NULL where there is no igzip.
struct throughline_igzip *throughline_igzip_make(void);
void throughline_igzip_free(struct throughline_igzip *decoder);

/// Decodes from `input` to `output`; the counts are what there is before, and what was read and written after.
enum throughline_igzip_result throughline_igzip_step(
    struct throughline_igzip *decoder, const uint8_t *input, uint32_t *input_count, uint8_t *output,
    uint32_t *output_count);
