#pragma once
#include <stddef.h>
#include <stdint.h>

/// The inflate of ISA-L (igzip), several times as fast as zlib's, where its header was there when this was compiled and
/// its library is there now. Neither is needed.
///
/// It reads raw deflate data: the header and trailer of a gzip member are the caller's, because igzip does not tell
/// data that ends early from data that is something else.
struct throughline_igzip;

/// What a step came to.
enum throughline_igzip_result {
  THROUGHLINE_IGZIP_MORE,
  THROUGHLINE_IGZIP_END,
  THROUGHLINE_IGZIP_DAMAGED,
};

/// A decoder at the beginning of deflate data; NULL where there is no igzip.
struct throughline_igzip *throughline_igzip_make(void);
void throughline_igzip_free(struct throughline_igzip *decoder);

/// Makes a decoder ready for other data.
void throughline_igzip_reset(struct throughline_igzip *decoder);

/// Decodes from `input` to `output`; the counts are what there is before, and what was read and written after.
enum throughline_igzip_result throughline_igzip_step(
    struct throughline_igzip *decoder, const uint8_t *input, uint32_t *input_count, uint8_t *output,
    uint32_t *output_count);

/// At the end: bytes that were read and are no deflate data any more, at most 8; their number.
int throughline_igzip_rest(const struct throughline_igzip *decoder, uint8_t *bytes);

/// CRC-32 and length (modulo 2^32) of what was decoded.
uint32_t throughline_igzip_crc(const struct throughline_igzip *decoder);
uint32_t throughline_igzip_length(const struct throughline_igzip *decoder);
