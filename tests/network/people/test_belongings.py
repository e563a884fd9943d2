"""What my page is told that there is of a person, before any room looks for it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from network.models import Supporter
from network.people.facts import has_any
from tests.factories import SupporterFactory
from tests.queries import counted
from tests.sessions.made import BookingFactory, CohortFactory, OfferFactory

pytestmark = pytest.mark.django_db
OF_SESSIONS = ("bookings", "offers", "meetings led", "cohorts led")


def told_of(supporter: Supporter | None) -> list[str]:
    request = HttpRequest()
    request.user = SupporterFactory().user if supporter is None else supporter.user  # type: ignore[assignment]
    with counted() as queries:
        found = [name for name in OF_SESSIONS if has_any(request, name)]
    assert len(queries) == 1
    return found


def test_each_person_is_told_of_their_own_in_one_query(supporter: Supporter) -> None:
    BookingFactory(supporter=supporter)
    OfferFactory()
    leads = SupporterFactory()
    CohortFactory().facilitators.add(leads)

    assert [told_of(one) for one in (supporter, leads, None)] == [["bookings"], ["cohorts led"], []]


def test_booking_that_was_given_up_is_none(supporter: Supporter) -> None:
    BookingFactory(supporter=supporter, state="cancelled", seat=None)

    assert told_of(supporter) == []


def test_stranger_has_nothing_and_is_asked_after_nowhere() -> None:
    request = HttpRequest()
    request.user = AnonymousUser()
    with counted() as queries:
        assert not has_any(request, "bookings")

    assert len(queries) == 0
