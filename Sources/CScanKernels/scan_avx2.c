/* AVX2: two vectors of 32 bytes to a block. */
#include "scan_internal.h"
#if defined(__x86_64__)
#include <immintrin.h>

#define SCAN_TARGET __attribute__((target(SCAN_X86_TARGET)))
#define SCAN_INLINE SCAN_ALWAYS_INLINE SCAN_TARGET

/* Bit i: byte i of the two halves is 0xff. */
SCAN_INLINE uint64_t join(__m256i low, __m256i high) {
  return (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

SCAN_INLINE __m256i load(const uint8_t *p) { return _mm256_loadu_si256((const __m256i *)p); }

/* A table of sixteen bytes in both lanes, as the shuffle wants it. */
SCAN_INLINE __m256i load_table(const uint8_t table[16]) {
  return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)table));
}

SCAN_INLINE __m256i low_nibbles(__m256i bytes) {
  return _mm256_and_si256(bytes, _mm256_set1_epi8(15));
}

SCAN_INLINE __m256i high_nibbles(__m256i bytes) {
  return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(15));
}

/* --- anchors: the product of two nibble tables for each of the four bytes --- */

typedef struct { __m256i lo[SCAN_GROUPS][4], hi[SCAN_GROUPS][4]; } anchor_vectors;

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

/* 0xff where no bucket admits the four bytes. */
SCAN_INLINE __m256i rejected(const uint8_t *p, const anchor_vectors *v, const uint32_t groups) {
  __m256i lo[4], hi[4], any = _mm256_setzero_si256();
#pragma clang loop unroll(full)
  for (int k = 0; k < 4; k++) {
    lo[k] = low_nibbles(load(p + k));
    hi[k] = high_nibbles(load(p + k));
  }
#pragma clang loop unroll(full)
  for (uint32_t group = 0; group < groups; group++) {
    __m256i buckets = _mm256_set1_epi8(-1);
#pragma clang loop unroll(full)
    for (int k = 0; k < 4; k++) {
      buckets = _mm256_and_si256(buckets, _mm256_shuffle_epi8(v->lo[group][k], lo[k]));
      buckets = _mm256_and_si256(buckets, _mm256_shuffle_epi8(v->hi[group][k], hi[k]));
    }
    any = _mm256_or_si256(any, buckets);
  }
  return _mm256_cmpeq_epi8(any, _mm256_setzero_si256());
}

SCAN_INLINE uint64_t anchor_mask(const uint8_t *p, const anchor_vectors *v, const uint32_t groups) {
  const __m256i low = rejected(p, v, groups);
  return ~join(low, rejected(p + 32, v, groups));
}

SCAN_INLINE size_t append_mask(uint32_t *out, size_t count, size_t base, uint64_t mask) {
  return scan_append(out, count, base, mask, 4);
}

/* --- sets of ASCII bytes: a row of bits by low nibble, one of them chosen by high nibble --- */

typedef struct { __m256i sets[SCAN_ROW_SETS], row; } row_vectors;
typedef struct { uint64_t set[SCAN_ROW_SETS]; } row_masks;

SCAN_INLINE row_vectors load_rows(const scan_row_sets *sets) {
  row_vectors vectors;
  for (int k = 0; k < SCAN_ROW_SETS; k++) vectors.sets[k] = load_table(sets->rows[k]);
  vectors.row = _mm256_broadcastsi128_si256(
    _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, -1, -1, -1, -1, -1, -1, -1, -1));
  return vectors;
}

/* 0xff for bytes in set k. Bytes from 0x80 on look up 0, which is never their row of 0xff. */
SCAN_INLINE __m256i in_set(const row_vectors *v, int k, __m256i bytes, __m256i row) {
  return _mm256_cmpeq_epi8(_mm256_and_si256(_mm256_shuffle_epi8(v->sets[k], bytes), row), row);
}

SCAN_INLINE row_masks test_rows(const uint8_t *p, const row_vectors *v) {
  const __m256i low = load(p), high = load(p + 32);
  const __m256i low_row = _mm256_shuffle_epi8(v->row, high_nibbles(low));
  const __m256i high_row = _mm256_shuffle_epi8(v->row, high_nibbles(high));
  row_masks masks;
#pragma clang loop unroll(full)
  for (int k = 0; k < SCAN_ROW_SETS; k++)
    masks.set[k] = join(in_set(v, k, low, low_row), in_set(v, k, high, high_row));
  return masks;
}

/* --- up to eight bytes: one bit each in the two nibble tables --- */

typedef struct { __m256i lo, hi; } small_set_vectors;

SCAN_INLINE small_set_vectors load_small_set(const scan_small_set *set) {
  return (small_set_vectors){load_table(set->lo), load_table(set->hi)};
}

SCAN_INLINE __m256i outside(__m256i bytes, const small_set_vectors *v) {
  const __m256i bits = _mm256_and_si256(_mm256_shuffle_epi8(v->lo, low_nibbles(bytes)),
                                        _mm256_shuffle_epi8(v->hi, high_nibbles(bytes)));
  return _mm256_cmpeq_epi8(bits, _mm256_setzero_si256());
}

SCAN_INLINE uint64_t small_set_mask(const uint8_t *p, const small_set_vectors *v) {
  return ~join(outside(load(p), v), outside(load(p + 32), v));
}

/* --- literals --- */

SCAN_INLINE uint64_t ends_mask(const uint8_t *p, uint8_t first, uint8_t last, size_t length) {
  const __m256i firsts = _mm256_set1_epi8((char)first), lasts = _mm256_set1_epi8((char)last);
  const uint8_t *q = p + length - 1;
  return join(_mm256_and_si256(_mm256_cmpeq_epi8(load(p), firsts),
                               _mm256_cmpeq_epi8(load(q), lasts)),
              _mm256_and_si256(_mm256_cmpeq_epi8(load(p + 32), firsts),
                               _mm256_cmpeq_epi8(load(q + 32), lasts)));
}

#include "scan_drivers.h"
#include "scan_gram_driver.h"

const scan_kernels scan_kernels_avx2 = {
  .anchors = anchors,
  .token_runs = token_runs,
  .small_set = small_set,
  .literal = literal,
  .base64_text = base64_text,
  .grams = grams,
};
#endif
