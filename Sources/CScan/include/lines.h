#pragma once
#include "means.h"
#include "values.h"
#include <stdbool.h>

// Lines of a text taken apart, many at once, as long as they are written as nearly all lines of an export are. `texts`
// gets the values of each line, those of the next line one place farther on, `records` the lines without their ends. The
// answer is how many lines were taken, `most` at most. Seven places behind those of the last line may get anything. What
// the scans let be read behind the text is read.

/// Lines as `throughline_scan_delimited` or `throughline_scan_json` finds them, from one on.
struct throughline_found_lines {
  const uint8_t *base;
  const uint32_t *stops, *lines;
  uint32_t count;
  /// Of the first line: its beginning and its first stop.
  uint32_t start, stop;
};

/// Takes rows as long as they have this number of fields, none in quotes, end with a line feed alone and do not begin as
/// the header does. `cells` are the places in `texts` of the first row's fields.
uint32_t throughline_take_rows(
    enum throughline_scan_means means, const uint32_t *cells, uint32_t field_count, uint64_t header,
    uint64_t header_mask, const struct throughline_found_lines *lines, uint32_t most, struct throughline_text *texts,
    struct throughline_text *records);

#define THROUGHLINE_MOST_MEMBERS 32
/// Bytes of a member's front at most.
#define THROUGHLINE_LONGEST_FRONT 32

/// A member of objects that are written alike, one a line.
struct throughline_member {
  /// What stands in front of its value, from the brace or comma on, a string's opening quote included, then zeros.
  uint8_t front[THROUGHLINE_LONGEST_FRONT];
  /// All bits of those bytes that it has.
  uint8_t mask[THROUGHLINE_LONGEST_FRONT];
  uint32_t length;
  /// Of the line's quotes the one that opens its key, and how far behind the front's beginning it stands.
  uint32_t key, key_place;
  /// The place in `texts` of its value of the first line.
  uint32_t cell;
  /// A string, else a number.
  bool is_string;
};

/// Takes objects as long as they have these members and no others, in this order, without blanks around values, strings
/// without escapes and numbers of digits and a dot, eight signs at most.
uint32_t throughline_take_objects(
    enum throughline_scan_means means, const struct throughline_member *members, uint32_t member_count,
    const struct throughline_found_lines *lines, uint32_t most, struct throughline_text *texts,
    struct throughline_text *records);
