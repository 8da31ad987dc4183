#pragma once

/// Asks for the memory at an address, which is to be changed soon, without waiting for it. Any address will do.
static inline void throughline_prefetch(const void *_Nullable address) { __builtin_prefetch(address, 1, 3); }
