/* What the kernels look things up in: the constant class tables and the builders. */
#include "scan_internal.h"

const scan_row_sets scan_token_sets = {{
  {0xa8, 0xf8, 0xf8, 0xf8, 0xf8, 0xf8, 0xf8, 0xf8, 0xf8, 0xf8, 0xf0, 0x54, 0x50, 0x54, 0x50, 0x74},
  {0x80, 0xc0, 0xc0, 0xc0, 0xc0, 0xc0, 0xc0, 0xc0, 0xc0, 0xc0, 0xc0, 0x40, 0x40, 0x40, 0x40, 0x40},
  {0x20, 0x30, 0x30, 0x30, 0x30, 0x30, 0x30, 0x30, 0x30, 0x30, 0x30, 0x10, 0x10, 0x10, 0x10, 0x10},
  {0x08, 0x08, 0x08, 0x08, 0x08, 0x08, 0x08, 0x08, 0x08, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00},
  {0xa0, 0xa0, 0xa0, 0xa0, 0xa0, 0xa0, 0xa0, 0xf0, 0xf0, 0xf0, 0xf0, 0x54, 0x50, 0x50, 0x50, 0x74},
}};

/* '-' counts as 62 like '+', '_' as 63 like '/'. */
const scan_row_sets scan_base64_sets = {{
  {0x20, 0x70, 0x70, 0x70, 0x70, 0x70, 0x70, 0x30, 0x30, 0x30, 0x30, 0x10, 0x10, 0x10, 0x10, 0x10},
  {0x08, 0x38, 0x38, 0x38, 0x30, 0x30, 0x30, 0xf0, 0xf0, 0xc0, 0xc0, 0x40, 0x40, 0x40, 0x40, 0x00},
  {0x88, 0x38, 0x30, 0xc0, 0xc8, 0x38, 0x30, 0xc0, 0xc8, 0x38, 0x30, 0x40, 0x40, 0x10, 0x10, 0x40},
  {0xa8, 0xf8, 0xf8, 0xf8, 0xf8, 0xf8, 0xf8, 0xf8, 0xf8, 0xf8, 0xf0, 0x54, 0x50, 0x54, 0x50, 0x74},
}};

/* A row of 16 bytes to a line; nothing from 0x80 on is in a set. */
const uint8_t scan_ascii_sets[256] = {
  0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
  0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
  0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x81, 0x00, 0x01, 0x00, 0x81,
  0x69, 0x69, 0x29, 0x29, 0x49, 0x49, 0x09, 0x09, 0x49, 0x49, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
  0x00, 0x75, 0x75, 0x35, 0x35, 0x75, 0x75, 0xb5, 0xb5, 0xd5, 0xd5, 0x95, 0x95, 0xd5, 0xd5, 0x95,
  0x95, 0xf5, 0xf5, 0xb5, 0xb5, 0xf5, 0xf5, 0xb5, 0xb5, 0xd5, 0xd5, 0x00, 0x00, 0x00, 0x00, 0x81,
  0x00, 0x13, 0x13, 0x53, 0x53, 0x13, 0x13, 0xe3, 0xe3, 0xa3, 0xa3, 0xe3, 0xe3, 0xa3, 0xa3, 0xc3,
  0xc3, 0x83, 0x83, 0xc3, 0xc3, 0x83, 0x83, 0xe3, 0xe3, 0xa3, 0xa3, 0x00, 0x00, 0x00, 0x00, 0x00,
};

enum { MOST_GRAMS = 65536 };

/* The members of a word of a class, whose first byte is `base`; returns how many. */
static uint32_t list(uint64_t word, uint32_t base, uint8_t *members) {
  uint32_t count = 0;
  for (; word != 0; word &= word - 1)
    members[count++] = (uint8_t)(base + (uint32_t)__builtin_ctzll(word));
  return count;
}

/* The distinct bytes of a class after folding; returns how many. */
static uint32_t fold(const scan_byteset *set, uint8_t folded[128]) {
  uint32_t count = 0;
  for (uint32_t at = 0; at < 4; at++) {
    const uint64_t word = set->words[at];
    count += list((word | word << 32) & 0xffffffff00000000u, 64 * at, folded + count);
  }
  return count;
}

static void set_gram(scan_anchor_tables *tables, uint32_t gram) {
  const uint32_t hash = scan_gram_hash(gram);
  tables->gram_bits[hash / 64] |= 1ull << (hash % 64);
}

