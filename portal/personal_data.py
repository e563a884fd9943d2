"""What the portal holds about one person: each room answers the hook `portal_personal_data` with plain data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from wagtail import hooks

Value = str | int | bool | date | datetime | list[str] | None


@dataclass(frozen=True)
class Entry:
    name: str  # stands in the JSON file, the same in every language
    label: str | Promise
    value: Value


@dataclass(frozen=True)
class Section:
    """One kind of record. `stays` says why it is kept when a person has everything erased; empty where it goes. What is
    `only_in_the_file` isn't for whoever looks over the shoulder, or holds the telephone."""

    key: str
    title: str | Promise
    records: list[list[Entry]] = field(default_factory=list)
    stays: str | Promise = ""
    only_in_the_file: bool = False


def collect(person: Any) -> list[Section]:
    """`person` is a network.Supporter; rooms without anything about them leave themselves out."""
    return [
        section for answer in hooks.get_hooks("portal_personal_data") for section in answer(person) if section.records
    ]


def as_plain(sections: Iterable[Section]) -> dict[str, list[dict[str, Any]]]:
    """For the JSON file."""
    return {
        section.key: [
            {entry.name: entry.value.isoformat() if isinstance(entry.value, date) else entry.value for entry in record}
            for record in section.records
        ]
        for section in sections
    }
