#include "lines.h"
#include "scan.h"
#include "vectors.h"

// Eight lines at once, a column after the other: what holds for a column of all lines is looked up once.

/// One place of the text a line.
typedef uint32_t places __attribute__((ext_vector_type(LANES)));

/// Up to eight lines; the last one stands for those that there are not.
struct eight {
  const uint32_t *stops[LANES];
  places starts, ends;
};

/// A stop of each line.
INLINE void read_stops(places *places, const struct eight *eight, uint32_t number) {
  for (int lane = 0; lane < LANES; lane++) (*places)[lane] = eight->stops[lane][number];
}

/// Writes what stands between two places of each line.
INLINE void write_texts(struct throughline_text *texts, const uint8_t *base, const places *starts, const places *ends) {
  words counts = __builtin_convertvector(*ends - *starts, words);
  words addresses = __builtin_convertvector(*starts, words) + (uint64_t)base;
  words first = __builtin_shufflevector(addresses, counts, 0, 8, 1, 9, 2, 10, 3, 11);
  words last = __builtin_shufflevector(addresses, counts, 4, 12, 5, 13, 6, 14, 7, 15);
  __builtin_memcpy(texts, &first, sizeof first);
  __builtin_memcpy(texts + LANES / 2, &last, sizeof last);
}

/// Whether a line is worth a look: what is cheap to tell of it.
typedef bool (*is_alike)(const void *shape, const uint8_t *start, const uint8_t *end);

/// Takes up to eight lines as a shape wants them; answers how many of the first ones are so.
typedef uint32_t (*take_eight)(
    const void *shape, const uint8_t *base, const struct eight *lines, struct throughline_text *texts);

INLINE uint32_t take_lines(
    const void *shape, uint32_t stop_count, const struct throughline_found_lines *found, uint32_t most,
    struct throughline_text *texts, struct throughline_text *records, is_alike is_alike, take_eight take) {
  const struct throughline_found_lines lines = *found;
  uint32_t taken = 0, start = lines.start, stop = lines.stop;
  if (most > lines.count) most = lines.count;
  while (taken < most) {
    struct eight eight;
    uint32_t starts[LANES], ends[LANES], count = 0, left = most - taken;
    for (; count < LANES && count < left; count++) {
      uint32_t next = lines.lines[taken + count];
      // Signs of what takes care make the number of stops larger than any line's.
      if (next - stop != stop_count) break;
      uint32_t end = lines.stops[next - 1];
      if (!is_alike(shape, lines.base + start, lines.base + end)) break;
      eight.stops[count] = lines.stops + stop;
      starts[count] = start;
      ends[count] = end;
      start = end + 1;
      stop = next;
    }
    if (count == 0) break;
    for (uint32_t lane = count; lane < LANES; lane++) {
      eight.stops[lane] = eight.stops[count - 1];
      starts[lane] = starts[count - 1];
      ends[lane] = ends[count - 1];
    }
    __builtin_memcpy(&eight.starts, starts, sizeof starts);
    __builtin_memcpy(&eight.ends, ends, sizeof ends);
    write_texts(records + taken, lines.base, &eight.starts, &eight.ends);
    uint32_t good = take(shape, lines.base, &eight, texts + taken);
    taken += good < count ? good : count;
    if (good < count || count < LANES) break;
  }
  return taken;
}

// MARK: Rows

struct row_shape {
  const uint32_t *cells;
  uint32_t field_count;
  uint64_t header, header_mask;
};

INLINE bool is_row(const void *any_shape, const uint8_t *start, const uint8_t *end) {
  const struct row_shape *shape = any_shape;
  uint64_t beginning;
  __builtin_memcpy(&beginning, start, sizeof beginning);
  // In front of the end of a blank line there may be nothing.
  return (beginning & shape->header_mask) != shape->header && start != end && end[-1] != '\r';
}

INLINE uint32_t take_rows(
    const void *any_shape, const uint8_t *base, const struct eight *lines, struct throughline_text *texts) {
  const struct row_shape shape = *(const struct row_shape *)any_shape;
  places start = lines->starts, end;
  for (uint32_t field = 0; field < shape.field_count; field++) {
    read_stops(&end, lines, field);
    write_texts(texts + shape.cells[field], base, &start, &end);
    start = end + 1;
  }
  return LANES;
}

// MARK: Objects

struct object_shape {
  const struct throughline_member *members;
  uint32_t member_count;
};

INLINE bool is_object(const void *shape, const uint8_t *start, const uint8_t *end) {
  (void)shape;
  (void)start;
  return end[-1] == '}';
}

typedef uint8_t front __attribute__((ext_vector_type(THROUGHLINE_LONGEST_FRONT)));

INLINE void read_front(front *front, const uint8_t *bytes) { __builtin_memcpy(front, bytes, sizeof *front); }

/// Adds the bits in which the bytes at a place of any line are not the member's front.
INLINE void add_differences(
    front *differences, const uint8_t *base, const places *starts, const struct throughline_member *member) {
  front wanted, mask;
  read_front(&wanted, member->front);
  read_front(&mask, member->mask);
  for (int lane = 0; lane < LANES; lane++) {
    front found;
    read_front(&found, base + (*starts)[lane]);
    *differences |= (found ^ wanted) & mask;
  }
}

INLINE bool has_bits(const front *front) {
  uint64_t words[sizeof *front / 8], all = 0;
  __builtin_memcpy(words, front, sizeof words);
  for (size_t word = 0; word < sizeof words / sizeof *words; word++) all |= words[word];
  return all != 0;
}

