#pragma once
#include "means.h"
#include <stdint.h>

// Vectors as the compiler has them: it makes of one source what each processor offers, NEON too.

#ifdef __x86_64__
#include <immintrin.h>
// Programs are built for any processor of their kind; what this one has beyond that shows when they run.
#define AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))
#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vbmi2,bmi,bmi2,popcnt")))
#endif

#define INLINE static inline __attribute__((always_inline))

/// A word of eight such bytes.
#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/// High bits of the bytes that are above nine.
#define ABOVE_NINE(digits) (((((digits) & EACH(0x7F)) + EACH(0x76)) | (digits)) & EACH(0x80))

/// One value a lane, its signs in the bytes of a word.
#define LANES 8
typedef uint64_t words __attribute__((ext_vector_type(LANES)));

/// Of a function that is always inlined one for each kind of processor, and `name##_by`, which is told the kind.
/// Parameters and arguments stand in parentheses.
#define LISTED(...) __VA_ARGS__
#ifdef __x86_64__
#define BY_MEANS(name, parameters, arguments)                                    \
  AVX512 static uint32_t name##_avx512 parameters { return name arguments; }     \
  AVX2 static uint32_t name##_avx2 parameters { return name arguments; }         \
  static uint32_t name##_by(enum throughline_scan_means means, LISTED parameters) { \
    if (means == THROUGHLINE_SCAN_AVX512) return name##_avx512 arguments;        \
    if (means == THROUGHLINE_SCAN_AVX2) return name##_avx2 arguments;            \
    return name arguments;                                                       \
  }
#else
#define BY_MEANS(name, parameters, arguments)                                    \
  static uint32_t name##_by(enum throughline_scan_means means, LISTED parameters) { \
    (void)means;                                                                 \
    return name arguments;                                                       \
  }
#endif
