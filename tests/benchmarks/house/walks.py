"""How many modules somebody opens who follows a verb from its view to its last action.

The walks stand in `walks.txt`; a tool of the ground floor that does what its name says is one stay, and nobody goes in.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import Figure, at_most, exactly
from tests.benchmarks.house._walks import read, untrue

MOST = 9

WALKS = Path(__file__).with_name("walks.txt")


def figures() -> Iterator[Figure]:
    for name, walk in read(WALKS.read_text(encoding="utf-8")).items():
        modules = {stay.module for stay in walk}
        yield at_most(f"modules touched by {name}, in {len(walk)} stays", len(modules), "modules", MOST)
        if wrong := list(untrue(walk)):
            print(*wrong, sep="\n")
            yield exactly(f"stays of {name} in {WALKS.name} that the code denies", len(wrong), "stays", 0)
