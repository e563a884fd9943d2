"""What is put into the data of a template that is typeset."""

from __future__ import annotations

import io

import segno

from ..templatetags.portal_tags import FURIGANA

Run = tuple[str, str]


def runs(line: str) -> list[Run]:
    """Each piece of a text with its reading, empty where there is none."""
    # What FURIGANA parts: text, base, reading, text, base, reading, … text.
    pieces = FURIGANA.split(line)
    found = [(text, "") for text in pieces[0:1]]
    for base, reading, text in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        found += [(base, reading), (text, "")]
    return [run for run in found if run[0]]


def qr_code(text: str) -> str:
    """As SVG."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="svg", xmldecl=False)
    return drawn.getvalue().decode()
