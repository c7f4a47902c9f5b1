/*
 * Sampled grams against a blocked Bloom filter, one at a time. Included by each path, so that it is
 * compiled for the path's target (SCAN_TARGET): most of the work is shifts by a variable count,
 * which x86 without BMI2 does slowly.
 */

/* Inlined with a constant stride: a stride known only at run time costs a third of the speed. */
SCAN_ALWAYS_INLINE SCAN_TARGET size_t sampled(const uint8_t *bytes, size_t from, size_t to,
                                              const size_t stride, const scan_gram_filter *filter,
                                              uint32_t *out) {
  const uint64_t *words = filter->words;
  const uint32_t log2_words = filter->log2_words;
  const uint64_t mask = scan_gram_mask(filter->q);
  size_t count = 0;
  size_t at = from;
  for (; at < to && to - at > 3 * stride; at += 4 * stride) {
#pragma clang loop unroll(full)
    for (size_t k = 0; k < 4; k++) {
      const size_t position = at + k * stride;
      const uint64_t hash = (scan_load64(bytes + position) & mask) * SCAN_BLOOM_MULTIPLIER;
      out[count] = (uint32_t)position;
      count += scan_bloom_passes(words[scan_bloom_word(hash, log2_words)], hash);
    }
  }
  for (; at < to; at += stride) {
    const uint64_t hash = (scan_load64(bytes + at) & mask) * SCAN_BLOOM_MULTIPLIER;
    out[count] = (uint32_t)at;
    count += scan_bloom_passes(words[scan_bloom_word(hash, log2_words)], hash);
  }
  return count;
}

static SCAN_TARGET size_t grams(const uint8_t *bytes, size_t from, size_t to, uint32_t stride,
                                const scan_gram_filter *filter, uint32_t *out) {
  switch (stride) {
  case 1: return sampled(bytes, from, to, 1, filter, out);
  case 2: return sampled(bytes, from, to, 2, filter, out);
  case 4: return sampled(bytes, from, to, 4, filter, out);
  case 8: return sampled(bytes, from, to, 8, filter, out);
  case 12: return sampled(bytes, from, to, 12, filter, out);
  case 16: return sampled(bytes, from, to, 16, filter, out);
  default: return sampled(bytes, from, to, stride, filter, out);
  }
}
