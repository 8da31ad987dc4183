#pragma once

/// The instructions a processor may have beyond those that all of its kind have; each has the ones before, too.
enum throughline_scan_means {
  THROUGHLINE_SCAN_ANY,
  THROUGHLINE_SCAN_AVX2,
  THROUGHLINE_SCAN_AVX512,
};

/// What this processor has.
enum throughline_scan_means throughline_scan_best(void);
