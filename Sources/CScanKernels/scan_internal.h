#ifndef SCAN_INTERNAL_H
#define SCAN_INTERNAL_H
#include "scan_kernels.h"
#include <string.h>

/* Shared by the kernel files: the table of a path's kernels, the class tables, bit helpers. */

#define SCAN_ALWAYS_INLINE static inline __attribute__((always_inline))
#define SCAN_HIDDEN __attribute__((visibility("hidden")))

#if defined(__x86_64__)
#define SCAN_X86_TARGET "avx2,bmi,bmi2,lzcnt,popcnt"
#define SCAN_AVX512_TARGET SCAN_X86_TARGET ",avx512f,avx512bw,avx512vl,avx512dq"
#endif

/* The kernels of one path; the parameters are those of the public functions without `isa`. */
typedef struct {
  size_t (*anchors)(const uint8_t *, size_t, size_t, const scan_anchor_tables *, uint32_t *);
  size_t (*token_runs)(const uint8_t *, size_t, size_t, uint32_t, scan_run *);
  size_t (*small_set)(const uint8_t *, size_t, size_t, const scan_small_set *, uint32_t *);
  size_t (*literal)(const uint8_t *, size_t, size_t, const uint8_t *, size_t, uint32_t *);
  size_t (*base64_text)(const uint8_t *, size_t, size_t, uint32_t *);
  size_t (*grams)(const uint8_t *, size_t, size_t, uint32_t, const scan_gram_filter *, uint32_t *);
} scan_kernels;

SCAN_HIDDEN extern const scan_kernels scan_kernels_portable;
#if defined(__x86_64__)
SCAN_HIDDEN extern const scan_kernels scan_kernels_avx2;
SCAN_HIDDEN extern const scan_kernels scan_kernels_avx512bw;
/* The only kernel that gains from VBMI; the others are those of AVX-512BW. */
SCAN_HIDDEN size_t scan_anchors_avx512vbmi(const uint8_t *bytes, size_t from, size_t to,
                                           const scan_anchor_tables *tables, uint32_t *out);
#elif defined(__aarch64__)
SCAN_HIDDEN extern const scan_kernels scan_kernels_neon;
#endif

/*
 * Up to five sets of ASCII bytes, exact and cheap to test with byte shuffles: bit r of
 * rows[k][n] says that the byte with high nibble r and low nibble n is in set k.
 */
enum { SCAN_ROW_SETS = 5 };
typedef struct { uint8_t rows[SCAN_ROW_SETS][16]; } scan_row_sets;
/* Sets 0 ... 4: token bytes, lower case, upper case, digits, no hexadecimal digit or hyphen. */
SCAN_HIDDEN extern const scan_row_sets scan_token_sets;
/*
 * Set k: letters that may stand k-th in a base64 quantum whose three bytes are below 0x80
 * (0: value below 32; 1: bit 3 of the value clear; 2: bit 1 clear; 3: any letter).
 */
SCAN_HIDDEN extern const scan_row_sets scan_base64_sets;
/* The same by byte: bits 0 ... 3 for the token sets 0 ... 3, 4 ... 6 for the base64
 * sets 0 ... 2, 7 for token set 4. */
SCAN_HIDDEN extern const uint8_t scan_ascii_sets[256];

SCAN_ALWAYS_INLINE uint32_t scan_load32(const uint8_t *p) {
  uint32_t value;
  memcpy(&value, p, sizeof value);
  return value;
}

SCAN_ALWAYS_INLINE uint64_t scan_load64(const uint8_t *p) {
  uint64_t value;
  memcpy(&value, p, sizeof value);
  return value;
}

/* The lowest set bit's index, 64 if there is none (one tzcnt where the CPU has it). */
SCAN_ALWAYS_INLINE uint32_t scan_lowest_bit(uint64_t mask) {
  return mask ? (uint32_t)__builtin_ctzll(mask) : 64;
}

SCAN_ALWAYS_INLINE uint32_t scan_leading_zeros(uint64_t mask) {
  return mask ? (uint32_t)__builtin_clzll(mask) : 64;
}

/* The mask of a block with the bits from `remaining` (at least 1) on cleared. */
SCAN_ALWAYS_INLINE uint64_t scan_cut(uint64_t mask, size_t remaining) {
  if (__builtin_expect(remaining < 64, 0)) mask &= (1ull << remaining) - 1;
  return mask;
}

