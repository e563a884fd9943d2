"""Makes a PDF of plain data. No file is written, no font of the machine is used, and no text is read as markup."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import typst

from .coverage import Coverage

FONTS = Path(__file__).parent / "fonts"
# Tagged, with title, languages and descriptions of pictures: typst refuses what would not be accessible.
STANDARDS: list[typst.PDFStandard] = ["ua-1"]


def typeset(template: Path, data: dict[str, Any]) -> bytes:
    """The template reads nothing outside its folder."""
    pdf = typst.compile(
        template,
        root=template.parent,
        font_paths=fonts(),
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=STANDARDS,
    )
    assert isinstance(pdf, bytes)
    return pdf


@cache
def fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


@cache
def coverage() -> Coverage:
    """Of both fonts together, as devtools/print_fonts.py found it."""
    ranges = [line.split("-") for line in (FONTS / "covered.txt").read_text(encoding="ascii").split()]
    return Coverage([int(first, 16) for first, _last in ranges], [int(last, 16) for _first, last in ranges])
