"""The screens that are looked at, in one place: for pictures (`dev.py screens`) and for axe."""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = ("vi", "ja", "ja-hira", "en")
WIDTHS = (360, 1280)  # pixels: a small phone, a common laptop


@dataclass(frozen=True)
class Screen:
    name: str
    path: str  # after the language's prefix
    role: str = ""  # whose demo login opens it (the first column of logins.txt); empty for everybody


SCREENS = (
    Screen("home", ""),
    Screen("sign-in", "account/login/"),
)
