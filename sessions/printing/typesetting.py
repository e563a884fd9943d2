"""Makes a PDF of plain data, with the fonts of the network's papers. No text is read as markup."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.apps import apps

from network.rules.printing import Coverage

TEMPLATES = Path(__file__).parent / "templates"
# Tagged, with title, language and descriptions of pictures: typst refuses what would not be accessible.
STANDARDS: list[typst.PDFStandard] = ["ua-1"]


def typeset(template: str, data: dict[str, Any]) -> bytes:
    pdf = typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=fonts(),
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=STANDARDS,
    )
    assert isinstance(pdf, bytes)
    return pdf


def _folder() -> Path:
    return Path(apps.get_app_config("network").path) / "printing" / "fonts"


@cache
def fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_folder()])


@cache
def coverage() -> Coverage:
    ranges = [line.split("-") for line in (_folder() / "covered.txt").read_text(encoding="ascii").split()]
    return Coverage([int(first, 16) for first, _last in ranges], [int(last, 16) for _first, last in ranges])
