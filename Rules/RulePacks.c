// The default packs as constant data. #embed makes the compiler list each file as a dependency, so
// that an edited pack is built again.
#include "RulePacks.h"

// #embed is C23, and clang has it as an extension before.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char airflow[] = {
#embed "airflow.toml"
};
static const unsigned char cloud[] = {
#embed "cloud.toml"
};
static const unsigned char forges[] = {
#embed "forges.toml"
};
static const unsigned char ci[] = {
#embed "ci.toml"
};
static const unsigned char registries[] = {
#embed "registries.toml"
};
static const unsigned char ai[] = {
#embed "ai.toml"
};
static const unsigned char payments[] = {
#embed "payments.toml"
};
static const unsigned char communication[] = {
#embed "communication.toml"
};
static const unsigned char observability[] = {
#embed "observability.toml"
};
static const unsigned char saas[] = {
#embed "saas.toml"
};
static const unsigned char databases[] = {
#embed "databases.toml"
};
static const unsigned char keys[] = {
#embed "keys.toml"
};
static const unsigned char vendors[] = {
#embed "vendors.toml"
};
static const unsigned char generic[] = {
#embed "generic.toml"
};

// Written by `scrub-bench place-anchors`; used as long as the packs are those that it was made of.
static const unsigned char compiled[] = {
#embed "compiled/default.bin"
};

#define PACK(name) {#name ".toml", name, sizeof name}

static const RulePackText packs[] = {
    PACK(airflow),       PACK(cloud), PACK(forges),    PACK(ci),   PACK(registries),
    PACK(ai),            PACK(payments), PACK(communication),
    PACK(observability), PACK(saas),  PACK(databases), PACK(keys), PACK(vendors),
    PACK(generic),
};

size_t rule_pack_count(void) { return sizeof packs / sizeof packs[0]; }

RulePackText rule_pack(size_t index) { return packs[index]; }

RulePackText rule_packs_compiled(void) {
  return (RulePackText){"default.bin", compiled, sizeof compiled};
}
