/* The fast way through JSON: strings by masks of 64 bytes, literals and escapes one by one. */
#include "include/scan_json.h"
#include "scan_internal.h"

/* Bit i is for byte i of a block. */
typedef struct {
  uint64_t quote, backslash;
  uint64_t control;   /* below 0x20 */
  uint64_t structure; /* { } [ ] : , and space, tab, CR */
  uint64_t digit;
} json_masks;

SCAN_ALWAYS_INLINE int is_hex(uint8_t byte) {
  return (uint8_t)(byte - '0') < 10 || (uint8_t)((byte | 0x20) - 'a') < 6;
}

/* Length of the escape at p; 0 if it is wrong, or its end may lie after `left` bytes. */
SCAN_ALWAYS_INLINE uint32_t escape_length(const uint8_t *p, size_t left) {
  if (left < 2) return 0;
  switch (p[1]) {
  case '"': case '\\': case '/': case 'b': case 'f': case 'n': case 'r': case 't': return 2;
  case 'u': break;
  default: return 0;
  }
  if (left < 6 || !is_hex(p[2]) || !is_hex(p[3]) || !is_hex(p[4]) || !is_hex(p[5])) return 0;
  /* Half of a pair of surrogates: whether there is another half is left to the caller. */
  return (p[2] | 0x20) == 'd' && p[3] >= '8' ? 0 : 6;
}

/* Whether a number ends exactly at `end`. */
static int is_number(const uint8_t *p, const uint8_t *end) {
  if (p < end && *p == '-') p++;
  const uint8_t *first = p;
  if (p < end && *p == '0') {
    p++;
  } else {
    while (p < end && (uint8_t)(*p - '0') < 10) p++;
  }
  if (p == first) return 0;
  if (p < end && *p == '.') {
    first = ++p;
    while (p < end && (uint8_t)(*p - '0') < 10) p++;
    if (p == first) return 0;
  }
  if (p < end && (*p | 0x20) == 'e') {
    p++;
    if (p < end && (*p == '+' || *p == '-')) p++;
    first = p;
    while (p < end && (uint8_t)(*p - '0') < 10) p++;
    if (p == first) return 0;
  }
  return p == end;
}

/* Whether the `size` bytes at p (1 ... 63), which something else follows, are a literal. */
SCAN_ALWAYS_INLINE int is_literal(const uint8_t *p, uint32_t size, uint64_t digits) {
  switch (p[size]) {
  case ' ': case '\t': case '\r': case ',': case ']': case '}': break;
  default: return 0;
  }
  if ((~digits & ((1ull << size) - 1)) == 0) return size == 1 || p[0] != '0';
  switch (p[0]) {
  case 't': return size == 4 && memcmp(p, "true", 4) == 0;
  case 'f': return size == 5 && memcmp(p, "false", 5) == 0;
  case 'n': return size == 4 && memcmp(p, "null", 4) == 0;
  default: return is_number(p, p + size);
  }
}

/* --- portable: leaves all to the caller, who is as fast without vectors --- */

static size_t json_skip_portable(const uint8_t *bytes, size_t from, size_t to, int *in_string) {
  (void)bytes;
  (void)to;
  (void)in_string;
  return from;
}

/*
 * Vector paths find { } [ ] : , with bit 0x20 set by their low nibble, white space likewise; what
 * the bit makes of control characters is cut away.
 */
#define STRUCTURE 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x3A, 0x7B, 0x2C, 0x7D, 0, 0
#define SPACES 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0x0D, 0, 0

#if defined(__x86_64__)
#include <immintrin.h>

/* --- AVX-512BW --- */
#define SCAN_TARGET __attribute__((target(SCAN_AVX512_TARGET)))
#define SCAN_INLINE SCAN_ALWAYS_INLINE SCAN_TARGET
#define classify classify_512
#define JSON_SKIP json_skip_512

SCAN_INLINE json_masks classify(const uint8_t *p) {
  const __m512i bytes = _mm512_loadu_si512(p);
  const __m512i folded = _mm512_or_si512(bytes, _mm512_set1_epi8(0x20));
  const __m512i structure = _mm512_broadcast_i32x4(_mm_setr_epi8(STRUCTURE));
  const __m512i spaces = _mm512_broadcast_i32x4(_mm_setr_epi8(SPACES));
  json_masks masks;
  masks.quote = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('"'));
  masks.backslash = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\\'));
  masks.control = _mm512_cmplt_epu8_mask(bytes, _mm512_set1_epi8(0x20));
  masks.structure =
    (_mm512_cmpeq_epi8_mask(_mm512_shuffle_epi8(structure, bytes), folded) & ~masks.control) |
    _mm512_cmpeq_epi8_mask(_mm512_shuffle_epi8(spaces, bytes), bytes);
  masks.digit = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(bytes, _mm512_set1_epi8('0')),
                                       _mm512_set1_epi8(10));
  return masks;
}

#include "scan_json_driver.h"
#undef SCAN_TARGET
#undef SCAN_INLINE
#undef classify

