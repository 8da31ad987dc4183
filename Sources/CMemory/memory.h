#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>

/// Asks for the memory at an address, which is to be changed soon, without waiting for it. Any address will do.
static inline void throughline_prefetch(const void *_Nullable address) { __builtin_prefetch(address, 1, 3); }

/// Sixteen bytes, of which the first `count`, sixteen at most, have all bits and the others none.
static inline const void *_Nonnull throughline_mask(long count) {
  static const unsigned char mask[32] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
  return mask + 16 - count;
}

#define THROUGHLINE_LARGE_PAGE (2L << 20)

/// Asks the system to give memory that nothing was written to yet by large pages, where that is many of them: most of it
/// will be used, and each of the small ones costs an interruption.
static inline void throughline_use_large_pages(const void *_Nullable start, long count) {
#ifdef MADV_HUGEPAGE
  uintptr_t first = ((uintptr_t)start + THROUGHLINE_LARGE_PAGE - 1) & -(uintptr_t)THROUGHLINE_LARGE_PAGE;
  uintptr_t end = ((uintptr_t)start + (uintptr_t)count) & -(uintptr_t)THROUGHLINE_LARGE_PAGE;
  if (first < end) madvise((void *)first, end - first, MADV_HUGEPAGE);
#else
  (void)start;
  (void)count;
#endif
}
