/* What both AVX-512 paths share; SCAN_INLINE carries the target of the path that includes it. */

/* More than eight hits in a block are rare; that there are more than four is not. */
SCAN_INLINE size_t append_mask(uint32_t *out, size_t count, size_t base, uint64_t mask) {
  return scan_append(out, count, base, mask, 8);
}
