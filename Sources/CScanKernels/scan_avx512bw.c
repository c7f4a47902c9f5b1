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

/* --- anchors: sixteen buckets by the byte without its case, exactly --- */

typedef struct { __m512i low[SCAN_GROUPS / 2][4], high[SCAN_GROUPS / 2][4]; } anchor_vectors;

SCAN_INLINE anchor_vectors load_anchors(const scan_anchor_tables *tables, const uint32_t groups) {
  anchor_vectors vectors;
#pragma clang loop unroll(full)
  for (uint32_t pair = 0; pair < (groups + 1) / 2; pair++) {
#pragma clang loop unroll(full)
    for (uint32_t k = 0; k < 4; k++) {
      vectors.low[pair][k] = _mm512_loadu_si512(tables->folded[pair][k]);
      vectors.high[pair][k] = _mm512_loadu_si512(tables->folded[pair][k] + 32);
    }
  }
  return vectors;
}

/* scan_anchor_fold of each byte, in its low six bits; the others are not looked at. */
SCAN_INLINE __m512i folded(const uint8_t *p) {
  const __m512i bytes = _mm512_loadu_si512(p);
  const __m512i choice = _mm512_set1_epi8(32);
  return _mm512_ternarylogic_epi64(choice, _mm512_srli_epi16(bytes, 1), bytes, 0xca);
}

/* Lanes of 16 bits: the byte at an even index is a lane's low one, at an odd index its high one. */
SCAN_INLINE uint64_t anchor_mask(const uint8_t *p, const anchor_vectors *v, const uint32_t groups) {
  __m512i at[5];
  at[0] = folded(p);
  at[2] = folded(p + 2);
  at[4] = folded(p + 4);
  at[1] = _mm512_srli_epi16(at[0], 8);
  at[3] = _mm512_srli_epi16(at[2], 8);
  __mmask32 parity[2] = {0, 0};
#pragma clang loop unroll(full)
  for (int odd = 0; odd < 2; odd++) {
    __m512i any = _mm512_setzero_si512();
#pragma clang loop unroll(full)
    for (uint32_t pair = 0; pair < (groups + 1) / 2; pair++) {
      __m512i buckets = _mm512_set1_epi8(-1);
#pragma clang loop unroll(full)
      for (int k = 0; k < 4; k++)
        buckets = _mm512_and_si512(
          buckets, _mm512_permutex2var_epi16(v->low[pair][k], at[odd + k], v->high[pair][k]));
      any = _mm512_or_si512(any, buckets);
    }
    parity[odd] = _mm512_test_epi16_mask(any, any);
  }
  return _pdep_u64(parity[0], 0x5555555555555555ull) | _pdep_u64(parity[1], 0xaaaaaaaaaaaaaaaaull);
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

#include "scan_avx512_spans.h"
#define SCAN_OWN_RUNS
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
