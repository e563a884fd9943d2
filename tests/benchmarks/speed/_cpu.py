"""CPU that processes have used, as Linux tells it under /proc."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
# What both sides share. While one of them is measured, the other rests.
SHARED = {"postgres", "redis-server"}


def children() -> set[int]:
    """Of this process."""
    return {pid for pid, (parent, _name, _ticks) in _processes().items() if parent == os.getpid()}


def used_ms(roots: Iterable[int]) -> float:
    """By these, by all that they started, and by the database and the cache, where they run on this machine."""
    known = _processes()
    counted = {pid for pid, (_parent, name, _ticks) in known.items() if name in SHARED}
    more = set(roots)
    while more:
        counted |= more
        more = {pid for pid, (parent, _name, _ticks) in known.items() if parent in counted} - counted
    return sum(known[pid][2] for pid in counted if pid in known) * 1000 / TICKS


def _processes() -> dict[int, tuple[int, str, int]]:
    """Parent, name and ticks used, with those of children that have ended."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = path.read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue
        name, fields = text.partition("(")[2].rpartition(")")[0], text.rpartition(")")[2].split()
        found[int(path.parent.name)] = (int(fields[1]), name, sum(map(int, fields[11:15])))
    return found
