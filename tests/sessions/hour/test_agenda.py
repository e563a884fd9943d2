"""The agenda: whoever reads its texts is recorded, and each case gets its outcome by tap (S4, D1)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from network.models import Supporter
from portal.audit import AuditEntry
from sessions.bookings.actions.booking import cancel
from sessions.bookings.enums import BookingState
from sessions.hour.enums import CaseOutcome
from sessions.models import Case, Meeting
from sessions.planning.actions.planning import cancel_meeting
from tests.factories import UserFactory
from tests.sessions.hour.opening import address, seen
from tests.sessions.made import (
    DURING_SIGN_UP,
    STARTS,
    BookingFactory,
    CaseFactory,
    ReferralFactory,
)

pytestmark = pytest.mark.django_db


# The record


def test_reading_the_texts_is_recorded_once_a_person_and_day(
    client: Client, meeting: Meeting, facilitator: Supporter
) -> None:
    CaseFactory(meeting=meeting)
    coordinator = UserFactory(groups=["Coordinators"])
    midnight = STARTS.replace(hour=0)
    for now, user in [
        (midnight, facilitator.user),
        (STARTS, facilitator.user),
        (STARTS, coordinator),
        (midnight + timedelta(days=1), facilitator.user),
    ]:
        seen(client, meeting, user, now)

    seen_by = AuditEntry.objects.filter(verb="agenda seen", object_ref=str(meeting.pk)).order_by("pk")
    assert list(seen_by.values_list("actor_id", "at")) == [
        (facilitator.user_id, midnight),
        (coordinator.pk, STARTS),
        (facilitator.user_id, midnight + timedelta(days=1)),
    ]


def test_agenda_without_texts_leaves_no_record(client: Client, meeting: Meeting, facilitator: Supporter) -> None:
    CaseFactory(meeting=meeting, text="")
    seen(client, meeting, facilitator.user)

    assert AuditEntry.objects.filter(verb="agenda seen").count() == 0


# Who brought it and comes no more


def on_agenda(client: Client, meeting: Meeting, facilitator: Supporter) -> list[Case]:
    return list(seen(client, meeting, facilitator.user).context["agenda"])


def test_case_leaves_the_agenda_with_who_cancels_and_comes_back_with_them(
    client: Client, meeting: Meeting, facilitator: Supporter
) -> None:
    case, other = CaseFactory(meeting=meeting), CaseFactory(meeting=meeting)
    booking = BookingFactory(meeting=meeting, supporter=case.brought_by)
    cancel(booking, by_id=None, now=DURING_SIGN_UP)
    assert on_agenda(client, meeting, facilitator) == [other]

    BookingFactory(meeting=meeting, supporter=case.brought_by)
    assert on_agenda(client, meeting, facilitator) == [case, other]


def test_case_stays_that_was_discussed_or_handed_on_or_whose_bringer_leads_the_session(
    client: Client, meeting: Meeting, facilitator: Supporter
) -> None:
    discussed = CaseFactory(meeting=meeting, outcome=CaseOutcome.SOLVED)
    handed_on, led = CaseFactory(meeting=meeting), CaseFactory(meeting=meeting, brought_by=facilitator)
    ReferralFactory(case=handed_on)
    for case in (discussed, handed_on, led):
        BookingFactory(meeting=meeting, supporter=case.brought_by, state=BookingState.CANCELLED, seat=None)

    assert on_agenda(client, meeting, facilitator) == [discussed, handed_on, led]


def test_agenda_of_a_cancelled_session_stays_to_be_handed_on(
    client: Client, meeting: Meeting, facilitator: Supporter
) -> None:
    case = CaseFactory(meeting=meeting)
    BookingFactory(meeting=meeting, supporter=case.brought_by)
    cancel_meeting(meeting, by_id=7, now=DURING_SIGN_UP)

    assert on_agenda(client, meeting, facilitator) == [case]


# Outcomes


@pytest.mark.parametrize("outcome", CaseOutcome.values)
def test_outcome_is_tapped_and_can_be_corrected(
    client: Client, meeting: Meeting, facilitator: Supporter, outcome: str
) -> None:
    case = CaseFactory(meeting=meeting, outcome=CaseOutcome.SOLVED)
    client.force_login(facilitator.user)
    with time_machine.travel(STARTS, tick=False):
        answer = client.post(address("tap_outcome", meeting), {"tap": f"{case.pk}:{outcome}"})

    assert answer["Location"] == f"{address('hour', meeting)}#case-{case.pk}"
    assert Case.objects.get().outcome == outcome
    changes = {"meeting": str(meeting), "before": "solved", "outcome": outcome}
    entries = AuditEntry.objects.filter(verb="case outcome").values_list("actor_id", "changes")
    assert list(entries) == ([(facilitator.user_id, changes)] if outcome != "solved" else [])


def test_outcome_to_accompaniment_leads_on_to_the_referral(
    client: Client, meeting: Meeting, facilitator: Supporter
) -> None:
    case = CaseFactory(meeting=meeting, outcome=CaseOutcome.TO_ACCOMPANIMENT)
    CaseFactory(meeting=meeting, outcome=CaseOutcome.SOLVED)
    page = seen(client, meeting, facilitator.user).content.decode()

    with translation.override("vi"):
        assert page.count("/refer/") == 1
        assert reverse("consultations:refer_case", args=[case.pk]) in page


def test_outcome_before_the_hour_is_refused(client: Client, meeting: Meeting, facilitator: Supporter) -> None:
    case = CaseFactory(meeting=meeting)
    client.force_login(facilitator.user)
    with time_machine.travel(DURING_SIGN_UP, tick=False):
        page = client.post(address("tap_outcome", meeting), {"tap": f"{case.pk}:solved"})

    assert len(page.context["refused"]) == 1
    assert Case.objects.get().outcome == CaseOutcome.OPEN


@pytest.mark.parametrize("said", ["", ":solved", "x:solved", "9" * 30 + ":solved", "{pk}:lost"])
def test_tap_for_no_case_is_not_found(client: Client, meeting: Meeting, facilitator: Supporter, said: str) -> None:
    case = CaseFactory(meeting=meeting)
    client.force_login(facilitator.user)
    with time_machine.travel(STARTS, tick=False):
        answer = client.post(address("tap_outcome", meeting), {"tap": said.replace("{pk}", str(case.pk))})

    before = case.outcome
    case.refresh_from_db()
    assert (answer.status_code, case.outcome) == (404, before)
