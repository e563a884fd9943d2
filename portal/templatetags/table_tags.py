from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from ..figures.tables import in_words

register = template.Library()
register.filter(in_words)


@register.filter
def labelled(row: Iterable[Any], head: Iterable[Any]) -> list[tuple[Any, Any]]:
    """(cell, title of its column) for each cell: on phones, where rows become cards, each cell says what it is."""
    return list(zip(row, head, strict=True))
