/* Special bytes, the beginnings of placeholders, and lines. */
#include "include/scan_marks.h"
#include "scan_internal.h"

typedef struct {
  size_t (*marks)(const uint8_t *, size_t, size_t, const scan_mark_set *, uint32_t *);
  size_t (*lines)(const uint8_t *, size_t, size_t);
} mark_kernels;

size_t scan_mark_set_bytes(scan_mark_set *marks, const uint8_t *bytes, size_t count) {
  scan_small_set *set = &marks->set;
  *set = (scan_small_set){0};
  uint32_t used = 0;
  for (size_t k = 0; k < count; k++) {
    uint8_t *row = &set->hi[bytes[k] >> 4];
    if (*row == 0) {
      if (used == 8) return k;
      *row = (uint8_t)(1u << used++);
    }
    set->lo[bytes[k] & 15] |= *row;
  }
  return count;
}

static size_t marks_portable(const uint8_t *bytes, size_t from, size_t to,
                             const scan_mark_set *marks, uint32_t *out) {
  size_t count = 0;
  for (size_t at = from; at < to; at++) {
    const uint8_t byte = bytes[at];
    out[count] = (uint32_t)at;
    count += (marks->set.lo[byte & 15] & marks->set.hi[byte >> 4]) != 0 ||
             (byte == marks->first && bytes[at + marks->distance] == marks->last);
  }
  return count;
}

static size_t lines_portable(const uint8_t *bytes, size_t from, size_t to) {
  return scan_count_byte(bytes + from, to - from, 0x0A);
}

#if defined(__x86_64__)
#include <immintrin.h>

/* --- AVX-512BW --- */
#define SCAN_TARGET __attribute__((target(SCAN_AVX512_TARGET)))
#define SCAN_INLINE SCAN_ALWAYS_INLINE SCAN_TARGET
#define mark_vectors mark_vectors_512
#define load_marks load_marks_512
#define mark_mask mark_mask_512
#define line_mask line_mask_512
#define MARKS marks_512
#define LINES lines_512

typedef struct { __m512i lo, hi, first, last; } mark_vectors;

SCAN_INLINE mark_vectors load_marks(const scan_mark_set *marks) {
  return (mark_vectors){
    _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)marks->set.lo)),
    _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)marks->set.hi)),
    _mm512_set1_epi8((char)marks->first), _mm512_set1_epi8((char)marks->last)};
}

SCAN_INLINE uint64_t mark_mask(const uint8_t *p, const mark_vectors *v, size_t distance) {
  const __m512i bytes = _mm512_loadu_si512(p), nibble = _mm512_set1_epi8(15);
  const __m512i low = _mm512_and_si512(bytes, nibble);
  const __m512i high = _mm512_and_si512(_mm512_srli_epi16(bytes, 4), nibble);
  return _mm512_test_epi8_mask(_mm512_shuffle_epi8(v->lo, low), _mm512_shuffle_epi8(v->hi, high)) |
         (_mm512_cmpeq_epi8_mask(bytes, v->first) &
          _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(p + distance), v->last));
}

SCAN_INLINE uint64_t line_mask(const uint8_t *p) {
  return _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(p), _mm512_set1_epi8(0x0A));
}

#include "scan_marks_driver.h"
#undef SCAN_TARGET
#undef SCAN_INLINE
#undef mark_vectors
#undef load_marks
#undef mark_mask
#undef line_mask

/* --- AVX2 --- */
#define SCAN_TARGET __attribute__((target(SCAN_X86_TARGET)))
#define SCAN_INLINE SCAN_ALWAYS_INLINE SCAN_TARGET
#define MARKS marks_256
#define LINES lines_256

typedef struct { __m256i lo, hi, first, last; } mark_vectors;

SCAN_INLINE mark_vectors load_marks(const scan_mark_set *marks) {
  return (mark_vectors){
    _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)marks->set.lo)),
    _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)marks->set.hi)),
    _mm256_set1_epi8((char)marks->first), _mm256_set1_epi8((char)marks->last)};
}

