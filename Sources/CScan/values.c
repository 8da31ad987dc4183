#include "values.h"
#include "vectors.h"

typedef _Bool words_flags __attribute__((ext_vector_type(LANES)));

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

/// What the sixteen bytes of a minute are and when it begins, for times.
struct minute {
  uint64_t date, clock;
  int64_t start;
};

/// Reads eight values; answers a bit for each text that is written otherwise.
typedef uint32_t (*read_eight)(struct texts *texts, const struct minute *minute, int64_t *values);

INLINE uint32_t read_times(struct texts *texts, const struct minute *minute, int64_t *values) {
  static const uint8_t none[24];
  // Of shorter texts that many bytes cannot be read.
  for (int lane = 0; lane < LANES; lane++) {
    if (texts->counts[lane] != 24) texts->starts[lane] = none;
  }
  words begin, middle, rest;
  read_words(&begin, texts, 0);
  read_words(&middle, texts, 8);
  read_words(&rest, texts, 16);
  // ":00.000Z" turns digits into their values and what must stand there into zeros.
  rest ^= UINT64_C(0x5A3030302E30303A);
  // The largest value of each byte and these make 127.
  words too_large = ((rest + UINT64_C(0x7F7676767F767A7F)) | rest) & EACH(0x80);
  words others = (begin ^ minute->date) | (middle ^ minute->clock) | too_large;
  // Each digit with the one behind it.
  words pairs = rest * 10 + (rest >> 8);
  words milliseconds = (pairs >> 8 & 0xFF) * 1000 + (pairs >> 32 & 0xFF) * 10 + (rest >> 48 & 0xFF);
  words times = milliseconds * 1000 + (uint64_t)minute->start;
  __builtin_memcpy(values, &times, sizeof times);
  return LANES_WHERE(others != 0);
}

INLINE uint32_t read_statuses(struct texts *texts, const struct minute *minute, int64_t *values) {
  (void)minute;
  words digits;
  read_words(&digits, texts, 0);
  digits = (digits & 0xFFFFFF) ^ 0x303030;
  words statuses = (digits & 0xF) * 100 + (digits >> 8 & 0xF) * 10 + (digits >> 16 & 0xF);
  __builtin_memcpy(values, &statuses, sizeof statuses);
  return LANES_WHERE((ABOVE_NINE(digits) | (texts->counts ^ 3)) != 0);
}

INLINE uint32_t read_milliseconds(struct texts *texts, const struct minute *minute, int64_t *values) {
  (void)minute;
  words digits;
  read_words(&digits, texts, 0);
  // Values of the digits, the last one in the highest byte, with zeros in front.
  digits = (digits ^ EACH('0')) << ((8 - (texts->counts & 7)) * 8 & 63);
  // A dot is the one byte with this value; three digits may follow.
  words other_than_dot = digits ^ EACH('.' ^ '0');
  words dot = ~(((other_than_dot & EACH(0x7F)) + EACH(0x7F)) | other_than_dot) & EACH(0x80);
  words below = (dot >> 7) - 1;
  // The dot's byte goes; without one none does.
  words whole = SELECT(dot != 0, (digits & ~((dot << 1) - 1)) | (digits & below) << 8, digits);
  words others = ABOVE_NINE(whole) | (dot & UINT64_C(0x80808080)) | (dot & (dot - 1)) |
                 (words)(texts->counts > 8) | ((words)(dot != 0) & (words)(texts->counts < 2));
  // Pairs of digits, then fours of them, then all eight.
  words pairs = (whole * 10 + (whole >> 8)) & UINT64_C(0x00FF00FF00FF00FF);
  words fours = (pairs * 100 + (pairs >> 16)) & UINT64_C(0x0000FFFF0000FFFF);
  words value = (fours & 0xFFFF) * 10000 + (fours >> 32);
  words scale = SELECT(
      dot == UINT64_C(0x80) << 48, (words)100,
      SELECT(dot == UINT64_C(0x80) << 40, (words)10, SELECT(dot == UINT64_C(0x80) << 32, (words)1, (words)1000)));
  words is_empty = (words)(texts->counts == 0);
  words microseconds = (value * scale) | is_empty;
  __builtin_memcpy(values, &microseconds, sizeof microseconds);
  return LANES_WHERE((others & ~is_empty) != 0);
}

INLINE uint32_t read_all(
    const struct throughline_text *texts, uint32_t count, const struct minute *minute, int64_t *values,
    read_eight read) {
  uint32_t others = 0;
  for (uint32_t first = 0; first < count; first += LANES) {
    struct texts lanes = texts_from(texts, first, count);
    others |= read(&lanes, minute, values + first) << first;
  }
  return others & ((UINT32_C(1) << count) - 1);
}

/// A reader of all texts, `name##_all_by`, of a reader of eight.
#define READER(name)                                                                                        \
  INLINE uint32_t name##_all(                                                                               \
      const struct throughline_text *texts, uint32_t count, const struct minute *minute, int64_t *values) { \
    return read_all(texts, count, minute, values, name);                                                    \
  }                                                                                                         \
  BY_MEANS(                                                                                                 \
      name##_all,                                                                                           \
      (const struct throughline_text *texts, uint32_t count, const struct minute *minute, int64_t *values), \
      (texts, count, minute, values))

READER(read_times)
READER(read_statuses)
READER(read_milliseconds)

uint32_t throughline_read_times(
    enum throughline_scan_means means, const struct throughline_text *texts, uint32_t count, uint64_t date,
    uint64_t clock, int64_t minute, int64_t *values) {
  struct minute last = {date, clock, minute};
  return read_times_all_by(means, texts, count, &last, values);
}

uint32_t throughline_read_statuses(
    enum throughline_scan_means means, const struct throughline_text *texts, uint32_t count, int64_t *values) {
  return read_statuses_all_by(means, texts, count, 0, values);
}

uint32_t throughline_read_milliseconds(
    enum throughline_scan_means means, const struct throughline_text *texts, uint32_t count, int64_t *values) {
  return read_milliseconds_all_by(means, texts, count, 0, values);
}
