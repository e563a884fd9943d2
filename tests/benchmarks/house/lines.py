"""Lines of Python a room, without migrations: what must be read before something can be changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from devtools.demo import SOURCES
from devtools.places import ROOT
from tests.benchmarks import Figure, at_most

# Source and tests before the rooms were divided by noun (commit a113229).
BEFORE = {
    "config": (972, 533),
    "portal": (5316, 4977),
    "network": (14209, 14973),
    "courses": (2975, 1879),
    "surveys": (1418, 2090),
    "sessions": (11992, 12338),
    "claims": (3610, 4760),
    "search": (517, 718),
}
SHORTER = {"sessions": 1200}


def figures() -> Iterator[Figure]:
    for room in SOURCES:
        source, tests = _lines_in(ROOT / room), _lines_in(ROOT / "tests" / room)
        print(
            f"{room}: {source} lines of source ({BEFORE[room][0]} before), {tests} of tests ({BEFORE[room][1]} before)"
        )
    for room, lines in SHORTER.items():
        yield at_most(f"source of {room}", _lines_in(ROOT / room), "lines", BEFORE[room][0] - lines)


def _lines_in(folder: Path) -> int:
    files = [path for path in folder.rglob("*.py") if "migrations" not in path.parts]
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in files)
