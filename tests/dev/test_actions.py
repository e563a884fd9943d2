"""Actions are called by views and by the clock alike: they know no addresses, and no forms that are sent twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from devtools.places import ROOT
from tests.dev.test_borders import ROOMS, imported

OF_PAGES = ("django.urls", "django.shortcuts", "portal.idempotency", "portal.steps")


def is_of_actions(path: Path) -> bool:
    return "actions" in (*path.relative_to(ROOT).parts, path.stem)


@pytest.mark.parametrize("room", ROOMS)
def test_actions_know_nothing_of_pages(room: str) -> None:
    knowing = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in sorted((ROOT / room).rglob("*.py"))
        for name in imported(path)
        if is_of_actions(path) and name.startswith(OF_PAGES)
    ]

    assert knowing == []
