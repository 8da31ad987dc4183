#include <zlib.h>

/// inflateInit2 is a macro, which Swift does not import. 15 + 32: gzip or zlib, told apart by the header.
static inline int throughline_inflate_init(z_stream *stream) { return inflateInit2(stream, 15 + 32); }
