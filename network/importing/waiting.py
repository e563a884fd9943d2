"""Whether a file that waits to be imported speaks of a person, by network ID or by address."""

from __future__ import annotations

import re
from collections.abc import Collection

from portal.readings import email_address

from ..people.rules.codes import normalise_code
from .reading import Book
from .tables import Table
from .text_files import decoded

# Shorter ones are also somebody's age, room or remark: they count in the column of IDs alone.
KNOWN_ANYWHERE_FROM = 4


class Person:
    """Of whom is asked: as the portal knows them, beside what people write around it."""

    def __init__(self, network_ids: Collection[str], address: str) -> None:
        self._codes = set(map(normalise_code, network_ids))
        # Within 自宅:lan@example.org too, but not within milan@example.org.
        self._address = re.compile(rf"(?<![\w.+-]){re.escape(address)}(?!\.?[\w-])", re.ASCII) if address else None

    def is_in_book(self, book: Book) -> bool:
        """Nobody has said yet where its IDs stand, so any cell may be one; whatever encoding is meant."""
        sheets = [decoded(sheet, encoding) for sheet in book.sheets for encoding in book.encodings or ("",)]
        return any(map(self._is_told_in, {cell for sheet in sheets for row in sheet.rows for cell in row.cells}))

    def is_in_table(self, table: Table, ids_at: int) -> bool:
        return any(
            self._is_told_in(cell, is_id=at == ids_at) for row in table.rows for at, cell in enumerate(row.cells)
        )

    def _is_told_in(self, cell: str, *, is_id: bool = True) -> bool:
        code = normalise_code(cell)
        if code in self._codes and (is_id or len(code) >= KNOWN_ANYWHERE_FROM):
            return True
        return self._address is not None and self._address.search(email_address(cell)) is not None
