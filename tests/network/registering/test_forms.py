from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils.translation import override

from network.registering.forms import CONSENT_VERSION, RegistrationForm
from tests.network.typing_in import registration

LONG_DOMAIN = "ü" * 60


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("name", "  Trần  Thị\u3000Lan ", "Trần Thị Lan"),
        ("name", "ＬＡＮ\u3000１", "LAN 1"),
        ("name", "ﾊﾞﾝ ﾀﾞｲ", "バン ダイ"),
        ("name", "（ラン）", "（ラン）"),
        ("name", "Lan\x00\x1b", "Lan"),
        ("name", "Lan 🌸", "Lan 🌸"),
        ("email", " ＬＡＮ＠Example.org ", "lan@example.org"),
        ("email", "lan@ example.org\x00", "lan@example.org"),
        ("email", "lan\u200b@example.org", "lan@example.org"),
        ("password", "  side by side  ", "  side by side  "),
        ("wants", ["learn", "training"], ["learn", "training"]),
    ],
)
def test_registration_normalises_what_is_typed(field: str, typed: Any, kept: Any) -> None:
    form = RegistrationForm(registration(**{field: typed}))

    assert form.errors == {}
    assert form.cleaned_data[field] == kept


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", " \u3000 "),
        ("name", "\x00"),
        ("name", "x" * 101),
        ("name", "長" * 100_000),
        ("prefecture", ""),
        ("prefecture", "48"),
        ("prefecture", "１３"),
        ("prefecture", "\x00"),
        ("language", ""),
        ("language", "fr"),
        ("wants", []),
        ("wants", ["everything"]),
        ("wants", ["learn", "\x00"]),
        ("email", ""),
        ("email", "lan"),
        ("email", "lan@"),
        ("email", "lan@@example.org"),
        ("email", "🌸@example.org"),
        ("email", "lan@🌸.org"),
        ("email", f"lan@{LONG_DOMAIN}.org"),
        ("email", "l" * 250 + "@example.org"),
        ("email", "l" * 100_000),
        ("email", "lan@example.org\nBcc: other@example.org"),
        ("password", ""),
        ("password", "short"),
        ("password", "password"),
        ("password", "lan@example.org"),
        ("password", "Trần Thị Lan"),
        ("password", "side by\x00side"),
        ("password", "x" * 129),
        ("consent", ""),
        ("idempotency_key", ""),
        ("idempotency_key", "1"),
    ],
)
def test_registration_refuses_with_an_error_at_the_field(field: str, typed: Any) -> None:
    form = RegistrationForm(registration(**{field: typed}))

    assert list(form.errors) == [field]


def test_registration_refused_keeps_what_was_typed_but_the_password() -> None:
    html = RegistrationForm(registration(prefecture="", name="Lan & Anh")).as_p()

    assert "Lan &amp; Anh" in html
    assert "side by side" not in html
    assert "Please type your password once more." in html


def test_registration_empty_says_all_at_once() -> None:
    form = RegistrationForm({})

    assert set(form.errors) == {
        "idempotency_key", "name", "prefecture", "language", "wants", "email", "password", "consent"
    }  # fmt: skip


def test_registration_holds_the_version_of_the_consent() -> None:
    form = RegistrationForm(registration())

    assert form.is_valid()
    assert form.registration().consent_version == CONSENT_VERSION
