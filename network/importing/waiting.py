"""Whether a file that waits to be imported speaks of a person."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from portal.readings import email_address

from ..rules import normalise_code


def speaks_of(content: Any, network_ids: Collection[str], address: str) -> bool:
    """By network ID or address, in any cell: its columns may not be chosen yet."""
    codes = set(map(normalise_code, network_ids))
    return any(
        normalise_code(cell) in codes or ("@" in cell and email_address(cell) == address) for cell in _texts(content)
    )


def _texts(content: Any) -> Iterator[str]:
    """Of a book or a table, as it is stored."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, list | dict):
        for part in content.values() if isinstance(content, dict) else content:
            yield from _texts(part)
