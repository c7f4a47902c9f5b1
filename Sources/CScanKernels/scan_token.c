/* What a token holds, from bit masks of up to four blocks of 64 bytes. */
#include "include/scan_candidates.h"
#include "scan_internal.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define SCAN_TARGET __attribute__((target(SCAN_AVX512_TARGET)))
#define SCAN_INLINE SCAN_ALWAYS_INLINE SCAN_TARGET
enum { BLOCKS = 4, LONGEST = 64 * BLOCKS };

/* Bits of a token, the first byte's lowest. */
typedef struct { uint64_t words[BLOCKS]; } token_bits;

/* Bytes from `first` on, `count` of them. */
SCAN_INLINE uint64_t range(__m512i bytes, uint64_t valid, uint8_t first, uint8_t count) {
  return _mm512_mask_cmplt_epu8_mask(valid, _mm512_sub_epi8(bytes, _mm512_set1_epi8((char)first)),
                                     _mm512_set1_epi8((char)count));
}

SCAN_INLINE uint64_t equal(__m512i bytes, uint64_t valid, uint8_t byte) {
  return _mm512_mask_cmpeq_epi8_mask(valid, bytes, _mm512_set1_epi8((char)byte));
}

/* Bytes one more or one less than those of `before`. */
SCAN_INLINE uint64_t one_apart(__m512i bytes, __m512i before, uint64_t valid) {
  const __m512i difference = _mm512_sub_epi8(bytes, before);
  return equal(difference, valid, 1) | equal(difference, valid, 0xFF);
}

/* Keeps the bits that have `count` (1 ... 63) bits in a row below them and their like there. */
SCAN_INLINE void narrow(token_bits *bits, uint32_t count, uint32_t blocks) {
  uint64_t before = 0;
  for (uint32_t k = 0; k < blocks; k++) {
    const uint64_t word = bits->words[k];
    bits->words[k] = word & scan_shift_in(word, before, count);
    before = word;
  }
}

/* Whether `length` bits in a row are set. */
SCAN_INLINE int has_run(token_bits bits, uint32_t length, uint32_t blocks) {
  uint32_t reached = 1;
  while (reached < length) {
    const uint32_t more = length - reached < reached ? length - reached : reached;
    narrow(&bits, more, blocks);
    reached += more;
  }
  uint64_t any = 0;
  for (uint32_t k = 0; k < blocks; k++) any |= bits.words[k];
  return any != 0;
}

/* The bits without those of `gone`, which close up. */
SCAN_INLINE token_bits without(const token_bits *bits, const token_bits *gone, size_t count) {
  token_bits result = {{0}};
  uint32_t size = 0;
  for (uint32_t k = 0; 64 * k < count; k++) {
    const size_t rest = count - 64 * k;
    const uint64_t kept = ~gone->words[k] & (rest < 64 ? (1ull << rest) - 1 : ~0ull);
    const uint64_t part = _pext_u64(bits->words[k], kept);
    result.words[size / 64] |= part << size % 64;
    if (size % 64 && size / 64 + 1 < BLOCKS)
      result.words[size / 64 + 1] |= part >> (64 - size % 64);
    size += (uint32_t)__builtin_popcountll(kept);
  }
  return result;
}

/* One bit for each different code: base64 values, '-' as '+' and '_' as '/'. */
SCAN_INLINE uint64_t codes(__m512i bytes, uint64_t valid, uint64_t upper, uint64_t lower,
                           uint64_t digit, uint64_t plus) {
  __m512i code = _mm512_set1_epi8(63);
  code = _mm512_mask_mov_epi8(code, plus, _mm512_set1_epi8(62));
  code = _mm512_mask_sub_epi8(code, upper, bytes, _mm512_set1_epi8('A'));
  code = _mm512_mask_sub_epi8(code, lower, bytes, _mm512_set1_epi8('a' - 26));
  code = _mm512_mask_add_epi8(code, digit, bytes, _mm512_set1_epi8(52 - '0'));
  _Alignas(64) uint8_t stored[64];
  _mm512_store_si512(stored, code);
  __m512i seen = _mm512_setzero_si512();
  for (uint32_t k = 0; k < 8 && valid >> (8 * k); k++) {
    const __m512i places = _mm512_cvtepu8_epi64(_mm_loadl_epi64((const __m128i *)(stored + 8 * k)));
    const __m512i bits =
      _mm512_maskz_sllv_epi64((__mmask8)(valid >> (8 * k)), _mm512_set1_epi64(1), places);
    seen = _mm512_or_si512(seen, bits);
  }
  return (uint64_t)_mm512_reduce_or_epi64(seen);
}