SCAN_INLINE uint32_t half_mark_mask(const uint8_t *p, const mark_vectors *v, size_t distance) {
  const __m256i bytes = _mm256_loadu_si256((const __m256i *)p), nibble = _mm256_set1_epi8(15);
  const __m256i low = _mm256_and_si256(bytes, nibble);
  const __m256i high = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), nibble);
  const __m256i none = _mm256_cmpeq_epi8(
    _mm256_and_si256(_mm256_shuffle_epi8(v->lo, low), _mm256_shuffle_epi8(v->hi, high)),
    _mm256_setzero_si256());
  const __m256i later = _mm256_loadu_si256((const __m256i *)(p + distance));
  const __m256i pair =
    _mm256_and_si256(_mm256_cmpeq_epi8(bytes, v->first), _mm256_cmpeq_epi8(later, v->last));
  return ~(uint32_t)_mm256_movemask_epi8(none) | (uint32_t)_mm256_movemask_epi8(pair);
}

SCAN_INLINE uint64_t mark_mask(const uint8_t *p, const mark_vectors *v, size_t distance) {
  return half_mark_mask(p, v, distance) | (uint64_t)half_mark_mask(p + 32, v, distance) << 32;
}

SCAN_INLINE uint64_t line_mask(const uint8_t *p) {
  const __m256i feed = _mm256_set1_epi8(0x0A);
  const __m256i low = _mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *)p), feed);
  const __m256i high = _mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *)(p + 32)), feed);
  return (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

#include "scan_marks_driver.h"

#elif defined(__aarch64__)
#include <arm_neon.h>

#define SCAN_TARGET
#define SCAN_INLINE SCAN_ALWAYS_INLINE
#define MARKS marks_neon
#define LINES lines_neon

typedef struct { uint8x16_t lo, hi, first, last; } mark_vectors;

SCAN_INLINE mark_vectors load_marks(const scan_mark_set *marks) {
  return (mark_vectors){vld1q_u8(marks->set.lo), vld1q_u8(marks->set.hi), vdupq_n_u8(marks->first),
                        vdupq_n_u8(marks->last)};
}

/* Bit i: byte i is 0xff. */
SCAN_INLINE uint64_t bits(uint8x16_t bytes) {
  const uint8x16_t weight = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  const uint8x16_t weighed = vandq_u8(bytes, weight);
  return (uint64_t)vaddv_u8(vget_low_u8(weighed)) |
         (uint64_t)vaddv_u8(vget_high_u8(weighed)) << 8;
}

SCAN_INLINE uint64_t mark_mask(const uint8_t *p, const mark_vectors *v, size_t distance) {
  uint64_t mask = 0;
  for (int part = 0; part < 4; part++) {
    const uint8x16_t bytes = vld1q_u8(p + 16 * part);
    const uint8x16_t later = vld1q_u8(p + 16 * part + distance);
    const uint8x16_t member = vtstq_u8(vqtbl1q_u8(v->lo, vandq_u8(bytes, vdupq_n_u8(15))),
                                       vqtbl1q_u8(v->hi, vshrq_n_u8(bytes, 4)));
    const uint8x16_t pair = vandq_u8(vceqq_u8(bytes, v->first), vceqq_u8(later, v->last));
    mask |= bits(vorrq_u8(member, pair)) << (16 * part);
  }
  return mask;
}

SCAN_INLINE uint64_t line_mask(const uint8_t *p) {
  uint64_t mask = 0;
  for (int part = 0; part < 4; part++)
    mask |= bits(vceqq_u8(vld1q_u8(p + 16 * part), vdupq_n_u8(0x0A))) << (16 * part);
  return mask;
}

#include "scan_marks_driver.h"
#endif

static mark_kernels kernels(scan_isa isa) {
  if (scan_has_isa(isa)) {
    switch (isa) {
#if defined(__x86_64__)
    case scan_isa_avx2: return (mark_kernels){marks_256, lines_256};
    case scan_isa_avx512bw:
    case scan_isa_avx512vbmi: return (mark_kernels){marks_512, lines_512};
#elif defined(__aarch64__)
    case scan_isa_neon: return (mark_kernels){marks_neon, lines_neon};
#endif
    default: break;
    }
  }
  return (mark_kernels){marks_portable, lines_portable};
}

size_t scan_marks(scan_isa isa, const uint8_t *bytes, size_t from, size_t to,
                  const scan_mark_set *marks, uint32_t *out) {
  return from < to ? kernels(isa).marks(bytes, from, to, marks, out) : 0;
}

size_t scan_lines(scan_isa isa, const uint8_t *bytes, size_t from, size_t to) {
  return from < to ? kernels(isa).lines(bytes, from, to) : 0;
}
