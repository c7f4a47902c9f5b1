/* The kernels in plain C: for CPUs without a vector path, and the yardstick for the others. */
#include "scan_internal.h"

/* --- anchors --- */

/* The stages in the other order: the gram bitmap is the cheaper test without byte shuffles. */
static size_t anchors(const uint8_t *bytes, size_t from, size_t to,
                      const scan_anchor_tables *tables, uint32_t *out) {
  enum { BATCH = 4096 };
  size_t count = 0;
  for (size_t batch = from; batch < to; batch += BATCH) {
    const size_t end = to - batch < BATCH ? to : batch + BATCH;
    uint32_t *found = out + count;
    size_t known = 0;
    size_t at = batch;
    for (; end - at >= 4; at += 4) {
      const uint64_t eight = scan_load64(bytes + at);
      for (uint32_t k = 0; k < 4; k++) {
        const uint32_t hash = scan_gram_hash((uint32_t)(eight >> (8 * k)));
        found[known] = (uint32_t)at + k;
        known += tables->gram_bits[hash / 64] >> (hash % 64) & 1;
      }
    }
    for (; at < end; at++) {
      const uint32_t hash = scan_gram_hash(scan_load32(bytes + at));
      found[known] = (uint32_t)at;
      known += tables->gram_bits[hash / 64] >> (hash % 64) & 1;
    }
    count += scan_keep_admitted(bytes, tables, found, known);
  }
  return count;
}

/* --- token runs --- */

/* Bits of scan_ascii_sets. */
enum { TOKEN = 1, LOWER = 2, UPPER = 4, DIGIT = 8 };
enum { TEXT_0 = 16, TEXT_1 = 32, TEXT_2 = 64, LETTER = TOKEN, OTHER = 128 };

/*
 * The next maximal stretch of at least `minimum` bytes of a set, in [start, to); empty at `to` if
 * there is none. Hops by `minimum`: a stretch that long cannot hide between two hops.
 */
SCAN_ALWAYS_INLINE scan_run next_stretch(const uint8_t *bytes, size_t start, size_t to,
                                         uint32_t minimum, const uint8_t set) {
  while (start < to && to - start >= minimum) {
    size_t end = start + minimum;
    size_t back = end;
    while (back > start && (scan_ascii_sets[bytes[back - 1]] & set)) back--;
    if (back == start) {
      while (end < to && (scan_ascii_sets[bytes[end]] & set)) end++;
      return (scan_run){(uint32_t)start, (uint32_t)end};
    }
    start = back;
  }
  return (scan_run){(uint32_t)to, (uint32_t)to};
}

static size_t token_runs(const uint8_t *bytes, size_t from, size_t to, uint32_t minimum,
                         scan_run *out) {
  size_t count = 0;
  scan_run run = next_stretch(bytes, from, to, minimum, TOKEN);
  for (; run.start < to; run = next_stretch(bytes, run.end, to, minimum, TOKEN)) {
    uint32_t seen = 0;
    int is_mixed = 0;
    for (size_t at = run.start; at < run.end && !is_mixed; at++) {
      seen |= scan_ascii_sets[bytes[at]];
      is_mixed = (seen & LOWER) && (seen & UPPER);
    }
    const int is_code = (seen & (LOWER | UPPER)) && (seen & DIGIT) && (seen & OTHER);
    if (is_mixed || is_code) out[count++] = run;
  }
  return count;
}

/* --- single bytes and literals --- */

static size_t small_set(const uint8_t *bytes, size_t from, size_t to, const scan_small_set *set,
                        uint32_t *out) {
  size_t count = 0;
  for (size_t at = from; at < to; at++) {
    out[count] = (uint32_t)at;
    count += (set->lo[bytes[at] & 15] & set->hi[bytes[at] >> 4]) != 0;
  }
  return count;
}

static size_t literal(const uint8_t *bytes, size_t from, size_t to, const uint8_t *literal,
                      size_t length, uint32_t *out) {
  size_t count = 0;
  for (size_t at = from; at < to; at++) {
    const uint8_t *found = memchr(bytes + at, literal[0], to - at);
    if (!found) break;
    at = (size_t)(found - bytes);
    if (memcmp(found, literal, length) == 0) out[count++] = (uint32_t)at;
  }
  return count;
}

/* --- base64 that hides text --- */

SCAN_ALWAYS_INLINE int is_text_quantum(const uint8_t *p) {
  const uint8_t *sets = scan_ascii_sets;
  return (sets[p[0]] & TEXT_0) && (sets[p[1]] & TEXT_1) && (sets[p[2]] & TEXT_2) &&
         (sets[p[3]] & LETTER);
}

static size_t base64_text(const uint8_t *bytes, size_t from, size_t to, uint32_t *out) {
  const size_t stop = to + 15;
  size_t count = 0;
  scan_run run = next_stretch(bytes, from, stop, 16, LETTER);
  for (; run.start < stop; run = next_stretch(bytes, run.end, stop, 16, LETTER)) {
    for (size_t at = run.start; run.end - at >= 16; at++) {
      const uint8_t *p = bytes + at;
      if (is_text_quantum(p) && is_text_quantum(p + 4) && is_text_quantum(p + 8) &&
          is_text_quantum(p + 12))
        out[count++] = (uint32_t)at;
    }
  }
  return count;
}

/* --- sampled grams --- */

#define SCAN_TARGET
#include "scan_gram_driver.h"

const scan_kernels scan_kernels_portable = {
  .anchors = anchors,
  .token_runs = token_runs,
  .small_set = small_set,
  .literal = literal,
  .base64_text = base64_text,
  .grams = grams,
};
