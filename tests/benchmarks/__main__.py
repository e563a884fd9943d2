"""`python -m tests.benchmarks [NAME[:PART] …]`: measures, prints, and ends with 1 when a figure falls short."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

import django

from tests import benchmarks, databases, postgres


def main(wanted: Sequence[str]) -> int:
    known = benchmarks.names()
    unknown = [name for name in wanted if not benchmarks.of_that_name(name)]
    if unknown:
        print(f"No figures are called {', '.join(unknown)}. There are: {', '.join(known) or 'none'}", file=sys.stderr)
        return 2
    chosen = [part for name in wanted for part in benchmarks.of_that_name(name)] or known
    if not any(map(benchmarks.needs_the_demo, chosen)):
        return _measure_all(chosen)
    if (url := os.environ.get("DATABASE_URL")) and (why := postgres.check(url)):
        print(f"The database of DATABASE_URL can't be reached: {why}", file=sys.stderr)
        return 1
    asked = os.environ.get("DATABASE_URL", "")
    with databases.copy_of(databases.seeded()) as copy:
        os.environ.update(copy.environment)
        django.setup()
        # A benchmark's own copies are made on the server it was asked for, not from this copy.
        os.environ["DATABASE_URL"] = asked
        return _measure_all(chosen)


def _measure_all(chosen: Sequence[str]) -> int:
    held = [_measure(name) for name in chosen]
    return 0 if held and all(held) else 1


def _measure(name: str) -> bool:
    try:
        benchmark = importlib.import_module(f"tests.benchmarks.{name.split(':')[0]}")
    except Exception as error:
        print(f"{name}: can't be measured ({type(error).__name__}: {error})  falls short", flush=True)
        return False
    all_hold = True
    for line, holds in benchmarks.lines(name, benchmark):
        print(line, flush=True)
        all_hold &= holds
    return all_hold


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
