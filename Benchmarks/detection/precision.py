#!/usr/bin/env python3
"""Measures how many clean lines are changed, on logs and texts without secrets.

    python3 Benchmarks/detection/precision.py --scrub .build/release/scrub [--lines 20000]
        [--texts FOLDER ...] [--show NAME] [--out FILE]

The corpora are made by corpora.py, with ids, hashes, digests, versions and names drawn anew on every
line; --texts adds the text files under a folder, for example a source tree or /usr/share/doc.
"""
import argparse
import collections
import pathlib
import re
import subprocess
import sys

from corpora import CORPORA, make

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PLACEHOLDER = re.compile(rb"\[REDACTED:([a-z0-9-]+)\]")


def scrub(command, text):
    return subprocess.run(
        [command, "--no-config"], input=text, capture_output=True, check=True).stdout


def read_folder(folder):
    parts = []
    for path in sorted(pathlib.Path(folder).rglob("*")):
        if not path.is_file() or path.stat().st_size > 4 << 20:
            continue
        data = path.read_bytes()
        if b"\0" not in data[:4096]:
            parts.append(data if data.endswith(b"\n") else data + b"\n")
    return b"".join(parts)


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--scrub", default=str(ROOT / ".build/release/scrub"))
    options.add_argument("--lines", type=int, default=20000)
    options.add_argument("--texts", action="append", default=[])
    options.add_argument("--show", help="print the changed lines of this corpus")
    options.add_argument("--out", help="write the table as Markdown")
    arguments = options.parse_args()
    texts = {name: make(name, arguments.lines).encode() for name in CORPORA}
    for folder in arguments.texts:
        texts[folder] = read_folder(folder)
    rows = ["| corpus | lines | changed | per 100,000 | rules |", "|---|--:|--:|--:|---|"]
    worst = 0
    sums = [0, 0]
    for name, text in texts.items():
        before = text.split(b"\n")
        after = scrub(arguments.scrub, text).split(b"\n")
        rules = collections.Counter()
        changed = 0
        # A masked value may reach over a line's end: then lines are compared as sets.
        pairs = zip(before, after) if len(before) == len(after) else (
            (b"", line) for line in after if PLACEHOLDER.search(line))
        for old, new in pairs:
            if old != new:
                changed += 1
                rules.update(match.decode() for match in PLACEHOLDER.findall(new))
                if arguments.show == name:
                    print(old.decode("utf-8", "replace")[:300])
                    print("   -> " + new.decode("utf-8", "replace")[:300])
        rate = 100000 * changed / max(1, len(before))
        if name in CORPORA:
            worst = max(worst, rate)
            sums[0] += changed
            sums[1] += len(before)
        named = ", ".join(f"{rule} {count}" for rule, count in rules.most_common(6))
        rows.append(f"| {name} | {len(before)} | {changed} | {rate:.1f} | {named} |")
    rows.append(f"| all made ones | {sums[1]} | {sums[0]} | {100000 * sums[0] / sums[1]:.1f} | |")
    report = "\n".join(rows) + "\n"
    print(report)
    if arguments.out:
        pathlib.Path(arguments.out).write_text(report)
    return 0


if __name__ == "__main__":
    sys.exit(main())
