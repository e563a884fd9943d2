"""A suite that takes long is run seldom, and then by nobody."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks import Figure
from tests.starting import suite_figures


def figures() -> Iterator[Figure]:
    yield from suite_figures()
