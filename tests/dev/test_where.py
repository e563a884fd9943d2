from __future__ import annotations

import ast
import re

import pytest

from devtools.places import ROOT

ROWS = re.findall(r"^\| (.+) \| `(.+)` `(.+)` \|$", (ROOT / "docs/where.md").read_text(encoding="utf-8"), re.MULTILINE)


def test_where_has_twenty_rows() -> None:
    assert len(ROWS) == 20


@pytest.mark.parametrize(("behaviour", "path", "name"), ROWS)
def test_behaviour_lives_where_it_is_said_to(behaviour: str, path: str, name: str) -> None:
    defined = {
        node.name
        for node in ast.parse((ROOT / path).read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }

    assert name in defined
