"""Settings of a portal that has gained a language written from right to left, and prepares one more."""

from __future__ import annotations

from config import languages

languages.LANGUAGES = [
    *languages.LANGUAGES,
    languages.Language("fa", "Persian", "فارسی", html="fa", fallback="en", direction="rtl"),
    languages.Language("ne", "Nepali", "नेपाली", html="ne", is_visible=False),
]

from config.settings.test import *  # noqa: E402, F403  reads the list above
