"""The languages of the portal: the one list, in the order in which they are offered.

A language is prepared first: its catalogue is kept with the others, and nobody meets it. Once it is visible it has
addresses, pages, forms and mails as the others have.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Language:
    # In addresses, catalogues and the database.
    code: str
    name: str | Promise
    own_name: str
    # What `lang` says to browsers and screen readers.
    html: str
    # Read where something isn't said in this one: a name, or the office's side, which has no plain Japanese.
    fallback: str | None = None
    direction: Literal["ltr", "rtl"] = "ltr"
    is_visible: bool = True


LANGUAGES = [
    Language("vi", _("Vietnamese"), "Tiếng Việt", html="vi"),
    Language("ja", _("Japanese"), "日本語", html="ja"),
    Language("ja-hira", _("Plain Japanese"), "やさしい日本語", html="ja", fallback="ja"),
    Language("en", _("English"), "English", html="en"),
]
