/* The skip guards: how far the bytes of a class reach. */
#include "include/scan_candidates.h"
#include "scan_internal.h"

void scan_class_add(scan_class *set, uint8_t byte) {
  uint8_t *half = byte < 0x80 ? set->low : set->high;
  half[byte & 15] |= (uint8_t)(1u << (byte >> 4 & 7));
}

SCAN_ALWAYS_INLINE int in_class(const scan_class *set, uint8_t byte) {
  const uint8_t *half = byte < 0x80 ? set->low : set->high;
  return half[byte & 15] >> (byte >> 4 & 7) & 1;
}

SCAN_ALWAYS_INLINE size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* What the guard says of a scan that came to `next` and may come to `limit`. */
SCAN_ALWAYS_INLINE int answer(const scan_skip *skip, const uint8_t *bytes, size_t next,
                              size_t limit, size_t end) {
  return next >= limit ? limit == end : in_class(&skip->to, bytes[next]);
}

int scan_reaches(const scan_skip *skip, const uint8_t *bytes, size_t at, size_t end) {
  if (!skip->is_on) return 1;
  const size_t limit = least(end, at + (size_t)skip->limit + 1);
  size_t next = at;
  while (next < limit && in_class(&skip->over, bytes[next])) next++;
  return answer(skip, bytes, next, limit, end);
}

static size_t keep_portable(scan_candidate *candidates, size_t count, const scan_skip *skips,
                            const uint8_t *bytes, size_t end) {
  size_t kept = 0;
  for (size_t k = 0; k < count; k++) {
    const scan_candidate candidate = candidates[k];
    candidates[kept] = candidate;
    kept += (size_t)scan_reaches(&skips[candidate.rule], bytes, (size_t)candidate.start, end);
  }
  return kept;
}

#if defined(__x86_64__)
#include <immintrin.h>

/* Bit i: byte i is not in the class. BLOCK bytes at once are more than most scans need. */
#define SCAN_TARGET __attribute__((target(SCAN_X86_TARGET)))
#define SCAN_INLINE SCAN_ALWAYS_INLINE SCAN_TARGET
enum { BLOCK = 32 };

typedef struct { __m256i low, high; } class_vectors;

SCAN_INLINE class_vectors load_class(const scan_class *set) {
  return (class_vectors){
    _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)set->low)),
    _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)set->high))};
}

SCAN_INLINE uint32_t outside(const uint8_t *p, class_vectors v) {
  const __m256i bytes = _mm256_loadu_si256((const __m256i *)p);
  const __m256i top = _mm256_set1_epi8((char)0x80);
  /* A shuffle gives 0 where the highest bit is set, so each half of the table sees its own bytes. */
  const __m256i rows = _mm256_or_si256(_mm256_shuffle_epi8(v.low, bytes),
                                       _mm256_shuffle_epi8(v.high, _mm256_xor_si256(bytes, top)));
  const __m256i bits = _mm256_broadcastsi128_si256(
    _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128));
  const __m256i high = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(15));
  const __m256i bit = _mm256_shuffle_epi8(bits, high);
  const __m256i none = _mm256_cmpeq_epi8(_mm256_and_si256(rows, bit), _mm256_setzero_si256());
  return (uint32_t)_mm256_movemask_epi8(none);
}

static SCAN_TARGET size_t keep_avx2(scan_candidate *candidates, size_t count,
                                    const scan_skip *skips, const uint8_t *bytes, size_t end) {
  size_t kept = 0;
  for (size_t k = 0; k < count; k++) {
    const scan_candidate candidate = candidates[k];
    const scan_skip *skip = &skips[candidate.rule];
    const class_vectors over = load_class(&skip->over);
    candidates[kept] = candidate;
    const size_t limit = least(end, (size_t)candidate.start + (size_t)skip->limit + 1);
    size_t next = (size_t)candidate.start;
    uint32_t stops = outside(bytes + next, over);
    while (__builtin_expect(stops == 0, 0)) {
      next += BLOCK;
      if (next >= limit) break;
      stops = outside(bytes + next, over);
    }
    if (stops) next += (size_t)__builtin_ctz(stops);
    kept += (size_t)(!skip->is_on | answer(skip, bytes, next, limit, end));
  }
  return kept;
}
#endif

size_t scan_keep_reaching(scan_isa isa, scan_candidate *candidates, size_t count,
                          const scan_skip *skips, const uint8_t *bytes, size_t end) {
#if defined(__x86_64__)
  if (isa != scan_isa_portable && scan_has_isa(scan_isa_avx2))
    return keep_avx2(candidates, count, skips, bytes, end);
#endif
  return keep_portable(candidates, count, skips, bytes, end);
}
