#pragma once
#include "means.h"
#include <stdint.h>

/// A text as `CallText` has it; sixteen bytes behind it may be read.
struct throughline_text {
  const uint8_t *start;
  int64_t count;
};

// Values of some texts, sixteen at most, as nearly all exports write them, read eight at a time. The answer has a bit for
// each text that is written otherwise, which gets anything. `values` needs room for sixteen.

/// Times of 24 bytes, `YYYY-MM-DDTHH:MM:SS.mmmZ`, of one minute: its first sixteen bytes as two words, and the
/// microseconds to its beginning. Values are microseconds.
uint32_t throughline_read_times(
    enum throughline_scan_means means, const struct throughline_text *texts, uint32_t count, uint64_t date,
    uint64_t clock, int64_t minute, int64_t *values);

/// Numbers of three digits.
uint32_t throughline_read_statuses(
    enum throughline_scan_means means, const struct throughline_text *texts, uint32_t count, int64_t *values);

/// Milliseconds of at most eight signs, three of them at most behind a dot. Values are microseconds, -1 of empty texts.
uint32_t throughline_read_milliseconds(
    enum throughline_scan_means means, const struct throughline_text *texts, uint32_t count, int64_t *values);
