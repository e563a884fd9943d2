"""How tokens are written into the index, so that no database's own reading of words can part or join them.

PostgreSQL's parser and SQLite's tokenizer differ on combining marks, numbers such as 1e5 and rare letters. Neither
does anything to a word of small ASCII letters and digits.
"""

from __future__ import annotations

from collections.abc import Iterable


def stored(tokens: Iterable[str]) -> str:
    return " ".join(_plain(token) for token in tokens)


def _plain(token: str) -> str:
    return f"x{token}" if token.isascii() else f"z{token.encode().hex()}"
