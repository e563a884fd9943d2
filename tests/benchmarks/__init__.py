"""Figures the portal is held to: each module here is a name for `dev.py bench` and has

    def figures() -> Iterable[Figure]

A folder is a name too (`trust`): its modules (`trust.outages`) are measured one after the other, each by itself, so
that one that breaks is a line that falls short and the others tell theirs.

It runs with the demo's settings on a copy of the seeded demo, on the server of DATABASE_URL or else on SQLite; what
the folder `house` measures is the code, without a demo. What stands behind a colon is a part of what is measured, and
goes to `figures`: `house.mutants:claims.rules`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

OF_THE_CODE = "house"
# The smallest views, beside which `speed` puts the portal's: they are no figures.
BESIDE = "limits"


@dataclass(frozen=True)
class Figure:
    name: str
    value: float
    unit: str
    limit: float
    ok: bool

    def __str__(self) -> str:
        verdict = "holds" if self.ok else "falls short"
        return f"{self.name}  {self.value:g} {self.unit}  limit {self.limit:g}  {verdict}"


class Benchmark(Protocol):
    def figures(self, *part: str) -> Iterable[Figure]: ...


def at_most(name: str, value: float, unit: str, limit: float) -> Figure:
    return Figure(name, value, unit, limit, value <= limit)


def at_least(name: str, value: float, unit: str, limit: float) -> Figure:
    return Figure(name, value, unit, limit, value >= limit)


def exactly(name: str, value: float, unit: str, wanted: float) -> Figure:
    return Figure(name, value, unit, wanted, value == wanted)


def names() -> list[str]:
    """`claims`, …, `trust.outages`, …"""
    here = Path(__file__).parent
    files = (path.relative_to(here).with_suffix("") for path in here.rglob("[!_]*.py"))
    return sorted(".".join(path.parts) for path in files if path.parts[0] != BESIDE)


def of_that_name(wanted: str) -> list[str]:
    """The modules of a name: one, all of a folder, or none; with the part of it that is asked for."""
    asked, colon, part = wanted.partition(":")
    return [f"{name}{colon}{part}" for name in names() if name == asked or name.startswith(f"{asked}.")]


def needs_the_demo(wanted: str) -> bool:
    return not wanted.startswith(f"{OF_THE_CODE}.")


def lines(name: str, benchmark: Benchmark) -> Iterator[tuple[str, bool]]:
    """A line a figure as it is measured, and whether it holds. What can't be measured falls short."""
    measured = 0
    try:
        for figure in benchmark.figures(*name.split(":")[1:]):
            measured += 1
            yield str(figure), figure.ok
    except Exception as error:
        yield f"{name}: can't be measured ({type(error).__name__}: {error})  falls short", False
        return
    if not measured:
        yield f"{name}: no figure was measured  falls short", False