/* `current` moved up by `count` (0 ... 63) bits, filled from the block before it. */
SCAN_ALWAYS_INLINE uint64_t scan_shift_in(uint64_t current, uint64_t previous, uint32_t count) {
  return current << count | previous >> 1 >> (63 - count);
}

/*
 * Appends base + index for each set bit. The first `usual` are written without a branch, so that
 * the unpredictable number of hits in a block costs no mispredicted jump.
 */
SCAN_ALWAYS_INLINE size_t scan_append(uint32_t *out, size_t count, size_t base, uint64_t mask,
                                      const uint32_t usual) {
  const size_t total = count + (size_t)__builtin_popcountll(mask);
  /* Volatile: the compiler would gather the indices in a vector first, which takes twice as long. */
  volatile uint32_t *const first = out + count;
  for (uint32_t k = 0; k < usual; k++) {
    first[k] = (uint32_t)base + scan_lowest_bit(mask);
    mask &= mask - 1;
  }
  for (size_t k = count + usual; __builtin_expect(mask != 0, 0); k++) {
    out[k] = (uint32_t)base + scan_lowest_bit(mask);
    mask &= mask - 1;
  }
  return total;
}

/* Whether a part of a bucket admits the four bytes at p. */
SCAN_ALWAYS_INLINE size_t scan_in_part(const scan_anchor_tables *tables, const uint8_t *p) {
  const scan_parts *a = &tables->cluster[0][p[0]], *b = &tables->cluster[1][p[1]];
  const scan_parts *c = &tables->cluster[2][p[2]], *d = &tables->cluster[3][p[3]];
  return ((a->words[0] & b->words[0] & c->words[0] & d->words[0]) |
          (a->words[1] & b->words[1] & c->words[1] & d->words[1])) != 0;
}

/* Third stage of the anchors, in place: keeps the positions that a part of a bucket admits. */
SCAN_ALWAYS_INLINE size_t scan_keep_admitted(const uint8_t *bytes, const scan_anchor_tables *tables,
                                             uint32_t *positions, size_t count) {
  size_t kept = 0;
  for (size_t k = 0; k < count; k++) {
    const uint32_t position = positions[k];
    positions[kept] = position;
    kept += scan_in_part(tables, bytes + position);
  }
  return kept;
}

/* Second stage of the anchors, in place: keeps the positions whose gram is in the bitmap. */
SCAN_ALWAYS_INLINE size_t scan_keep_known_grams(const uint8_t *bytes,
                                                const scan_anchor_tables *tables,
                                                uint32_t *positions, size_t count) {
  size_t kept = 0;
  for (size_t k = 0; k < count; k++) {
    const uint32_t position = positions[k];
    const uint32_t hash = scan_gram_hash(scan_load32(bytes + position));
    positions[kept] = position;
    kept += tables->gram_bits[hash / 64] >> (hash % 64) & 1;
  }
  return kept;
}

/* The Bloom filter's hash of a gram (masked to q bytes): the top bits choose the word. */
enum { SCAN_BLOOM_SHIFT_A = 20, SCAN_BLOOM_SHIFT_B = 26 };
#define SCAN_BLOOM_MULTIPLIER 0x9E3779B97F4A7C15ull

SCAN_ALWAYS_INLINE uint64_t scan_gram_mask(uint32_t q) {
  return q >= 8 ? ~0ull : (1ull << (8 * q)) - 1;
}

SCAN_ALWAYS_INLINE uint64_t scan_bloom_word(uint64_t hash, uint32_t log2_words) {
  return hash >> (63 - log2_words) >> 1;
}

SCAN_ALWAYS_INLINE uint64_t scan_bloom_passes(uint64_t word, uint64_t hash) {
  /* Rotated, not shifted: equal in the low six bits, and x86 rotates into another register. */
  const uint64_t a = __builtin_rotateright64(hash, SCAN_BLOOM_SHIFT_A);
  const uint64_t b = __builtin_rotateright64(hash, SCAN_BLOOM_SHIFT_B);
  return word >> (a & 63) & word >> (b & 63) & 1;
}

#endif
