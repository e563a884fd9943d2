"""What a supporter is told that this room holds about them, and what goes when they go (D1, D2, D5)."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from django.test import Client

from network.membership.actions import erase, leave
from network.models import Supporter
from portal.dates import TOKYO
from portal.personal_data import as_plain
from sessions.models import Booking, CalendarFeed, Case, Certificate, Joining, Membership, Offer
from sessions.personal_data import sections
from sessions.progress.actions import issue
from sessions.progress.facts import is_valid
from tests.factories import SupporterFactory
from tests.sessions.made import (
    STARTS,
    BookingFactory,
    CaseFactory,
    MembershipFactory,
    OfferFactory,
    ReferralFactory,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 15, 12, tzinfo=TOKYO)
KEYS = ["meetings", "joinings", "calendar", "cases", "referrals", "offers", "memberships", "certificates"]


@pytest.fixture
def supporter() -> Supporter:
    """With one of everything."""
    person = SupporterFactory(experienced=True)
    booking = BookingFactory(supporter=person)
    Joining.objects.create(booking=booking, at=STARTS)
    CalendarFeed.objects.create(supporter=person, digest="d1ge5t", made_at=NOW)
    CaseFactory(brought_by=person, meeting=booking.meeting, text="What happened to the person.")
    ReferralFactory(raised_by=person, need="What the person needs.")
    OfferFactory(supporter=person)
    membership = MembershipFactory(
        supporter=person, completed=True, shared_name="Lan", shared_contact="lan on the messenger"
    )
    issue(membership, name="Lan Anh", now=NOW)
    return person


def told(supporter: Supporter) -> str:
    return json.dumps(as_plain(sections(supporter)), ensure_ascii=False, default=str)


def test_every_kind_of_record_is_told(supporter: Supporter) -> None:
    found = sections(supporter)

    assert [(section.key, len(section.records)) for section in found] == [(key, 1) for key in KEYS]
    words = ("Lan", "lan on the messenger", "Lan Anh", "2026-06-07", "2026-08-01")
    assert [word for word in words if word not in told(supporter)] == []


def test_codes_of_consultees_and_data_of_others_are_not_told(supporter: Supporter) -> None:
    other = SupporterFactory(name="Somebody Else", experienced=True)
    for booking in Booking.objects.filter(supporter=supporter):
        BookingFactory(meeting=booking.meeting, supporter=other)
    MembershipFactory(cohort=Membership.objects.get(supporter=supporter).cohort, supporter=other, shared_name="Else")
    codes = [case.consultee_code.code for case in Case.objects.all()]
    codes += [offer.referral.consultee_code.code for offer in Offer.objects.all()]
    of_the_person = ("What the person needs.", "interpreter", "What happened to the person.")
    secrets = (*codes, Certificate.objects.get().code, "d1ge5t", *of_the_person, "Else")

    assert [word for word in (*secrets, str(other)) if word in told(supporter)] == []


def test_who_has_nothing_here_is_told_nothing() -> None:
    assert as_plain(section for section in sections(SupporterFactory()) if section.records) == {}


def test_what_stays_after_erasing_says_why(supporter: Supporter) -> None:
    stays = {section.key: bool(section.stays) for section in sections(supporter)}

    assert stays == {key: key not in ("joinings", "calendar") for key in KEYS}


def test_my_data_shows_it(client: Client, supporter: Supporter) -> None:
    client.force_login(supporter.user)  # type: ignore[arg-type]

    page = client.get("/en/my/data/").text

    assert [word for word in ("Sessions and workshops", "Cases you brought", "Lan Anh") if word not in page] == []


def test_who_leaves_shares_nothing_any_more_and_has_no_calendar_address(supporter: Supporter) -> None:
    leave(supporter, by_id=None, now=NOW)

    membership = Membership.objects.get()
    assert (membership.shared_name, membership.shared_contact) == ("", "")
    assert not CalendarFeed.objects.exists()
    assert Certificate.objects.get().name == "Lan Anh"


def test_erased_person_leaves_records_without_name(supporter: Supporter) -> None:
    code = Certificate.objects.get().code

    erase(supporter, by_id=None, now=NOW)

    assert Certificate.objects.get().name == ""
    assert is_valid(code)
    assert not Joining.objects.exists()
    assert (Booking.objects.count(), Membership.objects.count()) == (1, 1)


def test_who_left_before_is_erased_all_the_same(supporter: Supporter) -> None:
    leave(supporter, by_id=None, now=NOW)

    erase(supporter, by_id=None, now=NOW)

    assert Certificate.objects.get().name == ""
