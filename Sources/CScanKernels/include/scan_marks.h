#ifndef SCAN_MARKS_H
#define SCAN_MARKS_H
#include "scan_kernels.h"

/* What a text is cut into lines and views by. Memory and results as scan_kernels.h says. */

/* Bytes of a small set, and pairs: `first` with `last` at a distance (0 ... 63) after it. */
typedef struct {
  scan_small_set set;
  uint8_t first, last;
  uint32_t distance;
} scan_mark_set;

/* Fills the set's tables with bytes of at most eight different high nibbles: those that have one in
   common share a bit, so that there may be more than eight. `bytes` of the set stays empty. Returns
   how many were taken: all, or those before the first that has no room. */
size_t scan_mark_set_bytes(scan_mark_set *marks, const uint8_t *bytes, size_t count);

/* Positions of bytes in the set and of pairs' first bytes; a pair may reach past `to`. */
size_t scan_marks(scan_isa isa, const uint8_t *bytes, size_t from, size_t to,
                  const scan_mark_set *marks, uint32_t *out);

/* Number of line feeds in [from, to). */
size_t scan_lines(scan_isa isa, const uint8_t *bytes, size_t from, size_t to);

#endif
