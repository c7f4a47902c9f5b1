/*
 * The kernel of scan_json.c, written once. The includer defines SCAN_TARGET and SCAN_INLINE, the
 * name JSON_SKIP, and the primitive json_masks classify(p) for blocks of 64 bytes.
 */
static SCAN_TARGET size_t JSON_SKIP(const uint8_t *bytes, size_t from, size_t to, int *in_string) {
  /* All bits set inside of a string. */
  uint64_t inside = *in_string ? ~0ull : 0;
  size_t at = from;
  while (at < to) {
    const json_masks masks = classify(bytes + at);
    const uint32_t length = to - at < 64 ? (uint32_t)(to - at) : 64;
    /* Bytes of the block that are certain. */
    uint32_t certain = length;

    /* What is escaped ends no string. Where the backslash stands in none, it is a wrong literal. */
    uint64_t quotes = scan_cut(masks.quote, to - at);
    uint64_t escapes = scan_cut(masks.backslash, to - at);
    while (escapes) {
      const uint32_t start = scan_lowest_bit(escapes);
      const uint32_t size = escape_length(bytes + at + start, to - at - start);
      if (size == 0 || start + size > 64) {
        certain = start;
        break;
      }
      const uint64_t escaped = ((1ull << size) - 1) << start;
      quotes &= ~escaped;
      escapes &= ~escaped;
    }

    /* From each opening quote to before its closing one. */
    uint64_t string = quotes;
    string ^= string << 1;
    string ^= string << 2;
    string ^= string << 4;
    string ^= string << 8;
    string ^= string << 16;
    string ^= string << 32;
    string ^= inside;

    const uint64_t wrong = masks.control & string;
    if (wrong && scan_lowest_bit(wrong) < certain) certain = scan_lowest_bit(wrong);

    const uint64_t literals = ~(string | quotes | masks.structure) & scan_cut(~0ull, to - at);
    uint64_t starts = literals & ~(literals << 1);
    for (; starts; starts &= starts - 1) {
      const uint32_t start = scan_lowest_bit(starts);
      if (start >= certain) break;
      const uint32_t size = scan_lowest_bit(~(literals >> start));
      const int is_whole = start + size < length;
      if (!is_whole || !is_literal(bytes + at + start, size, masks.digit >> start)) {
        certain = start;
        break;
      }
    }

    if (certain == 0) break;
    inside = 0 - (string >> (certain - 1) & 1);
    at += certain;
  }
  *in_string = inside != 0;
  return at;
}

#undef JSON_SKIP
