"""What the shapes of numbers and of names are made of."""

from __future__ import annotations

# Letters and digits of Latin script alone: Japanese is written without spaces around them.
NOT_AFTER_LATIN, NOT_BEFORE_LATIN = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"
KANJI = r"\u4e00-\u9fff々ヶケ"

_LATIN = [chr(point) for point in (*range(0x41, 0x250), *range(0x1E00, 0x1F00))]
CAPITAL = f"[{''.join(letter for letter in _LATIN if letter.isupper())}]"
SMALL = f"[{''.join(letter for letter in _LATIN if letter.islower())}]"

NETWORK = (
    r"(?:line|ライン|zalo|facebook|fb|messenger|instagram|インスタ|tiktok|wechat|微信|kakao(?:talk)?|カカオ|telegram"
    r"|viber|whatsapp|skype|twitter)"
)
