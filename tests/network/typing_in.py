"""What a person types into the registration form."""

from __future__ import annotations

import uuid
from typing import Any

from django.test import Client

KNOWN, UNKNOWN = "lan@example.org", "nobody@example.org"
"""An address that somebody has (the fixture `lan`), and one that nobody has."""


def registration(**changes: Any) -> dict[str, Any]:
    return {
        "idempotency_key": str(uuid.uuid4()),
        "name": "Trần Thị Lan",
        "prefecture": "13",
        "language": "vi",
        "wants": ["learn"],
        "email": "lan@example.org",
        "password": "side by side we walk",
        "consent": "on",
        **changes,
    }


PAGES: dict[str, dict[str, Any]] = {
    "about": {"name": "Trần Thị Lan", "name_kana": "チャン ティ ラン", "prefecture": "13", "language": "vi"},
    "reach": {
        "email": "lan@example.org",
        "telephone": "０９０ー１２３４ー５６７８",
        "postal_code": "〒110-0005",
        "postal_address": "Tokyo, Taito-ku 1-2-3",
    },
    "speak": {
        "language_1": "vi",
        "level_1": "mother",
        "language_2": "ja",
        "level_2": "everyday",
        "errands": ["hospital", "school"],
        "communities": ["vietnamese"],
    },
    "wish": {
        "wants": ["accompany"],
        "has_declared_experience": "on",
        "experience_account": "Từ 2019, mỗi tháng một lần",
    },
}


def fill_in(client: Client, **changed: dict[str, Any]) -> None:
    """All pages of the registration but the last; `about={…}` changes what is typed on that one."""
    for name, typed in PAGES.items():
        client.post(f"/vi/register/{name}/", {**typed, **changed.get(name, {})})


def last_page(client: Client, **changes: Any) -> dict[str, Any]:
    shown = client.get("/vi/register/check/").context["form"].initial
    return {**shown, "password": "side by side we walk", "consent": "on", **changes}
