"""One's own cases: looked at, taken back before the session, and without their text 30 days after it (D1)."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from network.models import Supporter
from portal.audit import AuditEntry
from portal.drafts import Draft
from sessions.hour.actions import draft_name, forget_case_texts, withdraw_case
from sessions.hour.enums import CaseOutcome
from sessions.jobs import due_jobs
from sessions.models import Case, Meeting
from tests.queries import counted
from tests.sessions.hour.cases.typing_in import address
from tests.sessions.made import DURING_SIGN_UP, ENDS, STARTS, BookingFactory, CaseFactory, ReferralFactory

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
TEXT = "Lương hai tháng chưa được trả."


def test_list_holds_own_cases_alone(client: Client, supporter: Supporter, meeting: Meeting) -> None:
    mine = CaseFactory(meeting=meeting, brought_by=supporter)
    CaseFactory(meeting=meeting)
    CaseFactory(brought_by=supporter)
    client.force_login(supporter.user)
    with time_machine.travel(DURING_SIGN_UP, tick=False):
        page = client.get(address("cases", meeting.pk))

    assert list(page.context["cases"]) == [mine]


def test_list_asks_the_same_number_of_questions_however_many_cases(
    client: Client, supporter: Supporter, meeting: Meeting
) -> None:
    CaseFactory(meeting=meeting, brought_by=supporter)
    client.force_login(supporter.user)
    with time_machine.travel(DURING_SIGN_UP, tick=False):
        for _visit in range(2):  # The first one fills the cache of structure.
            client.get(address("cases", meeting.pk))
        with counted() as few:
            client.get(address("cases", meeting.pk))
        CaseFactory.create_batch(9, meeting=meeting, brought_by=supporter)
        with counted() as many:
            client.get(address("cases", meeting.pk))

    assert len(many) == len(few)


@pytest.mark.parametrize("name", ["case", "withdraw_case"])
def test_case_of_somebody_else_is_as_good_as_none(
    client: Client, supporter: Supporter, meeting: Meeting, name: str
) -> None:
    case = CaseFactory(meeting=meeting)
    client.force_login(supporter.user)
    args = (case.pk,) if name == "case" else (meeting.pk, case.pk)

    answer = client.get(address(name, *args))

    assert (answer.status_code, case.text in answer.text) == (404, False)


def test_own_case_is_taken_back_before_the_session(client: Client, supporter: Supporter, meeting: Meeting) -> None:
    case = CaseFactory(meeting=meeting, brought_by=supporter)
    client.force_login(supporter.user)
    sent = {"idempotency_key": str(uuid.uuid4())}
    with time_machine.travel(DURING_SIGN_UP, tick=False):
        answers = [client.post(address("withdraw_case", meeting.pk, case.pk), sent) for _ in range(2)]

    assert [answer["Location"] for answer in answers] == [address("cases", meeting.pk)] * 2
    assert Case.objects.count() == 0
    assert AuditEntry.objects.filter(verb="case withdrawn", object_ref=str(case.pk)).count() == 1


def test_withdrawing_what_is_gone_changes_nothing(supporter: Supporter, meeting: Meeting) -> None:
    case = CaseFactory(meeting=meeting, brought_by=supporter)
    known = Case.objects.get(pk=case.pk)
    withdraw_case(case, by_id=supporter.user_id, now=DURING_SIGN_UP)
    withdraw_case(known, by_id=supporter.user_id, now=DURING_SIGN_UP)

    assert AuditEntry.objects.filter(verb="case withdrawn").count() == 1


def test_case_stays_once_a_referral_hangs_on_it(client: Client, supporter: Supporter, meeting: Meeting) -> None:
    case = CaseFactory(meeting=meeting, brought_by=supporter)
    ReferralFactory(case=case)
    client.force_login(supporter.user)
    with time_machine.travel(DURING_SIGN_UP, tick=False), translation.override("en"):
        page = client.post(
            reverse("consultations:withdraw_case", args=[meeting.pk, case.pk]), {"idempotency_key": str(uuid.uuid4())}
        )

    assert page.context["refusals"] == ["The case has been handed on to accompaniment. Please call the office."]
    assert Case.objects.get() == case


# 30 days


def test_text_goes_30_days_after_the_session_and_the_rest_stays(supporter: Supporter, meeting: Meeting) -> None:
    case = CaseFactory(meeting=meeting, brought_by=supporter, text=TEXT, outcome=CaseOutcome.SOLVED)
    days = timedelta(days=30)

    forget_case_texts(ENDS + days - SECOND)
    assert Case.objects.get().text == TEXT

    forget_case_texts(ENDS + days)
    forget_case_texts(ENDS + days)
    case.refresh_from_db()
    assert (case.text, case.field, case.outcome) == ("", "labour", CaseOutcome.SOLVED)
    erased = AuditEntry.objects.filter(verb="case text erased")
    assert list(erased.values_list("object_ref", "actor_id")) == [(str(case.pk), None)]


def test_text_for_a_session_that_was_cancelled_goes_30_days_after_that(supporter: Supporter, meeting: Meeting) -> None:
    CaseFactory(meeting=meeting, brought_by=supporter, text=TEXT)
    Draft.objects.create(owner=supporter.user, form=draft_name(meeting.pk), values={}, updated_at=DURING_SIGN_UP)
    cancelled_at = ENDS - timedelta(days=60)
    Meeting.objects.update(cancelled_at=cancelled_at)
    gone = cancelled_at + timedelta(days=30)

    for now, left in ((gone - SECOND, (TEXT, 1)), (gone, ("", 0))):
        forget_case_texts(now)
        assert (Case.objects.get().text, Draft.objects.count()) == left


def test_draft_that_was_never_sent_goes_with_the_texts(supporter: Supporter, meeting: Meeting) -> None:
    for form in (draft_name(meeting.pk), "claim"):
        Draft.objects.create(owner=supporter.user, form=form, values={}, updated_at=DURING_SIGN_UP)

    forget_case_texts(ENDS + timedelta(days=30))

    assert list(Draft.objects.values_list("form", flat=True)) == ["claim"]


def test_texts_are_forgotten_daily() -> None:
    found = [job.every for job in due_jobs() if job.name == "consultations.forget_case_texts"]

    assert found == [timedelta(days=1)]


def test_bringer_sees_that_the_text_is_gone(client: Client, supporter: Supporter, meeting: Meeting) -> None:
    case = CaseFactory(meeting=meeting, brought_by=supporter, text="")
    client.force_login(supporter.user)
    with time_machine.travel(ENDS, tick=False), translation.override("en"):
        page = client.get(reverse("consultations:case", args=[case.pk]))

    assert "The text was erased 30 days after the session." in page.content.decode()


def test_session_asks_for_a_case_until_it_begins_and_leads_to_the_own_ones_after(
    client: Client, supporter: Supporter, meeting: Meeting
) -> None:
    client.force_login(supporter.user)

    found = []
    for now in (STARTS - SECOND, STARTS):
        with time_machine.travel(now, tick=False):
            page = client.get(address("meeting", meeting.pk)).text
        found.append([address(name, meeting.pk) in page for name in ("bring_case", "cases")])

    # The address of bringing begins with that of the list, so it never stands alone.
    assert found == [[True, True], [False, True]]


def test_workshop_asks_for_no_case(client: Client, supporter: Supporter) -> None:
    workshop = BookingFactory(meeting__workshop=True, supporter=supporter).meeting
    client.force_login(supporter.user)

    with time_machine.travel(DURING_SIGN_UP, tick=False):
        page = client.get(address("meeting", workshop.pk)).text

    assert address("cases", workshop.pk) not in page
