"""Lists of members from practice: every file comes out as is right for it (R2)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from tests.benchmarks import Figure, exactly
from tests.network.import_cases import CASES


def figures() -> Iterator[Figure]:
    for file, cases in groupby(sorted(CASES, key=lambda case: case.file), lambda case: case.file):
        right = [case.is_right for case in cases]
        yield exactly(f"{file}, what comes out of it", sum(right), "right", len(right))
