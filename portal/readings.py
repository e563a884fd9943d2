"""One reading for each kind of value, by whatever form, file or address it comes. Pure: no framework, no settings."""

from __future__ import annotations

import re
import unicodedata

# They turn the direction of what follows, or hide in it, and are never typed. Joiners stay: Persian, Sinhala and
# emoji need them.
INVISIBLE = {
    *"\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff",
    *(chr(point) for point in [*range(0x202A, 0x202F), *range(0x2066, 0x2070), *range(0xFFF9, 0xFFFC)]),
    *(chr(point) for point in range(0xE0000, 0xE0080)),
}
# Letters by their category, and yet nothing is seen of them: a name of these alone would be no name.
BLANK = "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\U00013441\U00013442\U0001d159"
_BLANK_AS_SPACE = str.maketrans(dict.fromkeys(BLANK, " "))
_JOINERS = "\u200c\u200d"
# 神 as U+FA19 is another character than U+795E to whoever bears it; Unicode's composition would make one of them.
_NOT_COMPATIBILITY_IDEOGRAPHS = re.compile("[^\uf900-\ufaff\U0002f800-\U0002fa1f]+")
_WHOLE_ADDRESS = re.compile(r"[^@]+@[^@]+[.。][^@.。]+")
# Full-width digits and Latin letters, half-width kana.
_OTHER_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ･-ﾟ]+")


def composed(text: str) -> str:
    """One way to write each letter with its marks (NFC), but compatibility ideographs stay."""
    return _NOT_COMPATIBILITY_IDEOGRAPHS.sub(lambda match: unicodedata.normalize("NFC", match[0]), text)


def plain_text(typed: str, *, lines: bool = False) -> str:
    """Composed, without control characters and outer spaces; on one line, unless `lines`, with single spaces. Nothing,
    if nothing would be seen of it."""
    text = typed.replace("\r\n", "\n").replace("\r", "\n")
    text = composed("".join(character for character in text if _is_written(character)))
    if not any(_is_seen(character) for character in text):
        return ""
    return text.strip() if lines else " ".join(text.translate(_BLANK_AS_SPACE).split())


def _is_written(character: str) -> bool:
    if character in "\n\t":
        return True
    return unicodedata.category(character) not in ("Cc", "Cs") and character not in INVISIBLE


def _is_seen(character: str) -> bool:
    """By itself: a letter, digit or sign, not what only stands on or changes the one before it."""
    # Two planes are for ideographs alone; Python doesn't know the newest.
    is_ideograph = "\U00020000" <= character <= "\U0003fffd"
    return is_ideograph or (unicodedata.category(character)[0] in "LNSP" and character not in BLANK)


def whole_number(text: str) -> int | None:
    """Of an address or a header. No database has numbers of nineteen digits, and Python reads no more than some
    thousands."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def usual_width(text: str) -> str:
    """Ｎａｍ → Nam, ﾊﾞﾝ → バン; other signs stay as people write them."""
    return composed(_OTHER_WIDTH.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text))


def typed_by_hand(typed: str) -> str:
    """For what has one spelling and no meaning in its width: digits, codes, addresses, days. Nothing invisible."""
    text = "".join(character for character in plain_text(typed) if character not in _JOINERS)
    return plain_text(unicodedata.normalize("NFKC", text))


def email_address(typed: str) -> str:
    """Addresses that differ by case, spaces, width, invisible signs or Unicode form are one person's. What stands
    beside a whole address is no part of it, and makes it none."""
    parts = typed_by_hand(typed).split()
    is_beside = any(_WHOLE_ADDRESS.fullmatch(part) for part in parts)
    return unicodedata.normalize("NFKC", (" " if is_beside else "").join(parts).replace("。", ".").lower())


def password(typed: str) -> str:
    """Keyboards send the same letter composed or in pieces, and nobody sees which."""
    return unicodedata.normalize("NFC", typed)
