/*
 * The kernels of a vector path, written once. A path's file defines SCAN_TARGET (the target
 * attribute, or nothing) and the primitives below for blocks of 64 bytes, then includes this:
 *
 *   anchor_vectors load_anchors(tables, groups)    anchor_mask(p, &vectors, groups)
 *   row_vectors load_rows(sets)                    test_rows(p, &vectors)
 *   small_set_vectors load_small_set(set)          small_set_mask(p, &vectors)
 *   append_mask(out, count, base, mask): base + the index of each set bit, new count
 *   ends_mask(p, first, last, length): p[i] is `first` and p[i + length - 1] is `last`
 *
 * Masks have bit i for p[i]. The last block of a range is read whole and its mask cut to the range.
 */
#define SCAN_KERNEL static SCAN_TARGET

SCAN_INLINE size_t anchors_in_groups(const uint8_t *bytes, size_t from, size_t to,
                                     const scan_anchor_tables *tables, const uint32_t groups,
                                     uint32_t *out) {
  /* Small enough that the text and the positions of a batch are still in the first cache. */
  enum { BATCH = 8192 };
  const anchor_vectors vectors = load_anchors(tables, groups);
  size_t count = 0;
  for (size_t batch = from; batch < to; batch += BATCH) {
    const size_t end = to - batch < BATCH ? to : batch + BATCH;
    uint32_t *found = out + count;
    size_t admitted = 0;
    for (size_t at = batch; at < end; at += 64) {
      const uint64_t mask = scan_cut(anchor_mask(bytes + at, &vectors, groups), end - at);
      admitted = append_mask(found, admitted, at, mask);
    }
    admitted = scan_keep_known_grams(bytes, tables, found, admitted);
    count += scan_keep_admitted(bytes, tables, found, admitted);
  }
  return count;
}

/* One copy of the loop for each number of groups, so that their tables stay in registers. */
SCAN_INLINE size_t anchors_in_all(const uint8_t *bytes, size_t from, size_t to,
                                  const scan_anchor_tables *tables, uint32_t *out) {
  switch (tables->groups) {
  case 1: return anchors_in_groups(bytes, from, to, tables, 1, out);
  case 2: return anchors_in_groups(bytes, from, to, tables, 2, out);
  case 3: return anchors_in_groups(bytes, from, to, tables, 3, out);
  default: return anchors_in_groups(bytes, from, to, tables, 4, out);
  }
}

#ifndef SCAN_ANCHORS_ONLY

SCAN_KERNEL size_t anchors(const uint8_t *bytes, size_t from, size_t to,
                           const scan_anchor_tables *tables, uint32_t *out) {
  return anchors_in_all(bytes, from, to, tables, out);
}

#ifndef SCAN_OWN_RUNS

/* How far back a run must reach: 2^doublings + rest bytes, rest below 2^doublings. */
typedef struct { uint32_t doublings, rest; } run_length;

/* Bit i: the bytes below byte i are tokens, as many as `length` says. */
SCAN_INLINE uint64_t ends_of_stretches(uint64_t token, uint64_t before, run_length length) {
#pragma clang loop unroll(full)
  for (uint32_t step = 0; step < length.doublings; step++) {
    token &= scan_shift_in(token, before, 1u << step);
    before &= before << (1u << step);
  }
  token &= scan_shift_in(token, before, length.rest);
  before &= before << length.rest;
  return scan_shift_in(token, before, 1);
}

/* Whether a run holds both cases, or letters of one, digits and what is no hexadecimal digit. */
SCAN_INLINE int is_mixed(const uint8_t *bytes, size_t start, size_t end, const row_vectors *sets) {
  uint64_t lower = 0, upper = 0, digit = 0, other = 0;
  for (size_t at = start; at < end && !(lower && upper); at += 64) {
    const row_masks masks = test_rows(bytes + at, sets);
    lower |= scan_cut(masks.set[1], end - at);
    upper |= scan_cut(masks.set[2], end - at);
    digit |= scan_cut(masks.set[3], end - at);
    other |= scan_cut(masks.set[4], end - at);
  }
  return (lower && upper) || ((lower || upper) && digit && other);
}

