/*
 * Kernels that work on the masks of eight blocks at once, a span of 512 bytes: lane k holds the
 * mask of block k. Blocks are aligned, so the first begins up to 63 bytes before the range.
 * The path that includes this defines SCAN_TARGET, SCAN_INLINE and the row tests.
 */

enum { SPAN_BLOCKS = 8, SPAN = 64 * SPAN_BLOCKS };
typedef struct { _Alignas(64) uint64_t set[SCAN_ROW_SETS][SPAN_BLOCKS]; } span_masks;

/* Distance of `bytes + from` from the block that holds it. */
SCAN_INLINE int64_t into_block(const uint8_t *bytes, size_t from) {
  return (int64_t)((uintptr_t)(bytes + from) & 63);
}

/* The masks of the span at `at`, empty outside [from, to); reads no block without a byte of it. */
SCAN_INLINE void test_span(const uint8_t *bytes, int64_t at, int64_t from, int64_t to,
                           const row_vectors *sets, const uint32_t count, span_masks *span) {
  if (__builtin_expect(at >= from && to - at >= SPAN, 1)) {
#pragma clang loop unroll_count(2)
    for (int64_t block = 0; block < SPAN_BLOCKS; block++) {
      const row_masks masks = test_rows(bytes + (at + 64 * block), sets);
#pragma clang loop unroll(full)
      for (uint32_t k = 0; k < count; k++) span->set[k][block] = masks.set[k];
    }
    return;
  }
  for (int64_t block = 0; block < SPAN_BLOCKS; block++) {
    const int64_t first = at + 64 * block;
    row_masks masks = {{0}};
    if (first < to) masks = test_rows(bytes + first, sets);
    for (uint32_t k = 0; k < count; k++) {
      uint64_t mask = masks.set[k];
      if (first < from) mask &= ~0ull << (from - first);
      if (to - first < 64 && to > first) mask = scan_cut(mask, (size_t)(to - first));
      span->set[k][block] = mask;
    }
  }
}

/* `current` moved up by `count` (1 ... 63) bits, filled from the span before it. */
SCAN_INLINE __m512i shift_in(__m512i current, __m512i before, const uint32_t count) {
  const __m512i below = _mm512_alignr_epi64(current, before, SPAN_BLOCKS - 1);
  return _mm512_or_si512(_mm512_slli_epi64(current, count), _mm512_srli_epi64(below, 64 - count));
}

/*
 * The sum of two numbers of 512 bits and a carry (0 or 1), which is replaced by the sum's own.
 * Lanes that overflow hand a carry on, lanes of ones let one pass: an addition of eight bits.
 */
SCAN_INLINE __m512i add_with_carry(__m512i a, __m512i b, uint32_t *carry) {
  const __m512i ones = _mm512_set1_epi64(-1);
  const __m512i sum = _mm512_add_epi64(a, b);
  const uint32_t made = _mm512_cmplt_epu64_mask(sum, a);
  const uint32_t passed = _mm512_cmpeq_epi64_mask(sum, ones);
  const uint32_t carries = ((made << 1 | *carry) + passed) ^ passed;
  *carry = carries >> 8 & 1;
  return _mm512_mask_sub_epi64(sum, (__mmask8)carries, sum, ones);
}

/* Token masks of the span before, shifted together once, twice, ...: what shift_in fills from. */
typedef struct { __m512i steps[8]; } stretches;

/* Bit i: the bytes below byte i are tokens, 2^doublings + rest of them. */
SCAN_INLINE __m512i ends_of_spans(__m512i token, stretches *before, const uint32_t doublings,
                                  uint32_t rest) {
#pragma clang loop unroll(full)
  for (uint32_t step = 0; step < doublings; step++) {
    const __m512i shifted = shift_in(token, before->steps[step], 1u << step);
    before->steps[step] = token;
    token = _mm512_and_si512(token, shifted);
  }
  if (rest > 0) {
    const __m512i shifted = shift_in(token, before->steps[doublings], rest);
    before->steps[doublings] = token;
    token = _mm512_and_si512(token, shifted);
  }
  const __m512i ends = shift_in(token, before->steps[7], 1);
  before->steps[7] = token;
  return ends;
}

/* Where the run of tokens starts that reaches up to `end` of a block; `open` if before the span. */
SCAN_INLINE int64_t start_of_run(const uint64_t token[SPAN_BLOCKS], int64_t at, int64_t block,
                                 uint32_t end, int64_t open) {
  uint64_t gaps = ~token[block] & ((1ull << end) - 1);
  while (gaps == 0) {
    if (block == 0) return open;
    gaps = ~token[--block];
  }
  return at + 64 * block + 64 - (int64_t)scan_leading_zeros(gaps);
}

