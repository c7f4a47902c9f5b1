#ifndef RULE_PACKS_H
#define RULE_PACKS_H

#include <stddef.h>

/// One rule pack as it stands in its file. `text` is not NUL-terminated.
typedef struct {
  const char *name;
  const unsigned char *text;
  size_t length;
} RulePackText;

/// Number of default packs.
size_t rule_pack_count(void);

/// The default pack at `index`, which must be below `rule_pack_count()`; the order is fixed.
RulePackText rule_pack(size_t index);

/// All default packs without their examples in the form of `CompiledPacks`.
RulePackText rule_packs_compiled(void);

#endif
