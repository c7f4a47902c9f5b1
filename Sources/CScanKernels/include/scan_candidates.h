#ifndef SCAN_CANDIDATES_H
#define SCAN_CANDIDATES_H
#include "scan_kernels.h"

/* What candidates and tokens are asked before anything dearer. Memory as scan_kernels.h says. */

/* A rule that may match at an index. */
typedef struct { int32_t rule, start; } scan_candidate;

/* A set of bytes: bit h of low[l] for the byte 16 * h + l, bit h of high[l] for 16 * (8 + h) + l. */
typedef struct { uint8_t low[16], high[16]; } scan_class;
void scan_class_add(scan_class *set, uint8_t byte);

/*
 * A scan over bytes of `over` must end at a byte of `to`, after at most `limit` bytes. Where the text
 * ends before that, the answer is open, which counts as yes. A guard that is not on says yes.
 */
typedef struct { scan_class over, to; int32_t limit, is_on; } scan_skip;

/* Whether the guard says yes at `at` of the text [0, end). */
int scan_reaches(const scan_skip *skip, const uint8_t *bytes, size_t at, size_t end);
/* Keeps the candidates whose rule's guard says yes, in place and in order; returns how many. */
size_t scan_keep_reaching(scan_isa isa, scan_candidate *candidates, size_t count,
                          const scan_skip *skips, const uint8_t *bytes, size_t end);

/* What a token of [A-Za-z0-9+/_-] holds; all that is not a count is 0 or 1. */
typedef struct {
  uint32_t upper, lower, digits, separators;
  uint32_t changes;  /* neighbouring bytes of different kinds (upper, lower, digit, separator) */
  uint32_t steps;    /* bytes one more or one less than one of the two bytes before */
  uint32_t distinct; /* different bytes, - counted as + and _ as / */
  uint32_t has_slash, has_plus;
  /* `hexadecimal_limit` hexadecimal digits of one case in a row, hyphens left out; `digit_limit`
   * digits in a row; one byte four times in a row. */
  uint32_t has_hexadecimal, has_long_number, has_repeat;
} scan_token_counts;

/*
 * Counts a token of 1 ... 256 bytes; limits are 1 ... 64. Reads the token only. Returns 0, and counts
 * nothing, where the path has no kernel for it or the arguments are others.
 */
int scan_count_token(scan_isa isa, const uint8_t *bytes, size_t count, uint32_t hexadecimal_limit,
                     uint32_t digit_limit, scan_token_counts *out);

#endif
