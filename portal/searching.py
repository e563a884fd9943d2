"""The search behind the boxes of Wagtail's admin: modelsearch's own, asked for words and nothing else.

SQLite reads a quotation mark as the end of what is looked for, and neither database takes a NUL.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from modelsearch.backends import database
from modelsearch.backends.base import BaseSearchBackend

# Nobody looks for more; SQLite refuses an expression of a thousand parts.
MOST_CHARACTERS = 200


def words_only(asked: str) -> str:
    """Control characters and quotation marks part words, as spaces do."""
    return "".join(
        " " if sign == '"' or unicodedata.category(sign).startswith("C") else sign for sign in asked[:MOST_CHARACTERS]
    ).strip()


class AskedForWords(BaseSearchBackend):
    def _search(self, compiler: type, query: Any, *args: Any, **kwargs: Any) -> Any:
        return super()._search(compiler, words_only(query) if isinstance(query, str) else query, *args, **kwargs)


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:  # noqa: N802  the name modelsearch looks for
    of_the_database = type(database.SearchBackend(dict(params)))
    backend: BaseSearchBackend = type("SearchBackend", (AskedForWords, of_the_database), {})(params)
    return backend
