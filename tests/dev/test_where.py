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


def test_documents_name_no_file_that_is_gone() -> None:
    documents = [*(ROOT / "docs").rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
    named = {
        (path.name, found)
        for path in documents
        for found in re.findall(r"`([\w.]+(?:/[\w.]+)+\.py)`", path.read_text(encoding="utf-8"))
    }

    assert [(document, path) for document, path in sorted(named) if not (ROOT / path).exists()] == []
