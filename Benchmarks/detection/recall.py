#!/usr/bin/env python3
"""Measures how many secrets are removed, for every format in every context and position.

    python3 Benchmarks/detection/recall.py --scrub .build/release/scrub [--values 3] [--worst 20]
                                           [--json FILE] [--out FILE]

The values come from the generators of scripts/make-examples.py with seeds of their own, so none of
them stands in a pack; the contexts are those of contexts.py. A secret counts as removed when no
piece of it of eight bytes (half of a shorter one) is left, as it is written in its context.
"""
import argparse
import collections
import hashlib
import importlib.util
import json
import pathlib
import random
import re
import subprocess
import sys
import tomllib

from contexts import CONTEXTS, POSITIONS, base64_line

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SCRIPT = ROOT / "scripts" / "make-examples.py"
spec = importlib.util.spec_from_file_location("make_examples", SCRIPT)
make_examples = importlib.util.module_from_spec(spec)
spec.loader.exec_module(make_examples)


def values(rule, salt):
    """Fresh values of a rule: texts with their secrets."""
    class Salted(make_examples.Source):
        def __init__(self, rule_id):
            digest = hashlib.sha256(f"recall {salt} {rule_id}".encode()).digest()
            self.random = random.Random(digest)

    original = make_examples.Source
    make_examples.Source = Salted
    try:
        found = make_examples.examples(rule)
    finally:
        make_examples.Source = original
    return [value[:2] if isinstance(value, tuple) else (value, value) for value in found]


def expanded(rule, patterns):
    """The rule with the named pieces of its pack put in."""
    text = rule["secret"] if "secret" in rule else ""
    for name, piece in patterns.items():
        text = text.replace(f"(?&{name})", f"(?:{piece})")
    return {**rule, "secret": text}


PLACEHOLDER = re.compile(r"\[REDACTED:[a-z0-9-]+\]")


class Case:
    def __init__(self, rule, context, line, secret):
        self.rule, self.context, self.line, self.secret = rule, context, line, secret


def cases(count):
    for path in sorted((ROOT / "Rules").glob("*.toml")):
        pack = tomllib.loads(path.read_text())
        for rule in pack["rules"]:
            if not rule.get("enabled", True) or rule.get("action", "mask") != "mask":
                continue
            rule = expanded(rule, pack.get("patterns", {}))
            seen = set()
            for salt in range(count):
                for text, secret in values(rule, salt):
                    if (text, secret) in seen:
                        continue
                    seen.add((text, secret))
                    yield from written(rule["id"], text, secret)


def written(rule, text, secret):
    start = text.index(secret)
    parts = text[:start], secret, text[start + len(secret):]
    is_whole = not parts[0] and not parts[2]
    for name, touches, before, after, code in CONTEXTS:
        if touches and (not is_whole or "\n" in secret):
            continue
        middle = code(secret)
        line = before + code(parts[0]) + middle + code(parts[2]) + after
        if name == "repeated":
            line += line
        yield Case(rule, name, line, middle.replace("\n" + before, "\n"))
    for name, before, after in POSITIONS:
        if name != "start of a line" and "\n" in text:
            continue
        yield Case(rule, name, before + text + after, secret)
    if is_whole and len(text) < 1000:
        yield Case(rule, "base64", "payload " + base64_line(text), base64_line(text))


def scrub(command, all_cases):
    """The output for each case; each stands between lines that nothing masks."""
    parts = []
    for number, case in enumerate(all_cases):
        parts.append(f"#{number}#\n{case.line}\n\n")
    result = subprocess.run(
        [command, "--no-config"], input="".join(parts).encode(), capture_output=True, check=True)
    text = result.stdout.decode("utf-8", "replace")
    outputs = []
    position = 0
    for number in range(len(all_cases)):
        begin = text.index(f"#{number}#\n", position) + len(f"#{number}#\n")
        end = text.find(f"\n\n#{number + 1}#\n", begin)
        outputs.append(text[begin:end if end >= 0 else len(text)])
        position = end if end >= 0 else len(text)
    return outputs


def is_removed(case, output):
    output = PLACEHOLDER.sub("", output)
    size = min(8, max(3, len(case.secret) // 2))
    pieces = {
        part[i:i + size] for part in case.secret.split("\n") for i in range(len(part) - size + 1)
    }
    # What stands beside the secret as well says nothing.
    around = case.line.replace(case.secret, "\0")
    return not any(piece in output and piece not in around for piece in pieces)


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--scrub", default=str(ROOT / ".build/release/scrub"))
    options.add_argument("--values", type=int, default=3)
    options.add_argument("--worst", type=int, default=20)
    options.add_argument("--json")
    options.add_argument("--out", help="write the tables as Markdown")
    options.add_argument("--show", help="print the misses of this rule or context")
    arguments = options.parse_args()
    all_cases = list(cases(arguments.values))
    outputs = scrub(arguments.scrub, all_cases)
    cells = collections.defaultdict(lambda: [0, 0])
    for case, output in zip(all_cases, outputs):
        removed = is_removed(case, output)
        for key in (("rule", case.rule), ("context", case.context), ("cell", case.rule, case.context)):
            cells[key][0] += removed
            cells[key][1] += 1
        if not removed and arguments.show in (case.rule, case.context):
            print(f"{case.rule} | {case.context} | {case.line[:300]!r} -> {output[:300]!r}")
    share = {key: hit / total for key, (hit, total) in cells.items()}
    contexts = [key for key in share if key[0] == "context"]
    rules = sorted((key for key in share if key[0] == "rule"), key=lambda key: share[key])
    lines = ["| context | cases | removed |", "|---|--:|--:|"]
    for key in contexts:
        lines.append(f"| {key[1]} | {cells[key][1]} | {100 * share[key]:.2f} % |")
    whole = sum(share[key] for key in rules) / len(rules)
    hit = sum(cells[key][0] for key in rules)
    total = sum(cells[key][1] for key in rules)
    lines.append(f"| all | {total} | {100 * hit / total:.2f} % |")
    lines += ["", f"Mean over {len(rules)} rules: {100 * whole:.2f} %.", ""]
    missed = [key for key in rules if share[key] < 1][:arguments.worst]
    if missed:
        lines += ["| rule | cases | removed | missed in |", "|---|--:|--:|---|"]
    for key in missed:
        where = [c[2] for c in share if c[0] == "cell" and c[1] == key[1] and share[c] < 1]
        lines.append(
            f"| {key[1]} | {cells[key][1]} | {100 * share[key]:.1f} % | {', '.join(where[:8])} |")
    report = "\n".join(lines) + "\n"
    print(report)
    if arguments.out:
        pathlib.Path(arguments.out).write_text(report)
    if arguments.json:
        rows = {"/".join(key): value for key, value in cells.items()}
        pathlib.Path(arguments.json).write_text(json.dumps(rows, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
