/* Which paths this CPU has, and the public functions, which choose the path. */
#include "scan_internal.h"

int scan_has_isa(scan_isa isa) {
  switch (isa) {
  case scan_isa_portable: return 1;
#if defined(__x86_64__)
  case scan_isa_avx2:
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("lzcnt") &&
           __builtin_cpu_supports("popcnt");
  case scan_isa_avx512bw:
    return scan_has_isa(scan_isa_avx2) && __builtin_cpu_supports("avx512f") &&
           __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512dq");
  case scan_isa_avx512vbmi:
    return scan_has_isa(scan_isa_avx512bw) && __builtin_cpu_supports("avx512vbmi");
#elif defined(__aarch64__)
  case scan_isa_neon: return 1;
#endif
  default: return 0;
  }
}

scan_isa scan_best_isa(void) {
#if defined(__x86_64__)
  static const scan_isa by_preference[] = {scan_isa_avx512vbmi, scan_isa_avx512bw, scan_isa_avx2};
  for (size_t k = 0; k < sizeof by_preference / sizeof by_preference[0]; k++) {
    if (scan_has_isa(by_preference[k])) return by_preference[k];
  }
#elif defined(__aarch64__)
  return scan_isa_neon;
#endif
  return scan_isa_portable;
}

static const scan_kernels *kernels(scan_isa isa) {
  if (scan_has_isa(isa)) {
    switch (isa) {
#if defined(__x86_64__)
    case scan_isa_avx2: return &scan_kernels_avx2;
    case scan_isa_avx512bw:
    case scan_isa_avx512vbmi: return &scan_kernels_avx512bw;
#elif defined(__aarch64__)
    case scan_isa_neon: return &scan_kernels_neon;
#endif
    default: break;
    }
  }
  return &scan_kernels_portable;
}

size_t scan_anchors(scan_isa isa, const uint8_t *bytes, size_t from, size_t to,
                    const scan_anchor_tables *tables, uint32_t *out) {
  if (from >= to || tables->groups == 0) return 0;
#if defined(__x86_64__)
  if (isa == scan_isa_avx512vbmi && scan_has_isa(isa))
    return scan_anchors_avx512vbmi(bytes, from, to, tables, out);
#endif
  return kernels(isa)->anchors(bytes, from, to, tables, out);
}

size_t scan_token_runs(scan_isa isa, const uint8_t *bytes, size_t from, size_t to,
                       uint32_t minimum, scan_run *out) {
  minimum = minimum < 1 ? 1 : minimum > 64 ? 64 : minimum;
  if (from >= to) return 0;
  return kernels(isa)->token_runs(bytes, from, to, minimum, out);
}

size_t scan_small_set_positions(scan_isa isa, const uint8_t *bytes, size_t from, size_t to,
                                const scan_small_set *set, uint32_t *out) {
  if (from >= to || set->count == 0) return 0;
  return kernels(isa)->small_set(bytes, from, to, set, out);
}

size_t scan_literal(scan_isa isa, const uint8_t *bytes, size_t from, size_t to,
                    const uint8_t *literal, size_t length, uint32_t *out) {
  if (from >= to || length == 0) return 0;
  return kernels(isa)->literal(bytes, from, to, literal, length, out);
}

size_t scan_base64_text(scan_isa isa, const uint8_t *bytes, size_t from, size_t to,
                        uint32_t *out) {
  if (from >= to) return 0;
  return kernels(isa)->base64_text(bytes, from, to, out);
}

size_t scan_grams(scan_isa isa, const uint8_t *bytes, size_t from, size_t to, uint32_t stride,
                  const scan_gram_filter *filter, uint32_t *out) {
  if (from >= to || stride == 0) return 0;
  return kernels(isa)->grams(bytes, from, to, stride, filter, out);
}

size_t scan_count_byte(const uint8_t *bytes, size_t count, uint8_t byte) {
  size_t total = 0;
  size_t index = 0;
  /* Sums of bytes that cannot overflow: the compiler keeps them in vector registers. */
  for (; count - index >= 240; index += 240) {
    uint8_t sum = 0;
    for (size_t lane = 0; lane < 240; lane++) sum += bytes[index + lane] == byte;
    total += sum;
  }
  for (; index < count; index++) total += bytes[index] == byte;
  return total;
}

size_t scan_after_last_byte(const uint8_t *bytes, size_t count, uint8_t byte) {
  /* Blocks without the byte are told apart in vector registers. */
  for (; count >= 64; count -= 64) {
    uint8_t found = 0;
    for (size_t lane = 0; lane < 64; lane++) found |= bytes[count - 64 + lane] == byte;
    if (found) break;
  }
  while (count > 0 && bytes[count - 1] != byte) count--;
  return count;
}
