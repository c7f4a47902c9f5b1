#!/usr/bin/env python3
"""Checks MCP messages against the protocol's own JSON Schemas.

    validate_messages.py SCHEMA < MESSAGES

Each line of the input is {"def": NAME, "value": VALUE}. Prints what does not fit, and exits with 1
if there is any, with 3 if jsonschema is not installed.
"""

import json
import sys

try:
    import jsonschema
except ImportError:
    sys.exit(3)

with open(sys.argv[1]) as file:
    schema = json.load(file)
count = 0
faults = 0
for line in sys.stdin:
    item = json.loads(line)
    validator = jsonschema.Draft202012Validator(
        {"$ref": f"#/$defs/{item['def']}", "$defs": schema["$defs"]})
    count += 1
    for error in validator.iter_errors(item["value"]):
        faults += 1
        print(f"{item['def']} {list(error.absolute_path)}: {error.message[:300]}")
print(f"{count} values, {faults} faults")
sys.exit(1 if faults or not count else 0)
