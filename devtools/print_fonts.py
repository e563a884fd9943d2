"""Makes the fonts of the printed papers: `python -m devtools.print_fonts FOLDER`, at development time only.

FOLDER holds NotoSans-Regular.ttf (Debian's fonts-noto-core) and NotoSansCJK-Regular.ttc (fonts-noto-cjk).
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from devtools.places import ROOT

FONTS = ROOT / "portal" / "printing" / "fonts"
# Latin with every Vietnamese letter, combining marks, Greek, Cyrillic, punctuation, currency signs.
LATIN = [
    (0x20, 0x24F),
    (0x300, 0x36F),
    (0x370, 0x3FF),
    (0x400, 0x52F),
    (0x1E00, 0x1EFF),
    (0x2010, 0x205E),
    (0x20A0, 0x20BF),
]
# Of names, and in none of the Japanese character sets.
IN_NAMES = "𠮷"
# Private characters and box drawing of the Japanese character sets are of no use on paper.
UNUSED = [(0xE000, 0xF8FF), (0x2500, 0x257F)]
# The order in which a text looks for its glyphs, and what each font is asked for.
SOURCES = {"NotoSans-Regular.ttf": "latin", "NotoSansCJK-Regular.ttc": "japanese"}


def japanese() -> set[int]:
    """What Windows writes and JIS X 0213's first plane: all kanji of everyday use and of names, with 髙 and 﨑."""
    codes = [bytes([row, cell]) for row in range(0x80, 0x100) for cell in range(0x40, 0x100)]
    written = {_read(code, "cp932") for code in codes} | {_read(code, "euc_jis_2004") for code in codes}
    points = {ord(character) for text in [*written, IN_NAMES] for character in text} | set(range(0xFF61, 0xFFA0))
    return points - _points(UNUSED) - _points(LATIN)


def _read(code: bytes, encoding: str) -> str:
    try:
        text = code.decode(encoding)
    except UnicodeDecodeError:
        return ""
    return text if len(text) == 1 else ""


def _points(ranges: Iterable[tuple[int, int]]) -> set[int]:
    return {point for first, last in ranges for point in range(first, last + 1)}


def cut(source: Path, target: Path, points: set[int]) -> set[int]:
    """Keeps those of the points that the font has, and returns them."""
    options = subset.Options(
        font_number=0, hinting=False, name_IDs=["*"], layout_features=["ccmp", "kern", "locl", "mark", "mkmk"]
    )
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx"]
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    font.save(target)
    return set(TTFont(target).getBestCmap())


def in_ranges(points: set[int]) -> list[str]:
    """`0041-005A`, one a line."""
    starts = sorted(point for point in points if point - 1 not in points)
    ends = sorted(point for point in points if point + 1 not in points)
    return [f"{first:04X}-{last:04X}" for first, last in zip(starts, ends, strict=True)]


def version_of(path: Path) -> str:
    names = TTFont(path)["name"]
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return f"{path.name}\n  {names.getDebugName(4)}, {names.getDebugName(5)}\n  sha256 {digest}\n"


def main(folder: Path) -> None:
    wanted = {"latin": _points(LATIN), "japanese": japanese()}
    covered: set[int] = set()
    versions = []
    for name, part in SOURCES.items():
        source = folder / name
        target = FONTS / f"{source.stem}.subset{'.otf' if source.suffix == '.ttc' else source.suffix}"
        covered |= cut(source, target, wanted[part])
        versions.append(version_of(target))
    (FONTS / "covered.txt").write_text("\n".join(in_ranges(covered)) + "\n", encoding="ascii")
    (FONTS / "VERSION").write_text("".join(versions), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
