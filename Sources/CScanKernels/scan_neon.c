/* NEON: four vectors of 16 bytes to a block. */
#include "scan_internal.h"
#if defined(__aarch64__)
#include <arm_neon.h>

#define SCAN_TARGET
#define SCAN_INLINE SCAN_ALWAYS_INLINE

/* Bit i: byte i of the four vectors is 0xff. NEON has no move-mask: weigh and add pairwise. */
SCAN_INLINE uint64_t join(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d) {
  const uint8x16_t weight = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  const uint8x16_t ab = vpaddq_u8(vandq_u8(a, weight), vandq_u8(b, weight));
  const uint8x16_t cd = vpaddq_u8(vandq_u8(c, weight), vandq_u8(d, weight));
  const uint8x16_t sums = vpaddq_u8(ab, cd);
  return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(sums, sums)), 0);
}

SCAN_INLINE uint8x16_t low_nibbles(uint8x16_t bytes) { return vandq_u8(bytes, vdupq_n_u8(15)); }

SCAN_INLINE uint8x16_t high_nibbles(uint8x16_t bytes) { return vshrq_n_u8(bytes, 4); }

/* --- anchors: the product of two nibble tables for each of the four bytes --- */

typedef struct { uint8x16_t lo[SCAN_GROUPS][4], hi[SCAN_GROUPS][4]; } anchor_vectors;

SCAN_INLINE anchor_vectors load_anchors(const scan_anchor_tables *tables, const uint32_t groups) {
  anchor_vectors vectors;
#pragma clang loop unroll(full)
  for (uint32_t group = 0; group < groups; group++) {
#pragma clang loop unroll(full)
    for (uint32_t k = 0; k < 4; k++) {
      vectors.lo[group][k] = vld1q_u8(tables->lo[group][k]);
      vectors.hi[group][k] = vld1q_u8(tables->hi[group][k]);
    }
  }
  return vectors;
}

/* 0xff where a bucket admits the four bytes. */
SCAN_INLINE uint8x16_t admitted(const uint8_t *p, const anchor_vectors *v, const uint32_t groups) {
  uint8x16_t lo[4], hi[4], any = vdupq_n_u8(0);
#pragma clang loop unroll(full)
  for (int k = 0; k < 4; k++) {
    lo[k] = low_nibbles(vld1q_u8(p + k));
    hi[k] = high_nibbles(vld1q_u8(p + k));
  }
#pragma clang loop unroll(full)
  for (uint32_t group = 0; group < groups; group++) {
    uint8x16_t buckets = vdupq_n_u8(0xff);
#pragma clang loop unroll(full)
    for (int k = 0; k < 4; k++) {
      buckets = vandq_u8(buckets, vqtbl1q_u8(v->lo[group][k], lo[k]));
      buckets = vandq_u8(buckets, vqtbl1q_u8(v->hi[group][k], hi[k]));
    }
    any = vorrq_u8(any, buckets);
  }
  return vtstq_u8(any, any);
}

SCAN_INLINE uint64_t anchor_mask(const uint8_t *p, const anchor_vectors *v, const uint32_t groups) {
  return join(admitted(p, v, groups), admitted(p + 16, v, groups), admitted(p + 32, v, groups),
              admitted(p + 48, v, groups));
}

SCAN_INLINE size_t append_mask(uint32_t *out, size_t count, size_t base, uint64_t mask) {
  return scan_append(out, count, base, mask, 4);
}

/* --- sets of ASCII bytes: a row of bits by low nibble, one of them chosen by high nibble --- */

typedef struct { uint8x16_t sets[SCAN_ROW_SETS], row; } row_vectors;
typedef struct { uint64_t set[SCAN_ROW_SETS]; } row_masks;

SCAN_INLINE row_vectors load_rows(const scan_row_sets *sets) {
  row_vectors vectors;
  for (int k = 0; k < SCAN_ROW_SETS; k++) vectors.sets[k] = vld1q_u8(sets->rows[k]);
  vectors.row = (uint8x16_t){1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0};
  return vectors;
}

SCAN_INLINE row_masks test_rows(const uint8_t *p, const row_vectors *v) {
  uint8x16_t lo[4], row[4];
#pragma clang loop unroll(full)
  for (int part = 0; part < 4; part++) {
    const uint8x16_t bytes = vld1q_u8(p + 16 * part);
    lo[part] = low_nibbles(bytes);
    row[part] = vqtbl1q_u8(v->row, high_nibbles(bytes));
  }
  row_masks masks;
#pragma clang loop unroll(full)
  for (int k = 0; k < SCAN_ROW_SETS; k++) {
    masks.set[k] = join(vtstq_u8(vqtbl1q_u8(v->sets[k], lo[0]), row[0]),
                        vtstq_u8(vqtbl1q_u8(v->sets[k], lo[1]), row[1]),
                        vtstq_u8(vqtbl1q_u8(v->sets[k], lo[2]), row[2]),
                        vtstq_u8(vqtbl1q_u8(v->sets[k], lo[3]), row[3]));
  }
  return masks;
}

/* --- up to eight bytes: one bit each in the two nibble tables --- */

typedef struct { uint8x16_t lo, hi; } small_set_vectors;

SCAN_INLINE small_set_vectors load_small_set(const scan_small_set *set) {
  return (small_set_vectors){vld1q_u8(set->lo), vld1q_u8(set->hi)};
}

SCAN_INLINE uint8x16_t inside(uint8x16_t bytes, const small_set_vectors *v) {
  return vtstq_u8(vqtbl1q_u8(v->lo, low_nibbles(bytes)), vqtbl1q_u8(v->hi, high_nibbles(bytes)));
}

SCAN_INLINE uint64_t small_set_mask(const uint8_t *p, const small_set_vectors *v) {
  return join(inside(vld1q_u8(p), v), inside(vld1q_u8(p + 16), v), inside(vld1q_u8(p + 32), v),
              inside(vld1q_u8(p + 48), v));
}

/* --- literals --- */

SCAN_INLINE uint8x16_t ends_at(const uint8_t *p, uint8_t first, uint8_t last, size_t length) {
  return vandq_u8(vceqq_u8(vld1q_u8(p), vdupq_n_u8(first)),
                  vceqq_u8(vld1q_u8(p + length - 1), vdupq_n_u8(last)));
}

SCAN_INLINE uint64_t ends_mask(const uint8_t *p, uint8_t first, uint8_t last, size_t length) {
  return join(ends_at(p, first, last, length), ends_at(p + 16, first, last, length),
              ends_at(p + 32, first, last, length), ends_at(p + 48, first, last, length));
}

#include "scan_drivers.h"
#include "scan_gram_driver.h"

const scan_kernels scan_kernels_neon = {
  .anchors = anchors,
  .token_runs = token_runs,
  .small_set = small_set,
  .literal = literal,
  .base64_text = base64_text,
  .grams = grams,
};
#endif
