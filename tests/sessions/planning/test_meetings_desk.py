"""The coordinator's desk for sessions. It is noon of Friday 15 May 2026, in Tokyo."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from portal.audit import AuditEntry
from portal.dates import TOKYO
from portal.mail import OutboxMail
from portal.names import Name
from sessions.bookings.enums import BookingState
from sessions.meetings.enums import MeetingKind, Mode
from sessions.models import Meeting
from tests.factories import SupporterFactory, UserFactory
from tests.sessions.at_the_desk import LINK, TYPED, at, send
from tests.sessions.made import DURING_SIGN_UP, BookingFactory, CohortFactory, MeetingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(UserFactory(groups=["Coordinators"]))
    return client


def test_session_is_planned_with_its_number_and_sign_up(desk: Client) -> None:
    MeetingFactory(number=3)
    facilitator = SupporterFactory()

    answer = send(desk, "/admin/meetings/new/", {**TYPED, "facilitators": f" {facilitator.network_id.lower()}\n"})

    meeting = Meeting.objects.get(number=4)
    assert answer["Location"] == f"/admin/meetings/inspect/{meeting.pk}/"
    assert (meeting.kind, meeting.fiscal_year, meeting.join_link, meeting.languages) == (
        MeetingKind.CONSULTATION,
        2026,
        LINK,
        ["vi", "ja"],
    )
    assert (meeting.starts_at, meeting.ends_at, meeting.sign_up_opens_at, meeting.sign_up_closes_at) == (
        datetime(2026, 7, 12, 13, 30, tzinfo=TOKYO),
        datetime(2026, 7, 12, 15, tzinfo=TOKYO),
        DURING_SIGN_UP,
        datetime(2026, 7, 12, 0, tzinfo=TOKYO),
    )
    assert list(meeting.facilitators.all()) == [facilitator]


def test_planned_session_is_said_in_words(desk: Client) -> None:
    answer = send(desk, "/admin/meetings/new/", {**TYPED, "end_time": "01:00", "end_day": "2026-07-13"})

    page = desk.get(answer["Location"], HTTP_ACCEPT_LANGUAGE="en")
    assert "Sunday, 12 July 2026, 13:30\u00a0–\u00a0Monday, 13 July 2026, 01:00" in page.content.decode()


def test_plan_is_refused_with_all_reasons_and_nothing_typed_is_lost(desk: Client) -> None:
    MeetingFactory(number=7)
    wrong = {"kind": "workshop", "day": "2026-05-01", "end_time": "13:00", "helper_seats": "0", "learner_seats": "0"}

    answer = send(desk, "/admin/meetings/new/", {**TYPED, **wrong, "last_day": "2026-05-03"})

    assert len(answer.context["refusals"]) == 7
    assert ("secret-room" in answer.content.decode(), "help-warning" in answer.content.decode()) == (False, True)
    assert answer.context["form"]["day"].value() == "2026-05-01"
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"join_link": "http://meet.example.org/a"}, "join_link"),
        ({"join_link": "meet me"}, "join_link"),
        ({"day": "31 June"}, "day"),
        ({"start_time": "25:00"}, "start_time"),
        ({"languages": ["xx"]}, "languages"),
        ({"helper_seats": "-1"}, "helper_seats"),
        ({"helper_seats": "100000"}, "helper_seats"),
        ({"facilitators": "NOBODY-AT-ALL"}, "facilitators"),
        ({"number": "0"}, "number"),
    ],
)
def test_mistyped_plan_says_where(desk: Client, wrong: dict[str, Any], field: str) -> None:
    answer = send(desk, "/admin/meetings/new/", {**TYPED, **wrong})

    assert (list(answer.context["form"].errors), Meeting.objects.count()) == ([field], 0)


def test_who_has_left_facilitates_nothing(desk: Client) -> None:
    gone = SupporterFactory(left=True)

    answer = send(desk, "/admin/meetings/new/", {**TYPED, "facilitators": str(gone)})

    assert list(answer.context["form"].errors) == ["facilitators"]


def test_plan_sent_twice_is_one_session(desk: Client) -> None:
    key = desk.get("/admin/meetings/new/").context["form"]["idempotency_key"].value()

    answers = [desk.post("/admin/meetings/new/", {"idempotency_key": key, **TYPED}) for _twice in range(2)]

    assert answers[0]["Location"] == answers[1]["Location"]
    assert Meeting.objects.count() == 1


def test_workshop_planned_from_its_cohort_is_led_by_the_same(desk: Client) -> None:
    cohort, facilitator = CohortFactory(), SupporterFactory()
    cohort.facilitators.add(facilitator)

    form = desk.get(f"/admin/meetings/new/?cohort={cohort.pk}").context["form"]

    names = ("kind", "cohort", "audience", "helper_seats", "facilitators")
    assert [form[name].value() for name in names] == ["workshop", cohort.pk, "cohort", 0, facilitator.network_id]


@pytest.mark.parametrize("typed", ["", "x", "99999", "9" * 30, "²"])
def test_plan_for_no_known_cohort_is_empty(desk: Client, typed: str) -> None:
    form = desk.get("/admin/meetings/new/", {"cohort": typed}).context["form"]

    assert form["kind"].value() is None


def test_workshop_is_numbered_in_its_cohort(desk: Client) -> None:
    cohort = CohortFactory()
    MeetingFactory(workshop=True, cohort=cohort, number=1, title=Name.of("First"))

    send(desk, "/admin/meetings/new/", {**TYPED, "kind": "workshop", "cohort": cohort.pk, "title_vi": "Second"})

    assert list(Meeting.objects.filter(cohort=cohort).values_list("number", "title")) == [
        (1, Name.of("First")),
        (2, Name({"vi": "Second"})),
    ]


def test_link_stands_in_no_page_of_the_desk_and_not_on_record(desk: Client) -> None:
    place = "Room 7 in the community house"
    meeting = MeetingFactory(join_link=LINK, place=place, mode=Mode.BOTH)
    send(desk, at(meeting, "change"), {**TYPED, "opens_day": "2026-05-01", "last_day": "2026-05-20", "join_link": ""})
    addresses = ["/admin/meetings/", f"/admin/meetings/inspect/{meeting.pk}/", "/admin/"]
    addresses += [at(meeting, verb) for verb in ("change", "move", "seats", "announce", "cancel", "copy")]

    told = {address: desk.get(address).content.decode() for address in addresses}
    refused = desk.post(at(meeting, "change"), {"join_link": "https://meet.example.org/other-room"}).content.decode()

    meeting.refresh_from_db()
    assert meeting.join_link == LINK
    assert [address for address, page in told.items() if "secret-room" in page] == []
    assert "other-room" not in refused
    recorded = str(list(AuditEntry.objects.values_list("changes", flat=True)))
    assert [word for word in ("meet.example.org", "Room 7") if word in recorded] == []


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ({"join_link": ""}, LINK),
        ({"join_link": "https://meet.example.org/new"}, "https://meet.example.org/new"),
        ({"join_link": "", "removes_link": "on"}, ""),
    ],
)
def test_stored_link_stays_is_replaced_or_goes(desk: Client, typed: dict[str, str], stored: str) -> None:
    meeting = MeetingFactory(join_link=LINK)

    send(desk, at(meeting, "change"), {**TYPED, "opens_day": "2026-05-01", "last_day": "2026-05-31", **typed})

    meeting.refresh_from_db()
    assert meeting.join_link == stored


def test_copy_has_an_own_key_and_number_and_no_link_or_bookings(desk: Client) -> None:
    meeting = BookingFactory(meeting__number=5, meeting__join_link=LINK).meeting
    address = at(meeting, "copy")

    form = desk.get(address).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "", False)}
    desk.post(address, typed)

    copied = Meeting.objects.get(number=6)
    assert (copied.starts_at, copied.join_link, copied.bookings.count()) == (
        datetime(2026, 7, 5, 14, tzinfo=TOKYO),
        "",
        0,
    )


def test_move_tells_each_live_booking_once(desk: Client) -> None:
    meeting = MeetingFactory()
    confirmed = BookingFactory(meeting=meeting)
    waiting = BookingFactory(meeting=meeting, waitlisted=True)
    BookingFactory(meeting=meeting, state=BookingState.CANCELLED, seat=None)
    typed = {"day": "2026-06-14", "start_time": "18:00", "end_time": "20:00"}
    key = desk.get(at(meeting, "move")).context["form"]["idempotency_key"].value()

    for _twice in range(2):
        desk.post(at(meeting, "move"), {"idempotency_key": key, **typed})

    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.sequence, meeting.sign_up_closes_at) == (
        datetime(2026, 6, 14, 18, tzinfo=TOKYO),
        1,
        datetime(2026, 6, 8, 0, tzinfo=TOKYO),
    )
    told = sorted(OutboxMail.objects.values_list("recipient_id", flat=True))
    assert told == sorted([confirmed.supporter.user_id, waiting.supporter.user_id])


def test_seats_under_those_taken_ask_who_loses_theirs(desk: Client) -> None:
    meeting = MeetingFactory(helper_seats=3)
    bookings = [BookingFactory(meeting=meeting) for _seat in range(3)]
    typed = {"helper_seats": "2", "learner_seats": "5"}

    refused = send(desk, at(meeting, "seats"), typed)
    listed = refused.content.decode()
    send(desk, at(meeting, "seats"), {**typed, "freed": [bookings[0].pk]})

    assert (len(refused.context["refusals"]), refused.context["taken"]) == (1, [3, 0])
    assert [str(one.supporter) in listed for one in bookings] == [True] * 3
    kept = list(meeting.bookings.seated().order_by("seat").values_list("pk", "seat"))
    assert kept == [(bookings[2].pk, 1), (bookings[1].pk, 2)]
    assert list(OutboxMail.objects.values_list("recipient_id", flat=True)) == [bookings[0].supporter.user_id]


def test_cancelled_session_cancels_its_bookings_and_can_no_longer_be_changed(desk: Client) -> None:
    meeting = MeetingFactory()
    bookings = [BookingFactory(meeting=meeting), BookingFactory(meeting=meeting, waitlisted=True)]

    send(desk, at(meeting, "cancel"), {})
    again = send(desk, at(meeting, "cancel"), {})

    meeting.refresh_from_db()
    assert (meeting.cancelled_at, meeting.sequence) == (DURING_SIGN_UP, 1)
    assert set(meeting.bookings.values_list("state", "seat")) == {(BookingState.CANCELLED, None)}
    assert len(again.context["refusals"]) == 1
    told = sorted(OutboxMail.objects.values_list("recipient_id", flat=True))
    assert told == sorted(booking.supporter.user_id for booking in bookings)
