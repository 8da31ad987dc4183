#include "values.h"
#include "vectors.h"

// One value a lane, its digits in the bytes of a word.
typedef uint64_t words __attribute__((ext_vector_type(8)));
typedef _Bool words_flags __attribute__((ext_vector_type(8)));

#define LANES 8
#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/// A bit for each lane of a comparison.
#define LANES_WHERE(condition) lane_bits(__builtin_convertvector((condition), words_flags))

INLINE uint32_t lane_bits(words_flags flags) {
  uint8_t bits;
  __builtin_memcpy(&bits, &flags, sizeof bits);
  return bits;
}

/// `yes` in the lanes where a comparison holds, else `no`.
#define SELECT(condition, yes, no) (((words)(condition) & (yes)) | (~(words)(condition) & (no)))

/// Eight texts from `first` on; the last one stands for those that there are not.
struct texts {
  const uint8_t *starts[LANES];
  words counts;
};

INLINE struct texts texts_from(const struct throughline_text *texts, uint32_t first, uint32_t count) {
  struct texts lanes;
  for (uint32_t lane = 0; lane < LANES; lane++) {
    const struct throughline_text *text = texts + (first + lane < count ? first + lane : count - 1);
    lanes.starts[lane] = text->start;
    lanes.counts[lane] = (uint64_t)text->count;
  }
  return lanes;
}

/// Eight bytes of each text.
INLINE void read_words(words *words, const struct texts *texts, int offset) {
  for (int lane = 0; lane < LANES; lane++) {
    uint64_t word;
    __builtin_memcpy(&word, texts->starts[lane] + offset, sizeof word);
    (*words)[lane] = word;
  }
}

/// High bits of the bytes that are above nine.
#define ABOVE_NINE(digits) (((((digits) & EACH(0x7F)) + EACH(0x76)) | (digits)) & EACH(0x80))

INLINE uint32_t read_times(
    const struct throughline_text *texts, uint32_t count, uint64_t date, uint64_t clock, int64_t minute,
    int64_t *values) {
  static const uint8_t none[24];
  uint32_t others = 0;
  for (uint32_t first = 0; first < count; first += LANES) {
    struct texts lanes = texts_from(texts, first, count);
    // Of shorter texts that many bytes cannot be read.
    for (int lane = 0; lane < LANES; lane++) {
      if (lanes.counts[lane] != 24) lanes.starts[lane] = none;
    }
    words begin, middle, rest;
    read_words(&begin, &lanes, 0);
    read_words(&middle, &lanes, 8);
    read_words(&rest, &lanes, 16);
    // ":00.000Z" turns digits into their values and what must stand there into zeros.
    rest ^= UINT64_C(0x5A3030302E30303A);
    // The largest value of each byte and these make 127.
    words too_large = ((rest + UINT64_C(0x7F7676767F767A7F)) | rest) & EACH(0x80);
    words others_here = (begin ^ date) | (middle ^ clock) | too_large;
    // Each digit with the one behind it.
    words pairs = rest * 10 + (rest >> 8);
    words milliseconds = (pairs >> 8 & 0xFF) * 1000 + (pairs >> 32 & 0xFF) * 10 + (rest >> 48 & 0xFF);
    words times = milliseconds * 1000 + (uint64_t)minute;
    __builtin_memcpy(values + first, &times, sizeof times);
    others |= LANES_WHERE(others_here != 0) << first;
  }
  return others & ((UINT32_C(1) << count) - 1);
}

INLINE uint32_t read_statuses(const struct throughline_text *texts, uint32_t count, int64_t *values) {
  uint32_t others = 0;
  for (uint32_t first = 0; first < count; first += LANES) {
    struct texts lanes = texts_from(texts, first, count);
    words digits;
    read_words(&digits, &lanes, 0);
    digits = (digits & 0xFFFFFF) ^ 0x303030;
    words others_here = ABOVE_NINE(digits) | (lanes.counts ^ 3);
    words statuses = (digits & 0xF) * 100 + (digits >> 8 & 0xF) * 10 + (digits >> 16 & 0xF);
    __builtin_memcpy(values + first, &statuses, sizeof statuses);
    others |= LANES_WHERE(others_here != 0) << first;
  }
  return others & ((UINT32_C(1) << count) - 1);
}

