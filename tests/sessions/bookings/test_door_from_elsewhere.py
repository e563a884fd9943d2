"""How facilitators go in, and what other pages show of the door."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.template.loader import render_to_string
from django.utils import translation

from portal.audit import AuditEntry
from sessions.bookings.enums import BookingState
from sessions.meetings.enums import Mode
from tests.factories import SupporterFactory, UserFactory
from tests.sessions.doors import LINK, MINUTE, OPENS, door, facilitators_door, signed_in
from tests.sessions.made import ENDS, STARTS, BookingFactory, CohortFactory, MeetingFactory

pytestmark = pytest.mark.django_db


# Facilitators


@time_machine.travel(OPENS, tick=False)
def test_facilitators_go_in_without_a_booking() -> None:
    facilitator = SupporterFactory()
    meeting = MeetingFactory(join_link=LINK, facilitators=[facilitator])

    response = signed_in(facilitator).post(facilitators_door(meeting))

    entry = AuditEntry.objects.get(object_type="consultations.meeting")
    assert (response.status_code, response.headers["Location"]) == (302, LINK)
    assert (response.headers["Cache-Control"], response.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert (entry.verb, entry.actor_id, entry.changes) == ("joined as facilitator", facilitator.user_id, {})


@time_machine.travel(OPENS, tick=False)
def test_facilitators_of_the_cohort_go_into_its_workshops() -> None:
    facilitator, cohort = SupporterFactory(), CohortFactory()
    cohort.facilitators.add(facilitator)
    workshop = MeetingFactory(workshop=True, cohort=cohort, join_link=LINK)

    assert signed_in(facilitator).post(facilitators_door(workshop)).headers["Location"] == LINK


@time_machine.travel(OPENS - MINUTE, tick=False)
def test_facilitators_wait_for_the_same_minute() -> None:
    facilitator = SupporterFactory()
    meeting = MeetingFactory(join_link=LINK, facilitators=[facilitator])

    response = signed_in(facilitator).post(facilitators_door(meeting))

    assert b"The online room opens 15 minutes before the start" in response.content


@time_machine.travel(STARTS, tick=False)
def test_facilitators_of_another_meeting_find_no_door() -> None:
    booking, elsewhere = BookingFactory(meeting=MeetingFactory(join_link=LINK)), SupporterFactory()
    MeetingFactory(facilitators=[elsewhere])

    answers = [signed_in(who).post(facilitators_door(booking.meeting)) for who in (elsewhere, booking.supporter)]

    assert [(answer.status_code, "Location" in answer, LINK in answer.text) for answer in answers] == [
        (404, False, False)
    ] * 2


# What other pages show of the door


def shown(template: str, **context: Any) -> str:
    with translation.override("en"):
        return render_to_string(f"consultations/bookings/{template}", context)


def test_page_of_the_meeting_tells_place_and_door_to_who_is_accepted() -> None:
    booking = BookingFactory(meeting=MeetingFactory(mode=Mode.BOTH, place="Behind the station", join_link=LINK))

    with time_machine.travel(OPENS - MINUTE, tick=False):
        before = shown("join.html", booking=booking)
    with time_machine.travel(OPENS, tick=False):
        during = shown("join.html", booking=booking)
    with time_machine.travel(ENDS, tick=False):
        after = shown("join.html", booking=booking)

    assert ["Behind the station" in page for page in (before, during, after)] == [True, True, True]
    assert ["opens 15 minutes before the start" in page for page in (before, during, after)] == [True, False, False]
    assert [door(booking) in page for page in (before, during, after)] == [True, True, False]
    assert ["meet.example.org" in page for page in (before, during, after)] == [False, False, False]


@time_machine.travel(STARTS, tick=False)
@pytest.mark.parametrize("state", [BookingState.APPLIED, BookingState.WAITLISTED, BookingState.CANCELLED])
def test_page_of_the_meeting_tells_others_nothing(state: BookingState) -> None:
    meeting = MeetingFactory(mode=Mode.BOTH, place="Behind the station", join_link=LINK)

    assert shown("join.html", booking=BookingFactory(meeting=meeting, state=state, seat=None)).strip() == ""


@time_machine.travel(STARTS, tick=False)
def test_page_of_the_meeting_tells_nothing_to_who_leaves_in_the_middle_of_it() -> None:
    meeting = MeetingFactory(mode=Mode.BOTH, place="Behind the station", join_link=LINK)
    booking = BookingFactory(meeting=meeting, supporter__left=True, state=BookingState.ATTENDED)

    assert shown("join.html", booking=booking).strip() == ""


@time_machine.travel(STARTS, tick=False)
def test_screen_of_the_hour_leads_its_facilitators_in_and_nobody_else() -> None:
    facilitator, coordinator = SupporterFactory(), UserFactory(groups=["Coordinators"])
    meeting = MeetingFactory(join_link=LINK, facilitators=[facilitator])

    def shown_to(user: Any) -> str:
        return shown("join_leading.html", meeting=meeting, user=user).strip()

    assert facilitators_door(meeting) in shown_to(facilitator.user)
    assert "meet.example.org" not in shown_to(facilitator.user)
    assert [shown_to(SupporterFactory().user), shown_to(coordinator)] == ["", ""]
