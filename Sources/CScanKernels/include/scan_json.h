#ifndef SCAN_JSON_H
#define SCAN_JSON_H
#include "scan_kernels.h"

/*
 * Reads JSON from `from` on, in whole tokens, as far as [from, to) certainly is JSON: strings with
 * valid escapes, `{ } [ ] : ,`, numbers, `true`, `false`, `null`, and spaces, tabs and CR between.
 * Nesting and the order of tokens do not matter; other control characters are none of it.
 *
 * `in_string` says whether `from` is inside of a string, and is set to the same about the index
 * that is returned: `to`, or where the caller must look for itself, at the start of an escape or a
 * literal that may be wrong, or too long, or cut by `to`. May stop early, never goes too far.
 */
size_t scan_json_skip(scan_isa isa, const uint8_t *bytes, size_t from, size_t to, int *in_string);

#endif