static void add_grams(scan_anchor_tables *tables, uint8_t folded[4][128], const uint32_t size[4]) {
  if ((uint64_t)size[0] * size[1] * size[2] * size[3] > MOST_GRAMS) {
    memset(tables->gram_bits, 0xff, sizeof tables->gram_bits);
    return;
  }
  for (uint32_t a = 0; a < size[0]; a++) {
    for (uint32_t b = 0; b < size[1]; b++) {
      for (uint32_t c = 0; c < size[2]; c++) {
        for (uint32_t d = 0; d < size[3]; d++) {
          set_gram(tables, (uint32_t)folded[0][a] | (uint32_t)folded[1][b] << 8 |
                             (uint32_t)folded[2][c] << 16 | (uint32_t)folded[3][d] << 24);
        }
      }
    }
  }
}

static uint32_t size_of_union(const scan_byteset *a, const scan_byteset *b) {
  uint32_t size = 0;
  for (int k = 0; k < 4; k++) size += (uint32_t)__builtin_popcountll(a->words[k] | b->words[k]);
  return size;
}

/* The part of a bucket that admits the fewest new combinations when the anchor joins it. */
static uint32_t best_part(const scan_anchor_tables *tables, uint32_t bucket,
                          const scan_byteset classes[4]) {
  uint32_t best = 0;
  double least = 1e30;
  for (uint32_t k = 0; k < SCAN_PARTS; k++) {
    const scan_byteset *known = tables->admitted[SCAN_PARTS * (bucket % SCAN_BUCKETS) + k];
    double before = 1, after = 1;
    for (uint32_t at = 0; at < 4; at++) {
      before *= size_of_union(&known[at], &known[at]);
      after *= size_of_union(&known[at], &classes[at]);
    }
    if (after - before < least) {
      least = after - before;
      best = k;
    }
  }
  return best;
}

void scan_anchor_clear(scan_anchor_tables *tables) { memset(tables, 0, sizeof *tables); }

void scan_anchor_add(scan_anchor_tables *tables, uint32_t bucket, const scan_byteset classes[4]) {
  uint8_t folded[4][128];
  uint32_t size[4];
  for (uint32_t at = 0; at < 4; at++) {
    size[at] = fold(&classes[at], folded[at]);
    if (size[at] == 0) return;
  }
  const uint32_t group = bucket / 8 % SCAN_GROUPS;
  const uint8_t bit = (uint8_t)(1u << (bucket % 8));
  const uint32_t part = SCAN_PARTS * (bucket % SCAN_BUCKETS) + best_part(tables, bucket, classes);
  for (uint32_t at = 0; at < 4; at++) {
    for (int word = 0; word < 4; word++)
      tables->admitted[part][at].words[word] |= classes[at].words[word];
    uint8_t members[256];
    uint32_t count = 0;
    for (uint32_t word = 0; word < 4; word++)
      count += list(classes[at].words[word], 64 * word, members + count);
    for (uint32_t member = 0; member < count; member++) {
      const uint32_t byte = members[member];
      tables->lo[group][at][byte & 15] |= bit;
      tables->hi[group][at][byte >> 4] |= bit;
      tables->cluster[at][byte].words[part / 64] |= 1ull << (part % 64);
      tables->folded[group / 2][at][scan_anchor_fold(byte)] |= (uint16_t)(bit << 8 * (group % 2));
      tables->seven[group][at][byte < 127 ? byte : 127] |= bit;
    }
  }
  if (tables->groups < group + 1) tables->groups = group + 1;
  add_grams(tables, folded, size);
}

void scan_small_set_init(scan_small_set *set, const uint8_t *bytes, uint32_t count) {
  memset(set, 0, sizeof *set);
  set->count = count < 8 ? count : 8;
  for (uint32_t k = 0; k < set->count; k++) {
    set->bytes[k] = bytes[k];
    set->lo[bytes[k] & 15] |= (uint8_t)(1u << k);
    set->hi[bytes[k] >> 4] |= (uint8_t)(1u << k);
  }
}

void scan_gram_filter_add(uint64_t *words, uint32_t log2_words, const uint8_t *gram, uint32_t q) {
  uint64_t value = 0;
  memcpy(&value, gram, q < 8 ? q : 8);
  const uint64_t hash = value * SCAN_BLOOM_MULTIPLIER;
  words[scan_bloom_word(hash, log2_words)] |=
    1ull << (hash >> SCAN_BLOOM_SHIFT_A & 63) | 1ull << (hash >> SCAN_BLOOM_SHIFT_B & 63);
}