/* Runs of the minimum length are few, so only they are asked for their classes. */
SCAN_INLINE size_t token_runs_of(const uint8_t *bytes, size_t from, size_t to,
                                 const run_length length, scan_run *out) {
  const row_vectors sets = load_rows(&scan_token_sets);
  uint64_t before = 0;
  size_t open = from; /* where the run that reaches the block from below starts */
  size_t count = 0;
  for (size_t at = from;; at += 64) {
    uint64_t token = 0;
    if (__builtin_expect(at < to, 1)) {
      token = test_rows(bytes + at, &sets).set[0];
      if (to - at < 64) token = scan_cut(token, to - at);
    }
    uint64_t ends = ~token & ends_of_stretches(token, before, length);
    while (__builtin_expect(ends != 0, 0)) {
      const uint32_t end = scan_lowest_bit(ends);
      ends &= ends - 1;
      const uint64_t gaps = ~token & ((1ull << end) - 1);
      const size_t start = gaps ? at + 64 - scan_leading_zeros(gaps) : open;
      if (is_mixed(bytes, start, at + end, &sets))
        out[count++] = (scan_run){(uint32_t)start, (uint32_t)(at + end)};
    }
    /* A run that ends with the range's last whole block is seen in an empty block after it. */
    if (at >= to || to - at < 64) return count;
    if (~token) open = at + 64 - scan_leading_zeros(~token);
    before = token;
  }
}

/* One copy of the loop for each number of doublings. */
SCAN_KERNEL size_t token_runs(const uint8_t *bytes, size_t from, size_t to, uint32_t minimum,
                              scan_run *out) {
  const uint32_t doublings = 31 - (uint32_t)__builtin_clz(minimum);
  const uint32_t rest = minimum - (1u << doublings);
  switch (doublings) {
  case 0: return token_runs_of(bytes, from, to, (run_length){0, rest}, out);
  case 1: return token_runs_of(bytes, from, to, (run_length){1, rest}, out);
  case 2: return token_runs_of(bytes, from, to, (run_length){2, rest}, out);
  case 3: return token_runs_of(bytes, from, to, (run_length){3, rest}, out);
  case 4: return token_runs_of(bytes, from, to, (run_length){4, rest}, out);
  case 5: return token_runs_of(bytes, from, to, (run_length){5, rest}, out);
  default: return token_runs_of(bytes, from, to, (run_length){6, rest}, out);
  }
}

#endif

SCAN_KERNEL size_t small_set(const uint8_t *bytes, size_t from, size_t to,
                             const scan_small_set *set, uint32_t *out) {
  const small_set_vectors vectors = load_small_set(set);
  size_t count = 0;
  for (size_t at = from; at < to; at += 64) {
    const uint64_t mask = scan_cut(small_set_mask(bytes + at, &vectors), to - at);
    count = scan_append(out, count, at, mask, 2);
  }
  return count;
}

SCAN_KERNEL size_t literal(const uint8_t *bytes, size_t from, size_t to, const uint8_t *literal,
                           size_t length, uint32_t *out) {
  size_t count = 0;
  for (size_t at = from; at < to; at += 64) {
    uint64_t mask = ends_mask(bytes + at, literal[0], literal[length - 1], length);
    mask = scan_cut(mask, to - at);
    for (; mask; mask &= mask - 1) {
      const size_t position = at + scan_lowest_bit(mask);
      if (memcmp(bytes + position, literal, length) == 0) out[count++] = (uint32_t)position;
    }
  }
  return count;
}

#ifndef SCAN_OWN_RUNS

/*
 * Works on last bytes: bit i of `quantum` says that a quantum of text ends at byte i, so only
 * masks of blocks already read are needed. A hit is reported at its first byte, 15 below.
 */
SCAN_KERNEL size_t base64_text(const uint8_t *bytes, size_t from, size_t to, uint32_t *out) {
  const row_vectors sets = load_rows(&scan_base64_sets);
  const size_t stop = to + 15;
  row_masks before = {{0}};
  uint64_t quantum_before = 0, pair_before = 0;
  size_t count = 0;
  for (size_t at = from; at < stop; at += 64) {
    const row_masks masks = test_rows(bytes + at, &sets);
    const uint64_t quantum = masks.set[3] & scan_shift_in(masks.set[2], before.set[2], 1) &
                             scan_shift_in(masks.set[1], before.set[1], 2) &
                             scan_shift_in(masks.set[0], before.set[0], 3);
    const uint64_t pair = quantum & scan_shift_in(quantum, quantum_before, 4);
    const uint64_t text = scan_cut(pair & scan_shift_in(pair, pair_before, 8), stop - at);
    before = masks;
    quantum_before = quantum;
    pair_before = pair;
    if (__builtin_expect(text != 0, 0)) count = scan_append(out, count, at - 15, text, 4);
  }
  return count;
}

#endif

#endif
