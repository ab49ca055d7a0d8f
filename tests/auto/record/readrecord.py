#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints the lines of a record in the order of their arrival: seconds, stream, text. See FORMAT.md."""
import json
import os
import struct
import sys

folder = sys.argv[1]
with open(os.path.join(folder, "run.json"), "rb") as file:
    header = json.load(file)
if header["format"] != "spawnscope-run" or header["version"] != 1:
    sys.exit("not a record of version 1")
names = ["stdout", "stderr", "stdin", "note"]


def read(stream, begin, end):
    data = b""
    while begin < end:
        segment, at = divmod(begin, header["segmentBytes"])
        with open(os.path.join(folder, f"{names[stream]}-{segment:06}"), "rb") as file:
            file.seek(at)
            data += file.read(min(end - begin, header["segmentBytes"] - at))
        begin = (segment + 1) * header["segmentBytes"]
    return data


# The gap: records [lost, kept) and, of each stream, the bytes before ends[stream] are given up.
lost = kept = 0
ends = [0, 0, 0, 0]
if os.path.exists(os.path.join(folder, "gap.idx")):
    with open(os.path.join(folder, "gap.idx"), "rb") as file:
        gap = max(struct.unpack("<31qQ", file.read(256)) for place in range(2))
    lost, kept, ends = gap[1], gap[11], [sys.maxsize if end < 0 else end for end in gap[25:29]]

lines = []
unfinished = [None] * 4
with open(os.path.join(folder, "chunks.idx"), "rb") as file:
    records = struct.iter_unpack("<qqIIIBBBB", file.read())
for number, (time, offset, length, rows, pid, stream, flags, cuts, check) in enumerate(records):
    if number == kept > 0:
        lines.append((0, "gap", [b"lines were given up here"]))
        unfinished = [None] * 4
    if lost <= number < kept:
        continue
    begin = max(offset, ends[stream]) if number >= kept > 0 else offset
    pieces = read(stream, begin, offset + length).split(b"\n")
    for index, piece in enumerate(pieces):
        if unfinished[stream] is None and (piece or index + 1 < len(pieces)):
            unfinished[stream] = [piece]
            lines.append((time, names[stream], unfinished[stream]))
        elif unfinished[stream] is not None:
            unfinished[stream].append(piece)
        if index + 1 < len(pieces):
            unfinished[stream] = None
for time, name, pieces in lines:
    sys.stdout.buffer.write(b"%.3f %s %s\n" % (time / 1e9, name.encode(), b"".join(pieces)))
