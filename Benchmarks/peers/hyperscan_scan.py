"""Hyperscan over a file with the ten expressions of Benchmarks/compare: prints the number of each
line with a match. Only the scanning is Hyperscan's; a match costs a call into Python."""

import json
import mmap
import sys

import hyperscan

with open(sys.argv[1]) as file:
    expressions = [text.encode() for text in json.load(file)]
database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
database.compile(expressions=expressions, ids=list(range(len(expressions))),
                 flags=[0] * len(expressions))
with open(sys.argv[2], "rb") as file:
    data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
# Blocks end with lines, as the expressions never cross one.
BLOCK = 1 << 20
start, line = 0, 1
out = []
while start < len(data):
    end = data.rfind(b"\n", start, start + BLOCK) + 1
    if end <= start:
        end = min(len(data), start + BLOCK)
    block = data[start:end]
    ends = set()
    database.scan(block, match_event_handler=lambda _id, _from, to, _flags, _context: ends.add(to))
    at = 0
    for place in sorted(ends):
        line += block.count(b"\n", at, place - 1)
        at = place - 1
        out.append(line)
    line += block.count(b"\n", at)
    start = end
print("\n".join(map(str, sorted(set(out)))))