/// Whether all fronts of a line are as they should be; `starts` has a place for each member.
INLINE bool has_fronts(const struct object_shape *shape, const uint8_t *base, const places *starts, uint32_t lane) {
  for (uint32_t member = 0; member < shape->member_count; member++) {
    front found, wanted, mask;
    read_front(&found, base + starts[member][lane]);
    read_front(&wanted, shape->members[member].front);
    read_front(&mask, shape->members[member].mask);
    front differences = (found ^ wanted) & mask;
    if (has_bits(&differences)) return false;
  }
  return true;
}

/// Adds something in the lanes whose texts are no digits, with or without a dot among them, of JSON: no zero stands in
/// front of other digits.
INLINE void note_other_than_plain_numbers(
    words *wrong, const uint8_t *base, const places *starts, const places *ends) {
  words digits;
  for (int lane = 0; lane < LANES; lane++) {
    uint64_t word;
    __builtin_memcpy(&word, base + (*starts)[lane], sizeof word);
    digits[lane] = word;
  }
  digits ^= EACH('0');
  words count = __builtin_convertvector(*ends - *starts, words);
  words unused = (8 - count) * 8;
  words others = ABOVE_NINE(digits) & (~(words)0 >> (unused & 63));
  words other_than_dot = digits ^ EACH('.' ^ '0');
  words dots = ~(((other_than_dot & EACH(0x7F)) + EACH(0x7F)) | other_than_dot) & EACH(0x80);
  // Neither the first sign nor the last one is a dot; one of them at most is.
  *wrong |= (others & ~dots) | (others & 0x80) | (others >> (63 - (unused & 63))) | (others & (others - 1));
  words zero_in_front = (words)((digits & 0xFF) == 0) & (words)(count > 1) & (words)((others & 0x8000) == 0);
  *wrong |= zero_in_front | (words)(count - 1 >= 8);
}

INLINE uint32_t take_objects(
    const void *any_shape, const uint8_t *base, const struct eight *lines, struct throughline_text *texts) {
  const struct object_shape shape = *(const struct object_shape *)any_shape;
  const struct throughline_member *last = shape.members + shape.member_count - 1;
  // Where each front begins, behind the value before it: if it stands there, its quotes are the next ones of the line.
  places starts[THROUGHLINE_MOST_MEMBERS], end = lines->starts;
  words wrong = 0;
  // Of all lines together, since there hardly ever are any.
  front differences = 0;
  for (const struct throughline_member *member = shape.members; member <= last; member++) {
    starts[member - shape.members] = end;
    add_differences(&differences, base, &end, member);
    places value = end + member->length;
    if (member->is_string) {
      read_stops(&end, lines, member->key + 3);
      write_texts(texts + member->cell, base, &value, &end);
      end += 1;
    } else {
      if (member == last) {
        end = lines->ends - 1;
      } else {
        read_stops(&end, lines, member[1].key);
        // Not in front of the text, where the key's place is another one.
        end = __builtin_elementwise_min(end - member[1].key_place, lines->ends);
      }
      write_texts(texts + member->cell, base, &value, &end);
      note_other_than_plain_numbers(&wrong, base, &value, &end);
    }
  }
  wrong |= __builtin_convertvector(end ^ (lines->ends - 1), words);
  bool are_different = has_bits(&differences);
  for (uint32_t lane = 0; lane < LANES; lane++) {
    if (wrong[lane] || (are_different && !has_fronts(&shape, base, starts, lane))) return lane;
  }
  return LANES;
}

// MARK: For each kind of processor

INLINE uint32_t all_rows(
    const void *any_shape, const struct throughline_found_lines *lines, uint32_t most, struct throughline_text *texts,
    struct throughline_text *records) {
  const struct row_shape *shape = any_shape;
  return take_lines(shape, shape->field_count, lines, most, texts, records, is_row, take_rows);
}

INLINE uint32_t all_objects(
    const void *any_shape, const struct throughline_found_lines *lines, uint32_t most, struct throughline_text *texts,
    struct throughline_text *records) {
  const struct object_shape *shape = any_shape;
  const struct throughline_member *last = shape->members + shape->member_count - 1;
  // Behind the last key's first quote come its other one, those of a string, and the line end.
  uint32_t stop_count = last->key + (last->is_string ? 5 : 3);
  return take_lines(shape, stop_count, lines, most, texts, records, is_object, take_objects);
}

#define ALL_LINES(name)                                                                                          \
  BY_MEANS(                                                                                                      \
      name,                                                                                                      \
      (const void *shape, const struct throughline_found_lines *lines, uint32_t most, struct throughline_text *texts, \
       struct throughline_text *records),                                                                        \
      (shape, lines, most, texts, records))

ALL_LINES(all_rows)
ALL_LINES(all_objects)

uint32_t throughline_take_rows(
    enum throughline_scan_means means, const uint32_t *cells, uint32_t field_count, uint64_t header,
    uint64_t header_mask, const struct throughline_found_lines *lines, uint32_t most, struct throughline_text *texts,
    struct throughline_text *records) {
  struct row_shape shape = {cells, field_count, header, header_mask};
  return all_rows_by(means, &shape, lines, most, texts, records);
}

uint32_t throughline_take_objects(
    enum throughline_scan_means means, const struct throughline_member *members, uint32_t member_count,
    const struct throughline_found_lines *lines, uint32_t most, struct throughline_text *texts,
    struct throughline_text *records) {
  struct object_shape shape = {members, member_count};
  return all_objects_by(means, &shape, lines, most, texts, records);
}
