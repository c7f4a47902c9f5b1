"""Airflow's own SecretsMasker as a filter: the values of a file are registered, one a line; then the
lines of another file are masked and written to standard output.

Airflow compiles its expression anew for every value that is added, which takes half a minute for
1,000; here it is compiled once, so that the masking is what is measured."""

import re
import sys

from airflow.sdk._shared.secrets_masker.secrets_masker import SecretsMasker

masker = SecretsMasker()
# Airflow sets these when it makes its masker.
masker.min_length_to_mask = 5
masker.sensitive_variables_fields = []
with open(sys.argv[1], encoding="utf-8") as values:
    for value in values:
        masker.patterns.update(map(re.escape, masker._adaptations(value.rstrip("\n"))))
masker.replacer = re.compile("|".join(masker.patterns))
write = sys.stdout.write
with open(sys.argv[2], encoding="utf-8", errors="surrogateescape", newline="\n") as lines:
    sys.stdout.reconfigure(errors="surrogateescape")
    for line in lines:
        write(masker.redact(line))
