"""Whatever people may write sentences into is read before it is stored (D1), or stands here with the reason."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django import forms
from django.apps import apps
from django.urls import get_resolver

from portal.careful.forms import CarefulForm, CarefulTextField, NumberlessTextField

ROOMS = ("portal", "network", "courses", "surveys", "sessions", "claims", "search")
# They take nothing else.
OF_ONE_SHAPE = (NumberlessTextField, forms.EmailField, forms.UUIDField, forms.URLField)
NOT_READ = {
    "a code that the portal gives out": {
        *("claims.code", "claims.visit_code", "network.code", "network.network_id"),
        *("sessions.code", "sessions.network_id", "sessions.network_ids", "sessions.facilitators"),
    },
    "one's own, and just what is asked for": {
        *("network.name", "network.name_kana", "network.telephone", "network.postal_code", "network.postal_address"),
        *(
            "network.first_name",
            "network.last_name",
            "sessions.name",
            "sessions.shared_name",
            "sessions.shared_contact",
        ),
    },
    "one's own bank account": {
        *("network.holder", "network.number", "network.symbol"),
        *("network.bank_code", "network.bank_name", "network.branch_code", "network.branch_name"),
    },
    "looked for and not stored": {"network.q", "network.typed"},
    "told by the office to everybody who takes part": {"sessions.place"},
}

pytestmark = pytest.mark.django_db


def test_every_free_text_is_read_or_stands_here_with_the_reason() -> None:
    unread = {
        f"{room_of(form)}.{name}" for form in form_classes() for name, field in fields_of(form) if is_unread(field)
    }

    listed = {name for names in NOT_READ.values() for name in names}
    assert unread == {name for name in listed if apps.is_installed(name.partition(".")[0])}


def test_every_form_with_a_careful_text_asks_about_its_names() -> None:
    careful = {
        form for form in form_classes() for _name, field in fields_of(form) if isinstance(field, CarefulTextField)
    }

    assert {form for form in careful if not issubclass(form, CarefulForm)} == set()


def form_classes() -> set[type[forms.BaseForm]]:
    _ = get_resolver().url_patterns  # which imports all rooms
    return {form for form in _below(forms.BaseForm) if room_of(form) in ROOMS}


def _below(form: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    for below in form.__subclasses__():
        yield below
        yield from _below(below)


def room_of(form: type[forms.BaseForm]) -> str:
    return form.__module__.partition(".")[0]


def fields_of(form: type[forms.BaseForm]) -> Iterator[tuple[str, forms.Field]]:
    """Some get theirs as they are made; some are made only for somebody."""
    try:
        yield from form().fields.items()
    except (TypeError, ValueError, KeyError):
        yield from form.base_fields.items()  # type: ignore[attr-defined]


def is_unread(field: forms.Field) -> bool:
    is_typed = isinstance(field, forms.CharField) and not isinstance(field, OF_ONE_SHAPE)
    return is_typed and not field.widget.is_hidden and not isinstance(field.widget, forms.PasswordInput)
