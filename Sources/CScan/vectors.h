#pragma once

// Vectors as the compiler has them: it makes of one source what each processor offers, NEON too.

#ifdef __x86_64__
#include <immintrin.h>
// Programs are built for any processor of their kind; what this one has beyond that shows when they run.
#define AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))
#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vbmi2,bmi,bmi2,popcnt")))
#endif

#define INLINE static inline __attribute__((always_inline))
