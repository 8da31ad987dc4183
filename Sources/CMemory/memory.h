#pragma once

/// Asks for the memory at an address, which is to be changed soon, without waiting for it. Any address will do.
static inline void throughline_prefetch(const void *_Nullable address) { __builtin_prefetch(address, 1, 3); }

/// Sixteen bytes, of which the first `count`, sixteen at most, have all bits and the others none.
static inline const void *_Nonnull throughline_mask(long count) {
  static const unsigned char mask[32] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
  return mask + 16 - count;
}
