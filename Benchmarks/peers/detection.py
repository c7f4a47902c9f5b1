"""What a contestant found and missed, by line, beside a truth file."""

import bisect
import json
import os
import random
import string

# Registered values are of one line and long enough for every contestant.
LEAST = 12
REGISTERED = 1_000


def read_truth(path):
    with open(path) as file:
        return [tuple(map(int, line.split("\t")[:2])) for line in file]


def planted(corpus):
    """The planted values of a corpus."""
    path, truth = corpus
    with open(path, "rb") as file:
        data = file.read()
    return [data[offset:offset + count] for offset, count in read_truth(truth)]


def registered_values(corpus):
    """Half of the planted values that are one line of ASCII, and made-up ones up to 1,000."""
    values = [v for v in planted(corpus) if len(v) >= LEAST and v.isascii() and b"\n" not in v]
    values = sorted({v.decode() for v in values})[:REGISTERED // 2]
    source = random.Random(1)
    letters = string.ascii_letters + string.digits
    while len(values) < REGISTERED:
        values.append("".join(source.choices(letters, k=source.randint(16, 40))))
    return values


class Lines:
    """Numbers of lines, from 1, by offset."""

    def __init__(self, data):
        self.ends = [i for i, byte in enumerate(data) if byte == 10]

    def number(self, offset):
        return bisect.bisect_left(self.ends, offset) + 1


def read_report(peer, output, folder):
    """Numbers of the lines that a scanner reports."""
    path = os.path.join(folder, peer.report) if peer.report else output
    with open(path, "rb") as file:
        text = file.read()
    if peer.kind == "lines":
        return {int(line.split(b":", 1)[0]) for line in text.splitlines()
                if line.split(b":", 1)[0].isdigit()}
    if peer.kind == "numbers":
        return {int(line) for line in text.split()}
    if peer.kind == "kingfisher":
        report = json.loads(text or b"{}")
        return {one["finding"]["line"] for one in report.get("findings", [])}
    if peer.kind == "detect-secrets":
        files = json.loads(text)["results"].values()
        return {one["line_number"] for found in files for one in found}
    if peer.kind == "gitleaks":
        return {line for one in json.loads(text or b"[]")
                for line in range(one["StartLine"], one["EndLine"] + 1)}
    lines = set()
    for one in filter(None, text.splitlines()):
        data = json.loads(one).get("SourceMetadata", {}).get("Data", {}).get("Filesystem", {})
        if "line" in data:
            lines.add(data["line"])
    return lines


def remains(value, output):
    """Whether 16 bytes of a value stand in the output, or all of a shorter one."""
    pieces = [p for p in value.split(b"\n") if p]
    for piece in pieces:
        size = min(16, len(piece))
        if any(piece[at:at + size] in output for at in range(0, len(piece) - size + 1, size)):
            return True
    return False


def count(peer, path, truth_path, output_path, folder):
    """{"found", "missed", "false"} by line; None where nothing is looked for."""
    if peer.kind == "none":
        return None
    with open(path, "rb") as file:
        data = file.read()
    numbers = Lines(data)
    truth = read_truth(truth_path)
    secret_lines = set()
    for offset, size in truth:
        secret_lines.update(range(numbers.number(offset), numbers.number(offset + size - 1) + 1))
    if peer.kind == "redactor":
        with open(output_path, "rb") as file:
            output = file.read()
        found = sum(not remains(data[offset:offset + size], output) for offset, size in truth)
        # Lines of the input that are not lines of the output were changed.
        kept = set(output.split(b"\n"))
        changed = {n for n, line in enumerate(data.split(b"\n"), 1) if line not in kept}
        false = len(changed - secret_lines)
    else:
        reported = read_report(peer, output_path, folder)
        found = sum(numbers.number(offset) in reported for offset, _ in truth)
        false = len(reported - secret_lines)
    return {"found": found, "missed": len(truth) - found, "false": false}