/* Bits that differ from the bit before; the first of all (`first`) differs from none. */
SCAN_INLINE uint64_t differing(uint64_t bits, uint64_t before, int first) {
  const uint64_t shifted = first ? bits << 1 | (bits & 1) : scan_shift_in(bits, before, 1);
  return bits ^ shifted;
}

SCAN_INLINE uint32_t ones(uint64_t bits) { return (uint32_t)__builtin_popcountll(bits); }

static SCAN_TARGET void count_token(const uint8_t *bytes, size_t count, uint32_t hexadecimal_limit,
                                    uint32_t digit_limit, scan_token_counts *out) {
  const uint32_t blocks = (uint32_t)((count + 63) / 64);
  token_bits hyphens = {{0}}, digits = {{0}}, lower_hex = {{0}}, upper_hex = {{0}}, same = {{0}};
  uint64_t upper_before = 0, lower_before = 0, digit_before = 0, seen = 0, hyphen_any = 0;
  memset(out, 0, sizeof *out);
  for (uint32_t k = 0; k < blocks; k++) {
    const size_t rest = count - 64 * k;
    const uint64_t valid = rest < 64 ? (1ull << rest) - 1 : ~0ull;
    const uint64_t valid1 = k ? valid : valid & ~1ull, valid2 = k ? valid : valid & ~3ull;
    const uint8_t *p = bytes + 64 * k;
    const __m512i block = _mm512_maskz_loadu_epi8(valid, p);
    const __m512i one = _mm512_maskz_loadu_epi8(valid1, p - 1);
    const __m512i two = _mm512_maskz_loadu_epi8(valid2, p - 2);
    const uint64_t upper = range(block, valid, 'A', 26), lower = range(block, valid, 'a', 26);
    const uint64_t digit = range(block, valid, '0', 10);
    const uint64_t slash = equal(block, valid, '/'), plus = equal(block, valid, '+');
    hyphens.words[k] = equal(block, valid, '-');
    hyphen_any |= hyphens.words[k];
    digits.words[k] = digit;
    lower_hex.words[k] = digit | range(block, valid, 'a', 6);
    upper_hex.words[k] = digit | range(block, valid, 'A', 6);
    same.words[k] = _mm512_mask_cmpeq_epi8_mask(valid1, block, one);
    out->upper += ones(upper);
    out->lower += ones(lower);
    out->digits += ones(digit);
    out->changes += ones(valid & (differing(upper, upper_before, k == 0) |
                                  differing(lower, lower_before, k == 0) |
                                  differing(digit, digit_before, k == 0)));
    out->steps += ones(one_apart(block, one, valid1) | one_apart(block, two, valid2));
    out->has_slash |= slash != 0;
    out->has_plus |= plus != 0;
    seen |= codes(block, valid, upper, lower, digit, plus | hyphens.words[k]);
    upper_before = upper;
    lower_before = lower;
    digit_before = digit;
  }
  out->separators = (uint32_t)count - out->upper - out->lower - out->digits;
  out->distinct = ones(seen);
  out->has_long_number = (uint32_t)has_run(digits, digit_limit, blocks);
  out->has_repeat = (uint32_t)has_run(same, 3, blocks);
  if (hyphen_any) {
    lower_hex = without(&lower_hex, &hyphens, count);
    upper_hex = without(&upper_hex, &hyphens, count);
  }
  out->has_hexadecimal = (uint32_t)(has_run(lower_hex, hexadecimal_limit, blocks) ||
                                    has_run(upper_hex, hexadecimal_limit, blocks));
}
#endif

int scan_count_token(scan_isa isa, const uint8_t *bytes, size_t count, uint32_t hexadecimal_limit,
                     uint32_t digit_limit, scan_token_counts *out) {
#if defined(__x86_64__)
  if ((isa != scan_isa_avx512bw && isa != scan_isa_avx512vbmi) || !scan_has_isa(isa)) return 0;
  if (count < 1 || count > LONGEST || hexadecimal_limit - 1 > 63 || digit_limit - 1 > 63) return 0;
  count_token(bytes, count, hexadecimal_limit, digit_limit, out);
  return 1;
#else
  (void)isa, (void)bytes, (void)count, (void)hexadecimal_limit, (void)digit_limit, (void)out;
  return 0;
#endif
}
