"""What the portal keeps ready for all readers holds nothing of any of them."""

from __future__ import annotations

import pickle
import re
import warnings
from copy import deepcopy
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.cache import cache
from django.db import transaction
from django.db.models import Field, Model, QuerySet
from django.test import Client

from network.models import BrowserSession, Supporter, User
from portal import structure
from portal.fields import EncryptedJSONField, EncryptedTextField
from tests.things import FACILITATOR, OWNER
from tests.walking import NOW, addresses

# Every field that is encrypted, and these.
OF_A_PERSON = {"email", "network_id", "reference", "visit_code", "uid"}
SHORTEST = 8  # what is shorter stands in any page by chance


def private_values() -> set[bytes]:
    found = {
        str(value)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if _is_private(field)
        for value in model._default_manager.values_list(field.attname, flat=True)
    }
    return {value.encode() for value in found if len(value) >= SHORTEST}


def _is_private(field: Field[object, object]) -> bool:
    return isinstance(field, EncryptedTextField | EncryptedJSONField) or field.name in OF_A_PERSON


def everything_kept() -> bytes:
    """Of the process, and of the cache that processes share."""
    held = {version: (list(kept.values), list(kept.values.values())) for version, kept in structure._held.items()}
    return pickle.dumps((held, cache._cache))  # type: ignore[attr-defined]  # of the cache in memory


def plain_values() -> dict[tuple[str, str], Any]:
    """But for rows, which are equal whatever they hold."""
    held = ((version, name, value) for version, kept in structure._held.items() for name, value in kept.values.items())
    return {(version, name): value for version, name, value in held if not isinstance(value, Model | QuerySet)}


def seen_by(email: str, known: dict[str, str]) -> set[str]:
    """Every address is looked at, each as if it were the first; nobody's email: a stranger's."""
    client = Client(raise_request_exception=False)
    if email:
        client.force_login(User.objects.get(email=email))
    signs = client.cookies.output(header="")
    found = set()
    for address in addresses(known):
        client.cookies.clear()
        client.cookies.load(signs)
        with transaction.atomic():
            response = client.get(address.path)
            transaction.set_rollback(True)
        if response.status_code == 200:
            found.add(address.path)
        if response.streaming:
            list(response)  # read to its end, a file is closed
    return found


@pytest.fixture
def marked(everything: dict[str, str]) -> dict[str, str]:
    for number, email in enumerate((OWNER, FACILITATOR), 1):
        supporter = Supporter.objects.get(user__email=email)
        supporter.telephone = f"0900000{number}{number}{number}{number}"
        supporter.postal_address = f"A house of nobody else {number}"
        supporter.save()
    return everything


def test_nothing_of_a_person_is_kept_whatever_they_look_at(marked: dict[str, str]) -> None:
    with time_machine.travel(NOW, tick=False), warnings.catch_warnings(action="ignore"):
        seen = [seen_by(OWNER, marked)]
        kept_first = deepcopy(plain_values())
        seen += [seen_by(email, marked) for email in (FACILITATOR, "")]
    kept = everything_kept()

    assert [len(found) > least for found, least in zip(seen, (60, 45, 20), strict=True)] == [True] * 3
    assert {name: value for name, value in plain_values().items() if name in kept_first} == kept_first
    assert b"whole:" in kept
    assert b"ready:" in kept
    private = private_values() | {key.encode() for key in BrowserSession.objects.values_list("session_key", flat=True)}
    assert len(private) > 20
    assert [value for value in private if value in kept] == []


def test_pages_of_two_people_differ_only_by_what_is_their_own(marked: dict[str, str]) -> None:
    """Who has come equally far sees the same, but for signs of the page and of the person."""
    pages = []
    for email in (OWNER, FACILITATOR):
        client = Client()
        client.force_login(User.objects.get(email=email))
        html = client.get("/vi/").text
        pages.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"|data-sign-out="\d+"', "", html))

    assert pages[0] == pages[1]
