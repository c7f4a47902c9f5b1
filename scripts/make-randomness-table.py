#!/usr/bin/env python3
"""Makes Sources/Scrubber/Confirm/RandomnessTable.swift from text on this machine.

    python3 scripts/make-randomness-table.py [--output FILE] [DIRECTORY ...]

The table holds, for each pair of neighbouring token bytes, how much more likely the pair is in
words and identifiers than in uniformly random text, in twelfths of a natural logarithm unit
(positive: word-like). docs/TOKEN-SHAPE.md says how it is used.

Without directories it reads what a Debian machine with Python and Perl has: package
documentation, the Perl and Python libraries and the C headers. Only counts leave those texts.
Another machine gives slightly different numbers; the table in the tree is the one that counts,
and tests check the behaviour that follows from it, not the numbers.

How: the text is split into runs of [A-Za-z0-9+/_-]; each distinct run counts once, so that
frequent words do not drown rare ones. Runs that hold hex digests or other random-looking pieces
are left out. The word model is a first-order Markov chain over 28 folded symbols (26 letters,
a digit, a separator), times the chance that a letter's case follows the case before it. The
random model gives each of 64 symbols the same chance.
"""

import argparse
import collections
import math
import os
import re
import sys
import sysconfig

SCALE = 12  # units per natural logarithm unit
LOWEST, HIGHEST = -48, 36  # what one pair may weigh
ZERO = 84  # the character that stands for weight 0; no weight may become `#`, 35
SMOOTHING = 0.5  # added to each count
SUFFIXES = (
    ".py", ".pm", ".pl", ".h", ".txt", ".md", ".rst", ".html", ".copyright", ".pod", ".conf",
)
MAXIMUM_FILE = 2_000_000

RUN = re.compile(rb"[A-Za-z0-9+/_-]{3,120}")
HEX = re.compile(rb"[0-9a-f]{8,}|[0-9A-F]{8,}")
ALTERNATION = re.compile(rb"[A-Za-z](?=[0-9])")
LETTERS = re.compile(rb"[A-Za-z]+")

DIGIT, SEPARATOR = 26, 27
ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def fold(code):
    """The folded symbol of a base64 code (0..63)."""
    if code < 52:
        return code % 26
    return DIGIT if code < 62 else SEPARATOR


CODE = {byte: code for code, byte in enumerate(ALPHABET)}
CODE[ord("-")], CODE[ord("_")] = 62, 63


def default_directories():
    return [
        "/usr/share/doc", "/usr/share/perl", "/usr/include", "/usr/lib/python3",
        sysconfig.get_paths()["stdlib"],
    ]


def read_runs(directories):
    runs = set()
    for directory in directories:
        for folder, folders, files in os.walk(directory):
            folders.sort()
            for name in files:
                path = os.path.join(folder, name)
                if not (name.endswith(SUFFIXES) or name in ("copyright", "README", "NEWS")):
                    continue
                if os.path.islink(path) or os.path.getsize(path) > MAXIMUM_FILE:
                    continue
                with open(path, "rb") as file:
                    runs.update(RUN.findall(file.read()))
    return runs


def looks_random(run):
    if any(re.search(rb"[0-9]", piece) for piece in HEX.findall(run)):
        return True
    if len(ALTERNATION.findall(run)) > 2:
        return True
    # Letters without a vowel, or with case that jumps, are encoded data more often than words.
    for piece in LETTERS.findall(run):
        if len(piece) >= 8 and not re.search(rb"[aeiouyAEIOUY]", piece):
            return True
        jumps = len(re.findall(rb"[a-z](?=[A-Z])", piece))
        if len(piece) >= 8 and jumps * 4 > len(piece):
            return True
    return False


def count(runs):
    pairs = [[SMOOTHING] * 28 for _ in range(28)]
    cases = collections.Counter()
    for run in runs:
        if looks_random(run):
            continue
        codes = [CODE[byte] for byte in run]
        for first, second in zip(codes, codes[1:]):
            pairs[fold(first)][fold(second)] += 1
            if second < 52:
                # 0: upper, 1: lower, 2: no letter
                cases[(0 if first < 26 else 1 if first < 52 else 2, second >= 26)] += 1
    return pairs, cases


def table(pairs, cases):
    members = [1] * 26 + [10, 2]
    values = []
    for first in range(64):
        row = pairs[fold(first)]
        total = sum(row)
        kind = 0 if first < 26 else 1 if first < 52 else 2
        for second in range(64):
            symbol = fold(second)
            chance = row[symbol] / total / members[symbol]
            if second < 52:
                both = cases[(kind, True)] + cases[(kind, False)]
                chance *= cases[(kind, second >= 26)] / both
            value = round(SCALE * math.log(chance * 64))
            values.append(max(LOWEST, min(HIGHEST, value)))
    return values


HEADER = """\
// Made by scripts/make-randomness-table.py; do not edit.

/// How much more likely a pair of neighbouring token bytes is in words and identifiers than in
/// uniformly random text.
///
/// Row: the first byte's code; column: the second's (`TokenCode`). Unit: 1/12 of a natural
/// logarithm unit; positive is word-like.
package enum RandomnessTable {
  /// What is subtracted from a character of `encoded` to get the weight.
  static let zero = %d

  /// 4,096 characters, row after row: so they are constant data that nothing has to set up.
  package static let encoded: StaticString = #\"\"\"
""" % ZERO


def write(values, file):
    file.write(HEADER)
    for row in range(64):
        text = "".join(chr(value + ZERO) for value in values[row * 64 : row * 64 + 64])
        file.write("    " + text + ("\\#" if row < 63 else "") + "\n")
    file.write('    \"\"\"#\n}\n')


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    target = os.path.join(here, "..", "Sources", "Scrubber", "Confirm", "RandomnessTable.swift")
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--output", default=target)
    parser.add_argument("directories", nargs="*")
    arguments = parser.parse_args()
    runs = read_runs(arguments.directories or default_directories())
    if len(runs) < 50_000:
        sys.exit("found only %d distinct runs: name directories with more text" % len(runs))
    pairs, cases = count(runs)
    with open(arguments.output, "w", encoding="ascii") as file:
        write(table(pairs, cases), file)
    print("%d distinct runs read" % len(runs), file=sys.stderr)


if __name__ == "__main__":
    main()
