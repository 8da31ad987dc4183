// Debian builds libxml2 with ICU 72, Foundation ships ICU 76: both in one Swift module graph do not compile
// (docs/decisions/0002). The #undef hides two trailing members of xmlCharEncodingHandler, which we never touch.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

/// xmlFree is a mutable global, which Swift 6 rejects; this is its safe face.
static inline void throughline_xml_free(void *pointer) { if (pointer) xmlFree(pointer); }