/* --- AVX2 --- */
#define SCAN_TARGET __attribute__((target(SCAN_X86_TARGET)))
#define SCAN_INLINE SCAN_ALWAYS_INLINE SCAN_TARGET
#define JSON_SKIP json_skip_256

SCAN_INLINE uint64_t join(__m256i low, __m256i high) {
  return (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

SCAN_INLINE __m256i at_most(__m256i bytes, char limit) {
  return _mm256_cmpeq_epi8(_mm256_min_epu8(bytes, _mm256_set1_epi8(limit)), bytes);
}

SCAN_INLINE __m256i equal(__m256i bytes, char byte) {
  return _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(byte));
}

SCAN_INLINE __m256i structure(__m256i bytes) {
  const __m256i folded = _mm256_or_si256(bytes, _mm256_set1_epi8(0x20));
  const __m256i marks = _mm256_broadcastsi128_si256(_mm_setr_epi8(STRUCTURE));
  const __m256i spaces = _mm256_broadcastsi128_si256(_mm_setr_epi8(SPACES));
  return _mm256_or_si256(
    _mm256_andnot_si256(at_most(bytes, 0x1F),
                        _mm256_cmpeq_epi8(_mm256_shuffle_epi8(marks, bytes), folded)),
    _mm256_cmpeq_epi8(_mm256_shuffle_epi8(spaces, bytes), bytes));
}

SCAN_INLINE json_masks classify(const uint8_t *p) {
  const __m256i a = _mm256_loadu_si256((const __m256i *)p);
  const __m256i b = _mm256_loadu_si256((const __m256i *)(p + 32));
  const __m256i zero = _mm256_set1_epi8('0');
  json_masks masks;
  masks.quote = join(equal(a, '"'), equal(b, '"'));
  masks.backslash = join(equal(a, '\\'), equal(b, '\\'));
  masks.control = join(at_most(a, 0x1F), at_most(b, 0x1F));
  masks.structure = join(structure(a), structure(b));
  masks.digit = join(at_most(_mm256_sub_epi8(a, zero), 9), at_most(_mm256_sub_epi8(b, zero), 9));
  return masks;
}

#include "scan_json_driver.h"

#elif defined(__aarch64__)
#include <arm_neon.h>

#define SCAN_TARGET
#define SCAN_INLINE SCAN_ALWAYS_INLINE
#define JSON_SKIP json_skip_neon

/* Bit i: byte i is 0xff. */
SCAN_INLINE uint64_t bits(uint8x16_t bytes) {
  const uint8x16_t weight = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  const uint8x16_t weighed = vandq_u8(bytes, weight);
  return (uint64_t)vaddv_u8(vget_low_u8(weighed)) |
         (uint64_t)vaddv_u8(vget_high_u8(weighed)) << 8;
}

SCAN_INLINE json_masks classify(const uint8_t *p) {
  const uint8x16_t marks = {STRUCTURE}, spaces = {SPACES};
  json_masks masks = {0};
  for (int part = 0; part < 4; part++) {
    const uint8x16_t bytes = vld1q_u8(p + 16 * part);
    /* Indices from 16 on give 0, as those with the high bit do elsewhere. */
    const uint8x16_t index = vandq_u8(bytes, vdupq_n_u8(0x8F));
    const uint8x16_t control = vcltq_u8(bytes, vdupq_n_u8(0x20));
    const uint8x16_t mark =
      vceqq_u8(vqtbl1q_u8(marks, index), vorrq_u8(bytes, vdupq_n_u8(0x20)));
    const uint8x16_t space = vceqq_u8(vqtbl1q_u8(spaces, index), bytes);
    const int shift = 16 * part;
    masks.quote |= bits(vceqq_u8(bytes, vdupq_n_u8('"'))) << shift;
    masks.backslash |= bits(vceqq_u8(bytes, vdupq_n_u8('\\'))) << shift;
    masks.control |= bits(control) << shift;
    masks.structure |= bits(vorrq_u8(vbicq_u8(mark, control), space)) << shift;
    masks.digit |= bits(vcltq_u8(vsubq_u8(bytes, vdupq_n_u8('0')), vdupq_n_u8(10))) << shift;
  }
  return masks;
}

#include "scan_json_driver.h"
#endif

size_t scan_json_skip(scan_isa isa, const uint8_t *bytes, size_t from, size_t to, int *in_string) {
  if (from >= to) return from;
  if (scan_has_isa(isa)) {
    switch (isa) {
#if defined(__x86_64__)
    case scan_isa_avx2: return json_skip_256(bytes, from, to, in_string);
    case scan_isa_avx512bw:
    case scan_isa_avx512vbmi: return json_skip_512(bytes, from, to, in_string);
#elif defined(__aarch64__)
    case scan_isa_neon: return json_skip_neon(bytes, from, to, in_string);
#endif
    default: break;
    }
  }
  return json_skip_portable(bytes, from, to, in_string);
}
