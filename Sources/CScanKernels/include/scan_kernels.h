#ifndef SCAN_KERNELS_H
#define SCAN_KERNELS_H
#include <stddef.h>
#include <stdint.h>

/*
 * SIMD kernels of the scrubber. All of them take a pointer and a half-open range [from, to) of
 * indices into it, write ascending results into `out`, and return how many they wrote.
 *
 * Memory contract: every byte of [from - SCAN_PAD, to + SCAN_PAD) may be read, so the caller's
 * buffer has that much readable memory on either side. Bytes outside the logical text never
 * change a result that the contract of a kernel promises. `out` must hold (to - from) + SCAN_PAD
 * entries: kernels append without a branch, so entries past the returned count are scratch.
 * Nothing is allocated, nothing is kept between calls, every path gives equal results unless the
 * contract says "may be false, never missing". Positions are indices into `bytes`; `to` must be
 * below 2^32. A path this CPU does not have falls back to the portable one.
 */
enum { SCAN_PAD = 128, SCAN_GROUPS = 4, SCAN_BUCKETS = 32 };

typedef enum {
  scan_isa_portable = 0,
  scan_isa_avx2 = 1,
  scan_isa_avx512bw = 2,
  scan_isa_avx512vbmi = 3,
  scan_isa_neon = 4
} scan_isa;

/* The best path this CPU has. */
scan_isa scan_best_isa(void);
/* Whether this CPU (and this build) has the path. Portable is always there. */
int scan_has_isa(scan_isa isa);

/* A set of bytes: bit b of word b / 64. */
typedef struct { uint64_t words[4]; } scan_byteset;

/*
 * Anchors: four consecutive byte classes, in one of 32 buckets. Opaque to callers; filled by
 * scan_anchor_add. `gram_bits` is a bitmap of the grams that any anchor accepts (second stage),
 * `cluster` has a bit for each part of a bucket that admits a byte, exactly (third stage).
 */
enum { SCAN_GRAM_LOG2 = 17, SCAN_PARTS = 4 };
/* A bit for each of 128 parts of buckets. */
typedef struct { uint64_t words[2]; } scan_parts;
typedef struct {
  uint8_t lo[SCAN_GROUPS][4][16];      /* nibble tables: AVX2, AVX-512BW, NEON */
  uint8_t hi[SCAN_GROUPS][4][16];
  scan_parts cluster[4][256];          /* the parts that admit a byte at each place: all paths */
  scan_byteset admitted[SCAN_BUCKETS * SCAN_PARTS][4]; /* the same by part, to build it */
  uint16_t folded[SCAN_GROUPS / 2][4][64]; /* buckets of two groups by folded byte: AVX-512BW */
  uint8_t seven[SCAN_GROUPS][4][128];  /* exact below 127; 127 stands for 127 and above: VBMI */
  uint64_t gram_bits[(1u << SCAN_GRAM_LOG2) / 64];
  uint32_t groups;                     /* groups in use, 0 to SCAN_GROUPS */
} scan_anchor_tables;

void scan_anchor_clear(scan_anchor_tables *tables);
/*
 * Adds an anchor to a bucket (0 ... 31). The gram bitmap costs one bit per folded gram, the
 * product of the four classes' sizes with bytes folded by | 0x20; above 65,536 grams the anchor
 * fills the bitmap and the second stage no longer rejects anything, for any anchor: keep such
 * classes out. An anchor with an empty class matches nothing and is not added.
 */
void scan_anchor_add(scan_anchor_tables *tables, uint32_t bucket, const scan_byteset classes[4]);
/* The byte without its case, in six bits: digits and most signs are 0 ... 31, letters 32 ... 63. */
static inline uint32_t scan_anchor_fold(uint32_t byte) { return (byte & 31) | (byte >> 1 & 32); }
/* Hash of four folded bytes (each | 0x20): index of a gram, below 1 << SCAN_GRAM_LOG2. */
static inline uint32_t scan_gram_hash(uint32_t four_bytes) {
  return ((four_bytes | 0x20202020u) * 0x9E3779B1u) >> (32 - SCAN_GRAM_LOG2);
}
/* Positions p in [from, to) at which bytes p ... p+3 may be one of the anchors: may be false,
 * never missing. All stages (bucket test, gram bitmap, parts) have passed. */
size_t scan_anchors(scan_isa isa, const uint8_t *bytes, size_t from, size_t to,
                    const scan_anchor_tables *tables, uint32_t *out);

/*
 * Runs of token bytes [A-Za-z0-9+/_-]. Reports every maximal run inside [from, to) (the range's
 * edges count as boundaries) of at least `minimum` bytes (clamped to 1 ... 64) that holds lower and
 * upper case, or letters of one case, digits and a byte that is neither a hexadecimal digit nor a
 * hyphen: of hexadecimal ids none. `out` needs only
 * (to - from) / (minimum + 1) + SCAN_PAD entries.
 */
typedef struct { uint32_t start, end; } scan_run;
size_t scan_token_runs(scan_isa isa, const uint8_t *bytes, size_t from, size_t to,
                       uint32_t minimum, scan_run *out);

/* Positions of bytes that are in a set of at most eight bytes. */
typedef struct { uint8_t lo[16], hi[16]; uint8_t bytes[8]; uint32_t count; } scan_small_set;
void scan_small_set_init(scan_small_set *set, const uint8_t *bytes, uint32_t count);
size_t scan_small_set_positions(scan_isa isa, const uint8_t *bytes, size_t from, size_t to,
                                const scan_small_set *set, uint32_t *out);

/* Positions in [from, to) at which the literal (1 ... 64 bytes) stands; it may reach past `to`. */
size_t scan_literal(scan_isa isa, const uint8_t *bytes, size_t from, size_t to,
                    const uint8_t *literal, size_t length, uint32_t *out);

/*
 * Base64 that hides text: positions p in [from, to) such that the four quanta that start at
 * p, p+4, p+8 and p+12 hold only base64 or base64url letters and decode to bytes below 0x80 (twelve
 * bytes). Exact on every path.
 */
size_t scan_base64_text(scan_isa isa, const uint8_t *bytes, size_t from, size_t to, uint32_t *out);

/*
 * Sampled grams: tests the q-byte gram (q = 1 ... 8) at from, from + stride, ... below `to` against
 * a Bloom filter of 1 << log2_words 64-bit words, two bits in one word. Reports the sampled
 * positions that pass: may be false, never missing. Every path gives equal results. The last
 * grams may reach past `to`. `stride` is at least 1; 1, 2, 4, 8, 12 and 16 are the fast ones.
 */
typedef struct { const uint64_t *words; uint32_t log2_words; uint32_t q; } scan_gram_filter;
/* Adds the gram of q bytes to the filter; `words` starts as zeros. */
void scan_gram_filter_add(uint64_t *words, uint32_t log2_words, const uint8_t *gram, uint32_t q);
size_t scan_grams(scan_isa isa, const uint8_t *bytes, size_t from, size_t to, uint32_t stride,
                  const scan_gram_filter *filter, uint32_t *out);

/* Number of bytes equal to `byte`. Reads [0, count) only. */
size_t scan_count_byte(const uint8_t *bytes, size_t count, uint8_t byte);
/* Index after the last byte equal to `byte`, 0 if there is none. Reads [0, count) only. */
size_t scan_after_last_byte(const uint8_t *bytes, size_t count, uint8_t byte);

#endif