SCAN_INLINE size_t runs_in_spans(const uint8_t *bytes, size_t first, size_t end,
                                 const uint32_t doublings, uint32_t rest, scan_run *out) {
  const row_vectors sets = load_rows(&scan_token_sets);
  const int64_t from = (int64_t)first, to = (int64_t)end;
  stretches before;
  memset(&before, 0, sizeof before);
  uint32_t carries[SCAN_ROW_SETS] = {0};
  int64_t open = from; /* where the run that reaches the span from below starts */
  size_t count = 0;
  for (int64_t at = from - into_block(bytes, first);; at += SPAN) {
    span_masks span;
    test_span(bytes, at, from, to, &sets, SCAN_ROW_SETS, &span);
    const __m512i token = _mm512_load_si512(span.set[0]);
    /* With a byte of a set in a run, a carry comes out behind the run's end. */
    __m512i has[SCAN_ROW_SETS];
#pragma clang loop unroll(full)
    for (int k = 1; k < SCAN_ROW_SETS; k++)
      has[k] = add_with_carry(token, _mm512_load_si512(span.set[k]), &carries[k]);
    /* Both cases, or letters of one, digits and what is no hexadecimal digit. */
    const __m512i code = _mm512_and_si512(
      _mm512_and_si512(_mm512_or_si512(has[1], has[2]), has[3]), has[4]);
    const __m512i mixed = _mm512_or_si512(_mm512_and_si512(has[1], has[2]), code);
    const __m512i ends = _mm512_and_si512(
      _mm512_andnot_si512(token, mixed), ends_of_spans(token, &before, doublings, rest));
    uint32_t blocks = _mm512_test_epi64_mask(ends, ends);
    if (__builtin_expect(blocks != 0, 0)) {
      _Alignas(64) uint64_t masks[SPAN_BLOCKS];
      _mm512_store_si512(masks, ends);
      for (; blocks; blocks &= blocks - 1) {
        const int64_t block = __builtin_ctz(blocks);
        for (uint64_t mask = masks[block]; mask; mask &= mask - 1) {
          const uint32_t bit = scan_lowest_bit(mask);
          const int64_t start = start_of_run(span.set[0], at, block, bit, open);
          out[count++] = (scan_run){(uint32_t)start, (uint32_t)(at + 64 * block + bit)};
        }
      }
    }
    /* A run that ends with the range's last whole span is seen in an empty span after it. */
    if (to - at < SPAN) return count;
    if (~span.set[0][SPAN_BLOCKS - 1])
      open = at + SPAN - (int64_t)scan_leading_zeros(~span.set[0][SPAN_BLOCKS - 1]);
    else
      open = start_of_run(span.set[0], at, SPAN_BLOCKS - 1, 0, open);
  }
}

/* One copy of the loop for each number of doublings. */
static SCAN_TARGET size_t token_runs(const uint8_t *bytes, size_t from, size_t to,
                                     uint32_t minimum, scan_run *out) {
  const uint32_t doublings = 31 - (uint32_t)__builtin_clz(minimum);
  const uint32_t rest = minimum - (1u << doublings);
  switch (doublings) {
  case 0: return runs_in_spans(bytes, from, to, 0, rest, out);
  case 1: return runs_in_spans(bytes, from, to, 1, rest, out);
  case 2: return runs_in_spans(bytes, from, to, 2, rest, out);
  case 3: return runs_in_spans(bytes, from, to, 3, rest, out);
  case 4: return runs_in_spans(bytes, from, to, 4, rest, out);
  case 5: return runs_in_spans(bytes, from, to, 5, rest, out);
  default: return runs_in_spans(bytes, from, to, 6, rest, out);
  }
}

/*
 * Works on last bytes: a bit of `quantum` says that a quantum of text ends at that byte, so only
 * masks of spans already read are needed. A hit is reported at its first byte, 15 below.
 */
static SCAN_TARGET size_t base64_text(const uint8_t *bytes, size_t from, size_t to,
                                      uint32_t *out) {
  const row_vectors sets = load_rows(&scan_base64_sets);
  const int64_t first = (int64_t)from, stop = (int64_t)to + 15;
  __m512i before[3], quantum_before, pair_before;
  before[0] = before[1] = before[2] = quantum_before = pair_before = _mm512_setzero_si512();
  size_t count = 0;
  for (int64_t at = first - into_block(bytes, from); at < stop; at += SPAN) {
    span_masks span;
    test_span(bytes, at, first, stop, &sets, 4, &span);
    __m512i quantum = _mm512_load_si512(span.set[3]);
#pragma clang loop unroll(full)
    for (uint32_t k = 0; k < 3; k++) {
      const __m512i set = _mm512_load_si512(span.set[k]);
      quantum = _mm512_and_si512(quantum, shift_in(set, before[k], 3 - k));
      before[k] = set;
    }
    const __m512i pair = _mm512_and_si512(quantum, shift_in(quantum, quantum_before, 4));
    const __m512i text = _mm512_and_si512(pair, shift_in(pair, pair_before, 8));
    quantum_before = quantum;
    pair_before = pair;
    if (__builtin_expect(_mm512_test_epi64_mask(text, text) == 0, 1)) continue;
    _Alignas(64) uint64_t masks[SPAN_BLOCKS];
    _mm512_store_si512(masks, text);
    for (int64_t block = 0; block < SPAN_BLOCKS; block++)
      count = scan_append(out, count, (size_t)(at + 64 * block - 15), masks[block], 0);
  }
  return count;
}
