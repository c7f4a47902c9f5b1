/* What both AVX-512 paths share; SCAN_INLINE carries the target of the path that includes it. */

/* Indices of sixteen bytes at a time, compressed: no jump depends on how many there are. */
SCAN_INLINE size_t append_mask(uint32_t *out, size_t count, size_t base, uint64_t mask) {
  const __m512i lanes = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  __m512i indices = _mm512_add_epi32(_mm512_set1_epi32((int)(uint32_t)base), lanes);
#pragma clang loop unroll(full)
  for (int part = 0; part < 4; part++) {
    const __mmask16 bits = (__mmask16)(mask >> (16 * part));
    _mm512_storeu_si512(out + count, _mm512_maskz_compress_epi32(bits, indices));
    count += (size_t)__builtin_popcount(bits);
    indices = _mm512_add_epi32(indices, _mm512_set1_epi32(16));
  }
  return count;
}
