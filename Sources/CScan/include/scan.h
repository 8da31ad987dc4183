#pragma once
#include "means.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Where the lines of a text end and what stands in them, found 64 bytes at a time, for scanners that then look for
/// nothing.
///
/// `text` is `count` bytes, fewer than 2^30, and 63 more may be read behind them. `stops` gets the offsets of the signs
/// that end something, line feeds among them; `lines` gets, for each line feed, the number of stops up to it and with
/// it, plus signs of what the line holds. Both need room for 64 more than there are. What stands behind the last line
/// feed is no line. The answer is the number of lines.

/// Something that takes care to read.
#define THROUGHLINE_SCAN_ODD 0x80000000u
/// Quotes, of delimited text.
#define THROUGHLINE_SCAN_QUOTED 0x40000000u
#define THROUGHLINE_SCAN_COUNT 0x3fffffffu

/// Delimited text: stops are delimiters. What is quoted as a whole is passed over. Odd are other quotes, also doubled
/// ones, line feeds in quotes, and blanks at either end of a field.
uint32_t throughline_scan_delimited(
    enum throughline_scan_means means, const uint8_t *text, uint32_t count, uint8_t delimiter, uint32_t *stops,
    uint32_t *lines);

/// JSON, an object a line: stops are quotes. Odd are backslashes and control characters.
uint32_t throughline_scan_json(
    enum throughline_scan_means means, const uint8_t *text, uint32_t count, uint32_t *stops, uint32_t *lines);

/// Whether all bytes are ASCII and none is NUL; nothing behind them is read.
bool throughline_scan_is_ascii(enum throughline_scan_means means, const uint8_t *text, size_t count);
