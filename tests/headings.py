"""What a page says that it is."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

MISSING = "This page does not exist"
NOT_OPEN = "For registered supporters"
OLD_LINK = "This link is used up or too old"
NOT_LIKE_THIS = "This can't be opened like this"


def heading(answer: Any) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", answer.text, re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", "", found[1])).strip() if found else ""
