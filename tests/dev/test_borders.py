from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from devtools.demo import SOURCES
from devtools.places import ROOT

# Across a border only these are imported, of the room or of one of its nouns. portal's own modules are open to all, and
# config may name everything.
OPEN = {"models", "enums", "rules", "facts", "actions"}
ROOMS = sorted(set(SOURCES) - {"config", "portal"})


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("room", [*ROOMS, "portal"])
def test_room_enters_others_only_by_their_open_modules(room: str) -> None:
    crossing = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in sorted((ROOT / room).rglob("*.py"))
        for name in imported(path)
        if (other := name.split(".")[0]) in ROOMS and other != room and OPEN.isdisjoint(name.split(".")[1:-1])
    ]

    assert crossing == []
