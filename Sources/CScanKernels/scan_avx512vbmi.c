/* AVX-512 VBMI: anchors by exact tables of 128 entries; the other kernels are AVX-512BW's. */
#include "scan_internal.h"
#if defined(__x86_64__)
#include <immintrin.h>

#define SCAN_TARGET __attribute__((target(SCAN_AVX512_TARGET ",avx512vbmi")))
#define SCAN_INLINE SCAN_ALWAYS_INLINE SCAN_TARGET

typedef struct { __m512i low[SCAN_GROUPS][4], high[SCAN_GROUPS][4]; } anchor_vectors;

SCAN_INLINE anchor_vectors load_anchors(const scan_anchor_tables *tables, const uint32_t groups) {
  anchor_vectors vectors;
#pragma clang loop unroll(full)
  for (uint32_t group = 0; group < groups; group++) {
#pragma clang loop unroll(full)
    for (uint32_t k = 0; k < 4; k++) {
      vectors.low[group][k] = _mm512_loadu_si512(tables->seven[group][k]);
      vectors.high[group][k] = _mm512_loadu_si512(tables->seven[group][k] + 64);
    }
  }
  return vectors;
}

/*
 * The permutation looks at seven bits of the index. Bytes above 127 are capped to 127, whose slot
 * admits whatever any of them admits: an anchor with such a byte is never missed.
 */
SCAN_INLINE uint64_t anchor_mask(const uint8_t *p, const anchor_vectors *v, const uint32_t groups) {
  __m512i index[4];
#pragma clang loop unroll(full)
  for (int k = 0; k < 4; k++)
    index[k] = _mm512_min_epu8(_mm512_loadu_si512(p + k), _mm512_set1_epi8(127));
  __m512i any = _mm512_setzero_si512();
#pragma clang loop unroll(full)
  for (uint32_t group = 0; group < groups; group++) {
    __m512i buckets = _mm512_set1_epi8(-1);
#pragma clang loop unroll(full)
    for (int k = 0; k < 4; k++) {
      const __m512i admitted =
        _mm512_permutex2var_epi8(v->low[group][k], index[k], v->high[group][k]);
      buckets = _mm512_and_si512(buckets, admitted);
    }
    any = _mm512_or_si512(any, buckets);
  }
  return _mm512_test_epi8_mask(any, any);
}

#include "scan_avx512.h"
#define SCAN_ANCHORS_ONLY
#include "scan_drivers.h"

SCAN_TARGET size_t scan_anchors_avx512vbmi(const uint8_t *bytes, size_t from, size_t to,
                                           const scan_anchor_tables *tables, uint32_t *out) {
  return anchors_in_all(bytes, from, to, tables, out);
}
#endif
