"""Cases brought to a session: by whom, until when, without anybody's name, and gone after 30 days (S4, D1, D2)."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from network.consultees.actions import issue_consultee_code
from network.models import ConsulteeCode, Supporter
from network.people.rules.codes import in_groups
from portal.audit import AuditEntry
from portal.drafts import Draft
from portal.mail import OutboxMail
from portal.refusals import RefusedError
from sessions.bookings.enums import BookingState
from sessions.hour.actions import bring_case
from sessions.hour.enums import CaseOutcome
from sessions.hour.rules import CaseReason
from sessions.models import Case, Meeting
from tests.ended_sessions import read_last_by
from tests.factories import SupporterFactory
from tests.sessions.hour.cases.typing_in import NUMBERED, TEXT, address, case_form, typed
from tests.sessions.made import DURING_SIGN_UP, STARTS, BookingFactory, CaseFactory, MeetingFactory

pytestmark = pytest.mark.django_db


def test_confirmed_participant_brings_a_case_and_gets_a_code_to_hand_over(
    client: Client, supporter: Supporter, meeting: Meeting
) -> None:
    client.force_login(supporter.user)
    with time_machine.travel(DURING_SIGN_UP, tick=False):
        answer = client.post(address("bring_case", meeting.pk), typed(supporter))
        case = Case.objects.get()
        page = client.get(answer["Location"])

    assert answer["Location"] == address("case", case.pk)
    assert (case.meeting, case.brought_by, case.text, case.outcome) == (meeting, supporter, TEXT, CaseOutcome.OPEN)
    assert page.context["code"] == in_groups(case.consultee_code.code)
    assert OutboxMail.objects.count() == 0


def test_known_code_is_kept_and_shown_to_nobody_again(client: Client, supporter: Supporter, meeting: Meeting) -> None:
    known = issue_consultee_code(SupporterFactory(), DURING_SIGN_UP)
    client.force_login(supporter.user)
    with time_machine.travel(DURING_SIGN_UP, tick=False):
        answer = client.post(
            address("bring_case", meeting.pk), typed(supporter, way="has_code", code=in_groups(known.code).lower())
        )
        page = client.get(answer["Location"]).content.decode()

    assert Case.objects.get().consultee_code == known
    assert ConsulteeCode.objects.count() == 1
    assert in_groups(known.code) not in page


def test_facilitator_brings_a_case_without_a_booking(client: Client) -> None:
    facilitator = SupporterFactory()
    meeting = MeetingFactory(facilitators=[facilitator])
    client.force_login(facilitator.user)
    with time_machine.travel(DURING_SIGN_UP, tick=False):
        client.post(address("bring_case", meeting.pk), typed(facilitator))

    assert Case.objects.get().brought_by == facilitator


def test_double_click_brings_one_case_with_one_code(client: Client, supporter: Supporter, meeting: Meeting) -> None:
    client.force_login(supporter.user)
    sent = typed(supporter)
    with time_machine.travel(DURING_SIGN_UP, tick=False):
        answers = [client.post(address("bring_case", meeting.pk), sent) for _ in range(2)]

    assert answers[0]["Location"] == answers[1]["Location"]
    assert (Case.objects.count(), ConsulteeCode.objects.count()) == (1, 1)


def test_text_lies_encrypted_and_in_no_record(supporter: Supporter, meeting: Meeting, client: Client) -> None:
    client.force_login(supporter.user)
    with time_machine.travel(DURING_SIGN_UP, tick=False):
        client.post(address("bring_case", meeting.pk), typed(supporter))

    stored = Case.objects.extra(select={"raw": "text"}).values_list("raw", flat=True).get()
    written = [(entry.verb, entry.changes, entry.reason) for entry in AuditEntry.objects.order_by("pk")]
    assert "Lương" not in stored
    assert written == [("consultee code issued", {}, ""), ("case brought", {"meeting": str(meeting)}, "")]


@pytest.mark.parametrize("state", [BookingState.WAITLISTED, BookingState.APPLIED])
def test_who_waits_for_a_place_is_told_so_and_loses_nothing(client: Client, state: BookingState) -> None:
    booking = BookingFactory(state=state, seat=None)
    client.force_login(booking.supporter.user)
    with time_machine.travel(DURING_SIGN_UP, tick=False), translation.override("en"):
        page = client.post(reverse("consultations:bring_case", args=[booking.meeting_id]), typed(booking.supporter))

    assert page.context["refusals"] == [
        "Only people with a confirmed place bring cases. As soon as you have one, come back."
    ]
    assert page.context["form"]["text"].value() == TEXT
    assert (Case.objects.count(), ConsulteeCode.objects.count()) == (0, 0)


def test_nothing_is_brought_once_the_session_has_begun(client: Client, supporter: Supporter, meeting: Meeting) -> None:
    client.force_login(supporter.user)
    with time_machine.travel(STARTS, tick=False), translation.override("en"):
        page = client.post(reverse("consultations:bring_case", args=[meeting.pk]), typed(supporter))

    assert page.context["refusals"] == [
        "The session has begun. Tell the facilitator, or bring the case to the next one."
    ]
    assert Case.objects.count() == 0


@pytest.mark.parametrize("name", ["bring_case", "cases"])
def test_meeting_one_has_nothing_to_do_with_is_as_good_as_none(client: Client, meeting: Meeting, name: str) -> None:
    client.force_login(SupporterFactory(experienced=True).user)

    case = CaseFactory(meeting=meeting)

    answer = client.get(address(name, meeting.pk))

    assert (answer.status_code, case.text in answer.text) == (404, False)


def test_typed_words_wait_where_they_were_left(client: Client, supporter: Supporter, meeting: Meeting) -> None:
    client.force_login(supporter.user)
    with time_machine.travel(DURING_SIGN_UP, tick=False):
        kept = client.post(address("keep_case", meeting.pk), typed(supporter, text=NUMBERED))
        form = client.get(address("bring_case", meeting.pk)).context["form"]

    assert kept.status_code == 204
    assert (form["text"].value(), form["way"].value()) == (NUMBERED, "needs_code")


def test_session_that_ended_in_between_loses_nothing(client: Client, supporter: Supporter, meeting: Meeting) -> None:
    with time_machine.travel(DURING_SIGN_UP, tick=False):
        read_last_by(supporter.user, client)
        answer = client.post(address("bring_case", meeting.pk), typed(supporter))
        client.force_login(supporter.user)
        form = client.get(address("bring_case", meeting.pk)).context["form"]

    assert answer["Location"] == f"/vi/account/login/?next={address('bring_case', meeting.pk)}"
    assert form["text"].value() == TEXT


def test_case_that_is_brought_leaves_no_draft(client: Client, supporter: Supporter, meeting: Meeting) -> None:
    client.force_login(supporter.user)
    with time_machine.travel(DURING_SIGN_UP, tick=False):
        client.post(address("keep_case", meeting.pk), typed(supporter))
        client.post(address("bring_case", meeting.pk), typed(supporter))

    assert Draft.objects.get().values == {}


def test_case_that_is_brought_is_not_kept_by_a_page_from_before(
    client: Client, supporter: Supporter, meeting: Meeting
) -> None:
    client.force_login(supporter.user)
    with time_machine.travel(DURING_SIGN_UP, tick=False):
        page = client.get(address("bring_case", meeting.pk)).context["form"].initial["draft_owner"]
        late = typed(supporter, draft_owner=page)
        client.post(address("bring_case", meeting.pk), late)
        answer = client.post(address("keep_case", meeting.pk), late)
        form = client.get(address("bring_case", meeting.pk)).context["form"]

    assert (answer.status_code, form["text"].value()) == (403, None)


def test_page_of_somebody_else_keeps_nothing(client: Client, supporter: Supporter, meeting: Meeting) -> None:
    client.force_login(BookingFactory(meeting=meeting).supporter.user)
    with time_machine.travel(DURING_SIGN_UP, tick=False):
        assert client.post(address("keep_case", meeting.pk), typed(supporter)).status_code == 403

    assert Draft.objects.count() == 0


def test_action_judges_again_on_locked_rows(supporter: Supporter, meeting: Meeting) -> None:
    form = case_form(typed(supporter))
    assert form.is_valid()
    case = form.case()
    case.meeting, case.brought_by = meeting, supporter
    Meeting.objects.filter(pk=meeting.pk).update(cancelled_at=DURING_SIGN_UP)

    with pytest.raises(RefusedError) as refused:
        bring_case(case, now=DURING_SIGN_UP)

    assert refused.value.decision.reasons == (CaseReason.CANCELLED,)
    assert ConsulteeCode.objects.count() == 0
