/*
 * The kernels of scan_marks.c, written once. The includer defines SCAN_TARGET and SCAN_INLINE, the
 * names MARKS and LINES, and the primitives for blocks of 64 bytes:
 *
 *   mark_vectors load_marks(marks)       mark_mask(p, &vectors, distance)
 *   line_mask(p)
 */
static SCAN_TARGET size_t MARKS(const uint8_t *bytes, size_t from, size_t to,
                                const scan_mark_set *marks, uint32_t *out) {
  const mark_vectors vectors = load_marks(marks);
  const uint32_t distance = marks->distance;
  size_t count = 0;
  for (size_t at = from; at < to; at += 64) {
    uint64_t mask = scan_cut(mark_mask(bytes + at, &vectors, distance), to - at);
    /* Most blocks have none. */
    for (; mask != 0; mask &= mask - 1) out[count++] = (uint32_t)at + scan_lowest_bit(mask);
  }
  return count;
}

static SCAN_TARGET size_t LINES(const uint8_t *bytes, size_t from, size_t to) {
  size_t count = 0;
  for (size_t at = from; at < to; at += 64)
    count += (size_t)__builtin_popcountll(scan_cut(line_mask(bytes + at), to - at));
  return count;
}

#undef MARKS
#undef LINES
