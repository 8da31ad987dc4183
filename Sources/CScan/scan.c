#include "scan.h"
#include "vectors.h"

typedef uint8_t block __attribute__((ext_vector_type(64)));
typedef _Bool block_flags __attribute__((ext_vector_type(64)));

/// A bit for each byte of a block that meets a condition, the first byte's lowest.
#define WHERE(condition) bits(__builtin_convertvector((condition), block_flags))

INLINE uint64_t bits(block_flags flags) {
  uint64_t bits;
  __builtin_memcpy(&bits, &flags, sizeof bits);
  return bits;
}

/// Writes the places of bits, and something in the room behind them.
typedef void (*write_places)(uint32_t *places, uint32_t offset, uint64_t bits);

/// Eight at a time, wanted or not: how many there are is hard to foretell for a processor, eights of them less so.
INLINE void write_by_eights(uint32_t *places, uint32_t offset, uint64_t bits) {
  do {
    for (int place = 0; place < 8; place++, bits &= bits - 1) {
      places[place] = offset + (bits ? (uint32_t)__builtin_ctzll(bits) : 64);
    }
    places += 8;
  } while (bits);
}

INLINE uint32_t signs(uint64_t odd, uint64_t quotes) {
  return (odd ? THROUGHLINE_SCAN_ODD : 0) | (quotes ? THROUGHLINE_SCAN_QUOTED : 0);
}

/// What was found so far.
struct index {
  uint32_t *stops, *lines;
  uint32_t stop_count, line_count;
  /// Signs of the line that goes on.
  uint32_t signs;
};

/// Writes places of stops, and the number of stops up to each line feed and with it.
struct writer {
  write_places places;
  /// Room for 64 lines is there, too.
  void (*lines)(uint32_t *lines, uint32_t stop_count, uint64_t stops, uint64_t line_feeds, write_places write);
};

INLINE void write_lines_in_turn(
    uint32_t *lines, uint32_t stop_count, uint64_t stops, uint64_t line_feeds, write_places write) {
  (void)write;
  for (; line_feeds; line_feeds &= line_feeds - 1) {
    *lines++ = stop_count + (uint32_t)__builtin_popcountll(stops & (line_feeds ^ (line_feeds - 1)));
  }
}

static const struct writer in_turn = {write_by_eights, write_lines_in_turn};

/// Takes a block's stops, which of them are line feeds, what is odd, and the quotes of delimited text.
INLINE void take(
    struct index *index, uint32_t offset, uint64_t stops, uint64_t line_feeds, uint64_t odd, uint64_t quotes,
    struct writer writer) {
  uint32_t *lines = index->lines + index->line_count;
  // Whether a block has a line feed is hard to foretell, whether it has signs is not.
  writer.lines(lines, index->stop_count, stops, line_feeds, writer.places);
  index->line_count += (uint32_t)__builtin_popcountll(line_feeds);
  if (odd | quotes | index->signs) {
    for (; line_feeds; line_feeds &= line_feeds - 1) {
      uint64_t line = line_feeds ^ (line_feeds - 1);
      *lines++ |= index->signs | signs(odd & line, quotes & line);
      index->signs = 0;
      odd &= ~line;
      quotes &= ~line;
    }
    index->signs |= signs(odd, quotes);
  }
  writer.places(index->stops + index->stop_count, offset, stops);
  index->stop_count += (uint32_t)__builtin_popcountll(stops);
}

/// Bits of the bytes of a block that belong to the text.
INLINE uint64_t within(uint32_t offset, uint32_t count) {
  return count - offset < 64 ? ~(~UINT64_C(0) << (count - offset)) : ~UINT64_C(0);
}

/// For each bit, whether the number of bits up to it and with it is odd.
INLINE uint64_t parity(uint64_t bits) {
  for (int step = 1; step < 64; step *= 2) bits ^= bits << step;
  return bits;
}