INLINE uint32_t read_milliseconds(const struct throughline_text *texts, uint32_t count, int64_t *values) {
  uint32_t others = 0;
  for (uint32_t first = 0; first < count; first += LANES) {
    struct texts lanes = texts_from(texts, first, count);
    words digits;
    read_words(&digits, &lanes, 0);
    // Values of the digits, the last one in the highest byte, with zeros in front.
    digits = (digits ^ EACH('0')) << ((8 - (lanes.counts & 7)) * 8 & 63);
    // A dot is the one byte with this value; three digits may follow.
    words other_than_dot = digits ^ EACH('.' ^ '0');
    words dot = ~(((other_than_dot & EACH(0x7F)) + EACH(0x7F)) | other_than_dot) & EACH(0x80);
    words below = (dot >> 7) - 1;
    // The dot's byte goes; without one none does.
    words whole = SELECT(dot != 0, (digits & ~((dot << 1) - 1)) | (digits & below) << 8, digits);
    words others_here = ABOVE_NINE(whole) | (dot & UINT64_C(0x80808080)) | (dot & (dot - 1)) |
                        SELECT(lanes.counts > 8, (words)1, (words)0) |
                        SELECT(dot != 0, SELECT(lanes.counts < 2, (words)1, (words)0), (words)0);
    // Pairs of digits, then fours of them, then all eight.
    words pairs = (whole * 10 + (whole >> 8)) & UINT64_C(0x00FF00FF00FF00FF);
    words fours = (pairs * 100 + (pairs >> 16)) & UINT64_C(0x0000FFFF0000FFFF);
    words value = (fours & 0xFFFF) * 10000 + (fours >> 32);
    words scale = SELECT(
        dot == UINT64_C(0x80) << 48, (words)100,
        SELECT(dot == UINT64_C(0x80) << 40, (words)10, SELECT(dot == UINT64_C(0x80) << 32, (words)1, (words)1000)));
    words is_empty = (words)(lanes.counts == 0);
    words microseconds = (value * scale) | is_empty;
    __builtin_memcpy(values + first, &microseconds, sizeof microseconds);
    others |= LANES_WHERE((others_here & ~is_empty) != 0) << first;
  }
  return others & ((UINT32_C(1) << count) - 1);
}

#ifdef __x86_64__

AVX512 static uint32_t times_avx512(
    const struct throughline_text *texts, uint32_t count, uint64_t date, uint64_t clock, int64_t minute,
    int64_t *values) {
  return read_times(texts, count, date, clock, minute, values);
}

AVX2 static uint32_t times_avx2(
    const struct throughline_text *texts, uint32_t count, uint64_t date, uint64_t clock, int64_t minute,
    int64_t *values) {
  return read_times(texts, count, date, clock, minute, values);
}

AVX512 static uint32_t statuses_avx512(const struct throughline_text *texts, uint32_t count, int64_t *values) {
  return read_statuses(texts, count, values);
}

AVX2 static uint32_t statuses_avx2(const struct throughline_text *texts, uint32_t count, int64_t *values) {
  return read_statuses(texts, count, values);
}

AVX512 static uint32_t milliseconds_avx512(const struct throughline_text *texts, uint32_t count, int64_t *values) {
  return read_milliseconds(texts, count, values);
}

AVX2 static uint32_t milliseconds_avx2(const struct throughline_text *texts, uint32_t count, int64_t *values) {
  return read_milliseconds(texts, count, values);
}

#define CHOOSE(means, name, any, ...)                                    \
  ((means) == THROUGHLINE_SCAN_AVX512 ? name##_avx512(__VA_ARGS__)       \
   : (means) == THROUGHLINE_SCAN_AVX2 ? name##_avx2(__VA_ARGS__)         \
                                      : any(__VA_ARGS__))

#else
#define CHOOSE(means, name, any, ...) ((void)(means), any(__VA_ARGS__))
#endif

uint32_t throughline_read_times(
    enum throughline_scan_means means, const struct throughline_text *texts, uint32_t count, uint64_t date,
    uint64_t clock, int64_t minute, int64_t *values) {
  return CHOOSE(means, times, read_times, texts, count, date, clock, minute, values);
}

uint32_t throughline_read_statuses(
    enum throughline_scan_means means, const struct throughline_text *texts, uint32_t count, int64_t *values) {
  return CHOOSE(means, statuses, read_statuses, texts, count, values);
}

uint32_t throughline_read_milliseconds(
    enum throughline_scan_means means, const struct throughline_text *texts, uint32_t count, int64_t *values) {
  return CHOOSE(means, milliseconds, read_milliseconds, texts, count, values);
}
