from __future__ import annotations

import re

# Characters a caption line may hold; Japanese ones are twice as wide.
LINE = {"vi": 42, "en": 42, "ja": 21}

# Japanese may break after a pause, and where hiragana ends and the next word begins.
_JAPANESE_GAP = re.compile(r"(?<=[、。：」])(?![、。」])|(?<=[ぁ-ん])(?<![おご])(?=[おご]?[一-龠ァ-ヶA-Z0-9「])")
_PAUSES = tuple(",;:.?!、。：；？！」")


def split(text: str, language: str) -> list[list[str]]:
    """Cut a sentence into cues of at most two lines, as even as the language lets them be."""
    pieces = _pieces(text, language)
    room = LINE[language]
    lines = 1
    while max(map(len, _even(pieces, lines, room))) > room:
        lines += 1
    cues = _even(pieces, -(-lines // 2), 2 * room - 4, bonus=12)
    return [_lines(_pieces(cue, language), room) for cue in cues]


def _lines(pieces: list[str], room: int) -> list[str]:
    whole = "".join(pieces).strip()
    return [whole] if len(whole) <= room else _even(pieces, 2, room, bonus=4)


def _pieces(text: str, language: str) -> list[str]:
    if language == "ja":
        return [piece for piece in _JAPANESE_GAP.split(text) if piece]
    return re.findall(r"\S+\s*", text)


def _even(pieces: list[str], parts: int, room: int, bonus: int = 0) -> list[str]:
    """Join the pieces into parts of like length that hold in `room`; a pause at the end is worth `bonus`."""
    if parts == 1:
        return ["".join(pieces).strip()]
    whole = len("".join(pieces).strip())

    def cost(cut: int) -> float:
        head, tail = "".join(pieces[:cut]).strip(), "".join(pieces[cut:]).strip()
        too_long = len(head) > room or len(tail) > room * (parts - 1)
        return abs(len(head) - whole / parts) - bonus * head.endswith(_PAUSES) + 1000 * too_long

    cut = min(range(1, max(2, len(pieces))), key=cost)
    return ["".join(pieces[:cut]).strip(), *_even(pieces[cut:], parts - 1, room, bonus)]