INLINE uint32_t scan_delimited(
    const uint8_t *text, uint32_t count, uint8_t delimiter, uint32_t *stops, uint32_t *lines, struct writer writer) {
  struct index index = {stops, lines, 0, 0, 0};
  // Of the byte before the block: a line begins as if behind a stop.
  uint64_t follows_stop = 1, follows_blank = 0, follows_closing = 0;
  // All bits where the block begins in quotes.
  uint64_t begins_quoted = 0;
  for (uint32_t offset = 0; offset < count; offset += 64) {
    block bytes;
    __builtin_memcpy(&bytes, text + offset, sizeof bytes);
    uint64_t line_feeds = WHERE(bytes == '\n') & within(offset, count);
    uint64_t ends = (WHERE(bytes == delimiter) & within(offset, count)) | line_feeds;
    uint64_t blanks = WHERE(bytes == ' '), quotes = WHERE(bytes == '"') & within(offset, count);
    uint64_t odd = 0;
    if (quotes | begins_quoted | follows_closing) {
      // From an opening quote to the byte before the closing one.
      uint64_t quoted = parity(quotes) ^ begins_quoted, closing = quotes & ~quoted;
      odd = line_feeds & quoted;
      ends &= ~quoted;
      line_feeds &= ~quoted;
      // In front of an opening quote stands a stop, behind a closing one another, or a line end of two bytes.
      uint64_t returns = WHERE(bytes == '\r') & line_feeds >> 1;
      odd |= (quotes & quoted & ~(ends << 1 | follows_stop)) | ((closing << 1 | follows_closing) & ~(ends | returns));
      begins_quoted = quoted >> 63 ? ~UINT64_C(0) : 0;
      follows_closing = closing >> 63;
    }
    odd |= (ends & (blanks << 1 | follows_blank)) | (blanks & (ends << 1 | follows_stop));
    follows_stop = ends >> 63;
    follows_blank = blanks >> 63;
    take(&index, offset, ends, line_feeds, odd, quotes, writer);
  }
  return index.line_count;
}

INLINE uint32_t scan_json(
    const uint8_t *text, uint32_t count, uint32_t *stops, uint32_t *lines, struct writer writer) {
  struct index index = {stops, lines, 0, 0, 0};
  for (uint32_t offset = 0; offset < count; offset += 64) {
    block bytes;
    __builtin_memcpy(&bytes, text + offset, sizeof bytes);
    uint64_t line_feeds = WHERE(bytes == '\n') & within(offset, count);
    uint64_t quotes = WHERE(bytes == '"') & within(offset, count);
    // A carriage return is part of the line end behind it; where a block ends between the two, it is odd for nothing.
    uint64_t controls = WHERE(bytes < ' ') & ~line_feeds & ~(WHERE(bytes == '\r') & line_feeds >> 1);
    take(&index, offset, quotes | line_feeds, line_feeds, WHERE(bytes == '\\') | controls, 0, writer);
  }
  return index.line_count;
}

INLINE bool is_ascii(const uint8_t *text, size_t count) {
  block odd = 0;
  size_t offset = 0;
  for (; count - offset >= 64; offset += 64) {
    block bytes;
    __builtin_memcpy(&bytes, text + offset, sizeof bytes);
    // One taken away sets the high bit of a NUL, and no other byte of ASCII has it.
    odd |= bytes | (bytes - 1);
  }
  for (; offset < count; offset++) odd[0] |= text[offset] | (uint8_t)(text[offset] - 1);
  return WHERE(odd >= 0x80) == 0;
}

#ifdef __x86_64__

