/* AVX-512BW: one vector of 64 bytes to a block, compares that yield the mask itself. */
#include "scan_internal.h"
#if defined(__x86_64__)
#include <immintrin.h>

#define SCAN_TARGET __attribute__((target(SCAN_AVX512_TARGET)))
#define SCAN_INLINE SCAN_ALWAYS_INLINE SCAN_TARGET

/* A table of sixteen bytes in all four lanes, as the shuffle wants it. */
SCAN_INLINE __m512i load_table(const uint8_t table[16]) {
  return _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)table));
}

SCAN_INLINE __m512i low_nibbles(__m512i bytes) {
  return _mm512_and_si512(bytes, _mm512_set1_epi8(15));
}

SCAN_INLINE __m512i high_nibbles(__m512i bytes) {
  return _mm512_and_si512(_mm512_srli_epi16(bytes, 4), _mm512_set1_epi8(15));
}

/* --- anchors: the product of two nibble tables for each of the four bytes --- */

typedef struct { __m512i lo[SCAN_GROUPS][4], hi[SCAN_GROUPS][4]; } anchor_vectors;

SCAN_INLINE anchor_vectors load_anchors(const scan_anchor_tables *tables, const uint32_t groups) {
  anchor_vectors vectors;
#pragma clang loop unroll(full)
  for (uint32_t group = 0; group < groups; group++) {
#pragma clang loop unroll(full)
    for (uint32_t k = 0; k < 4; k++) {
      vectors.lo[group][k] = load_table(tables->lo[group][k]);
      vectors.hi[group][k] = load_table(tables->hi[group][k]);
    }
  }
  return vectors;
}

SCAN_INLINE uint64_t anchor_mask(const uint8_t *p, const anchor_vectors *v, const uint32_t groups) {
  __m512i lo[4], hi[4];
#pragma clang loop unroll(full)
  for (int k = 0; k < 4; k++) {
    const __m512i bytes = _mm512_loadu_si512(p + k);
    lo[k] = low_nibbles(bytes);
    hi[k] = high_nibbles(bytes);
  }
  __m512i any = _mm512_setzero_si512();
#pragma clang loop unroll(full)
  for (uint32_t group = 0; group < groups; group++) {
    __m512i buckets = _mm512_set1_epi8(-1);
#pragma clang loop unroll(full)
    for (int k = 0; k < 4; k++) {
      buckets = _mm512_and_si512(buckets, _mm512_shuffle_epi8(v->lo[group][k], lo[k]));
      buckets = _mm512_and_si512(buckets, _mm512_shuffle_epi8(v->hi[group][k], hi[k]));
    }
    any = _mm512_or_si512(any, buckets);
  }
  return _mm512_test_epi8_mask(any, any);
}

#include "scan_avx512.h"

/* --- sets of ASCII bytes: a row of bits by low nibble, one of them chosen by high nibble --- */

typedef struct { __m512i sets[SCAN_ROW_SETS], row; } row_vectors;
typedef struct { uint64_t set[SCAN_ROW_SETS]; } row_masks;

SCAN_INLINE row_vectors load_rows(const scan_row_sets *sets) {
  row_vectors vectors;
  for (int k = 0; k < SCAN_ROW_SETS; k++) vectors.sets[k] = load_table(sets->rows[k]);
  vectors.row = _mm512_broadcast_i32x4(
    _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0));
  return vectors;
}

SCAN_INLINE row_masks test_rows(const uint8_t *p, const row_vectors *v) {
  const __m512i bytes = _mm512_loadu_si512(p);
  const __m512i row = _mm512_shuffle_epi8(v->row, high_nibbles(bytes));
  row_masks masks;
#pragma clang loop unroll(full)
  for (int k = 0; k < SCAN_ROW_SETS; k++)
    masks.set[k] = _mm512_test_epi8_mask(_mm512_shuffle_epi8(v->sets[k], bytes), row);
  return masks;
}

/* --- up to eight bytes: one bit each in the two nibble tables --- */

typedef struct { __m512i lo, hi; } small_set_vectors;

SCAN_INLINE small_set_vectors load_small_set(const scan_small_set *set) {
  return (small_set_vectors){load_table(set->lo), load_table(set->hi)};
}

SCAN_INLINE uint64_t small_set_mask(const uint8_t *p, const small_set_vectors *v) {
  const __m512i bytes = _mm512_loadu_si512(p);
  return _mm512_test_epi8_mask(_mm512_shuffle_epi8(v->lo, low_nibbles(bytes)),
                               _mm512_shuffle_epi8(v->hi, high_nibbles(bytes)));
}

/* --- literals --- */

SCAN_INLINE uint64_t ends_mask(const uint8_t *p, uint8_t first, uint8_t last, size_t length) {
  return _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(p), _mm512_set1_epi8((char)first)) &
         _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(p + length - 1), _mm512_set1_epi8((char)last));
}

#include "scan_drivers.h"
#include "scan_gram_driver.h"

const scan_kernels scan_kernels_avx512bw = {
  .anchors = anchors,
  .token_runs = token_runs,
  .small_set = small_set,
  .literal = literal,
  .base64_text = base64_text,
  .grams = grams,
};
#endif