/// All places of a block packed at once.
AVX512 INLINE void write_packed(uint32_t *places, uint32_t offset, uint64_t bits) {
  static const uint8_t all[64] = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
                                  22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
                                  44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
  __m512i packed = _mm512_maskz_compress_epi8(bits, _mm512_loadu_si512(all));
  int left = __builtin_popcountll(bits);
  // Once at least: whether there are any is harder to foretell.
  do {
    __m512i sixteen = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(packed));
    _mm512_storeu_si512(places, _mm512_add_epi32(sixteen, _mm512_set1_epi32((int)offset)));
    // The next sixteen to the front.
    packed = _mm512_shuffle_i32x4(packed, packed, _MM_SHUFFLE(0, 3, 2, 1));
    places += 16;
    left -= 16;
  } while (left > 0);
}

AVX2 INLINE void write_lines_packed(
    uint32_t *lines, uint32_t stop_count, uint64_t stops, uint64_t line_feeds, write_places write) {
  // Which of the stops are line feeds, as bits of their own.
  write(lines, stop_count + 1, _pext_u64(line_feeds, stops));
}

static const struct writer packed = {write_packed, write_lines_packed};
static const struct writer by_eights = {write_by_eights, write_lines_packed};

AVX512 static uint32_t delimited_avx512(
    const uint8_t *text, uint32_t count, uint8_t delimiter, uint32_t *stops, uint32_t *lines) {
  return scan_delimited(text, count, delimiter, stops, lines, packed);
}

AVX512 static uint32_t json_avx512(const uint8_t *text, uint32_t count, uint32_t *stops, uint32_t *lines) {
  return scan_json(text, count, stops, lines, packed);
}

AVX512 static bool ascii_avx512(const uint8_t *text, size_t count) { return is_ascii(text, count); }

AVX2 static bool ascii_avx2(const uint8_t *text, size_t count) { return is_ascii(text, count); }

AVX2 static uint32_t delimited_avx2(
    const uint8_t *text, uint32_t count, uint8_t delimiter, uint32_t *stops, uint32_t *lines) {
  return scan_delimited(text, count, delimiter, stops, lines, by_eights);
}

AVX2 static uint32_t json_avx2(const uint8_t *text, uint32_t count, uint32_t *stops, uint32_t *lines) {
  return scan_json(text, count, stops, lines, by_eights);
}

#endif

enum throughline_scan_means throughline_scan_best(void) {
#ifdef __x86_64__
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi2")) return THROUGHLINE_SCAN_ANY;
  if (!__builtin_cpu_supports("avx512bw") || !__builtin_cpu_supports("avx512vbmi2")) return THROUGHLINE_SCAN_AVX2;
  return THROUGHLINE_SCAN_AVX512;
#else
  return THROUGHLINE_SCAN_ANY;
#endif
}

uint32_t throughline_scan_delimited(
    enum throughline_scan_means means, const uint8_t *text, uint32_t count, uint8_t delimiter, uint32_t *stops,
    uint32_t *lines) {
#ifdef __x86_64__
  if (means == THROUGHLINE_SCAN_AVX512) return delimited_avx512(text, count, delimiter, stops, lines);
  if (means == THROUGHLINE_SCAN_AVX2) return delimited_avx2(text, count, delimiter, stops, lines);
#endif
  (void)means;
  return scan_delimited(text, count, delimiter, stops, lines, in_turn);
}

uint32_t throughline_scan_json(
    enum throughline_scan_means means, const uint8_t *text, uint32_t count, uint32_t *stops, uint32_t *lines) {
#ifdef __x86_64__
  if (means == THROUGHLINE_SCAN_AVX512) return json_avx512(text, count, stops, lines);
  if (means == THROUGHLINE_SCAN_AVX2) return json_avx2(text, count, stops, lines);
#endif
  (void)means;
  return scan_json(text, count, stops, lines, in_turn);
}

bool throughline_scan_is_ascii(enum throughline_scan_means means, const uint8_t *text, size_t count) {
#ifdef __x86_64__
  if (means == THROUGHLINE_SCAN_AVX512) return ascii_avx512(text, count);
  if (means == THROUGHLINE_SCAN_AVX2) return ascii_avx2(text, count);
#endif
  (void)means;
  return is_ascii(text, count);
}
