"""The facilitator's screen: for whom it is, what it shows, and what it never shows (S4, D1, D2)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client, RequestFactory

from network.models import Supporter
from network.people.facts import has_any
from network.people.rules.codes import in_groups
from sessions.bookings.enums import BookingState, Role
from sessions.hour import journey as leading
from sessions.hour.facts import meetings_led
from sessions.models import Meeting
from tests.factories import SupporterFactory, UserFactory
from tests.queries import counted
from tests.sessions.hour.opening import address, seen
from tests.sessions.made import (
    DURING_SIGN_UP,
    ENDS,
    STARTS,
    BookingFactory,
    CaseFactory,
    CohortFactory,
    MeetingFactory,
    MembershipFactory,
)

pytestmark = pytest.mark.django_db

TEXT = "Wages have not been paid since spring."
PLACES = ["hour", "finish_hour"]


# Who comes in


@pytest.mark.parametrize("name", PLACES)
def test_facilitators_and_coordinators_come_in(
    client: Client, meeting: Meeting, facilitator: Supporter, name: str
) -> None:
    for user in (facilitator.user, UserFactory(groups=["Coordinators"])):
        client.force_login(user)
        page = client.get(address(name, meeting))
        assert (page.status_code, page.context["meeting"]) == (200, meeting)


def test_facilitator_of_a_cohort_leads_its_workshop(client: Client) -> None:
    facilitator = SupporterFactory()
    cohort = CohortFactory()
    cohort.facilitators.add(facilitator)
    workshop = MeetingFactory(workshop=True, cohort=cohort)
    page = seen(client, workshop, facilitator.user)

    assert (page.status_code, page.context["has_agenda"]) == (200, False)


@pytest.mark.parametrize("name", PLACES)
def test_for_all_others_there_is_no_such_page(client: Client, meeting: Meeting, name: str) -> None:
    other_cohort = CohortFactory()
    of_another_cohort = SupporterFactory()
    other_cohort.facilitators.add(of_another_cohort)
    has_left = SupporterFactory(left=True)
    meeting.facilitators.add(has_left)
    people = [
        BookingFactory(meeting=meeting).supporter.user,
        MembershipFactory().supporter.user,
        MeetingFactory(facilitators=[facilitator := SupporterFactory()]) and facilitator.user,
        of_another_cohort.user,
        has_left.user,
        UserFactory(),
        UserFactory(groups=["Desk"]),
    ]
    CaseFactory(meeting=meeting, text=TEXT)
    known = [TEXT, *(booking.supporter.name for booking in meeting.bookings.all())]
    for user in people:
        client.force_login(user)
        answer = client.get(address(name, meeting))
        assert (answer.status_code, [name for name in known if name in answer.text]) == (404, [])


@pytest.mark.parametrize("name", ["tap_attendance", "tap_outcome"])
def test_participant_taps_nothing(client: Client, meeting: Meeting, name: str) -> None:
    booking = BookingFactory(meeting=meeting)
    case = CaseFactory(meeting=meeting, brought_by=booking.supporter)
    client.force_login(booking.supporter.user)
    with time_machine.travel(STARTS, tick=False):
        for said in (f"{booking.uid}:attended", f"{case.pk}:solved"):
            assert client.post(address(name, meeting), {"tap": said}).status_code == 404
    outcome = case.outcome
    for one in (booking, case):
        one.refresh_from_db()
    assert (booking.state, case.outcome) == (BookingState.CONFIRMED, outcome)


@pytest.mark.parametrize("name", PLACES)
def test_who_is_signed_out_signs_in_first(client: Client, meeting: Meeting, name: str) -> None:
    assert client.get(address(name, meeting))["Location"] == f"/vi/account/login/?next={address(name, meeting)}"


# What it shows


def test_expected_people_stand_by_role_with_their_network_id(
    client: Client, meeting: Meeting, facilitator: Supporter
) -> None:
    made = {
        Role.EXPERT: BookingFactory(meeting=meeting, role=Role.EXPERT, seat=None),
        Role.HELPER: BookingFactory(meeting=meeting, state=BookingState.ATTENDED),
        Role.LEARNER: BookingFactory(meeting=meeting, role=Role.LEARNER, state=BookingState.NO_SHOW),
    }
    BookingFactory(meeting=meeting, waitlisted=True)
    BookingFactory(meeting=meeting, state=BookingState.CANCELLED, seat=None)
    page = seen(client, meeting, facilitator.user)

    shown = [(group.role, group.bookings) for group in page.context["groups"]]
    assert shown == [(role, [made[role]]) for role in (Role.HELPER, Role.LEARNER, Role.EXPERT)]
    count = page.context["attendance"]
    assert (count.expected, count.came, count.did_not_come, count.unmarked) == (3, 1, 1, 1)


def test_no_name_and_no_code_stands_anywhere(client: Client, meeting: Meeting, facilitator: Supporter) -> None:
    booking = BookingFactory(meeting=meeting, supporter__name="Unmistakable Name")
    case = CaseFactory(meeting=meeting, brought_by=booking.supporter, text=TEXT)
    page = seen(client, meeting, facilitator.user).content.decode()

    code = case.consultee_code.code
    told = [str(booking.supporter), TEXT]
    untold = ["Unmistakable", booking.supporter.user.email, code, in_groups(code)]  # type: ignore[union-attr]
    assert ([word in page for word in told], [word in page for word in untold]) == ([True] * 2, [False] * 4)


def test_page_is_neutral_and_kept_nowhere(client: Client, meeting: Meeting, facilitator: Supporter) -> None:
    answer = seen(client, meeting, facilitator.user)

    assert "<title>Trang của tôi" in answer.content.decode()
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_cases_stand_in_the_order_in_which_they_came(client: Client, meeting: Meeting, facilitator: Supporter) -> None:
    later = CaseFactory(meeting=meeting, brought_at=DURING_SIGN_UP + timedelta(hours=1))
    first = CaseFactory(meeting=meeting)
    CaseFactory()
    page = seen(client, meeting, facilitator.user)

    assert page.context["agenda"] == [first, later]
    for number, case in enumerate((first, later), start=1):
        assert f'<h3 id="case-{case.pk}-head">Trường hợp {number}</h3>' in page.content.decode()


def test_buttons_appear_half_an_hour_before(client: Client, meeting: Meeting, facilitator: Supporter) -> None:
    BookingFactory(meeting=meeting)
    early = seen(client, meeting, facilitator.user, STARTS - timedelta(minutes=31))
    open_ = seen(client, meeting, facilitator.user, STARTS - timedelta(minutes=30))

    assert [page.context["can_tap"] for page in (early, open_)] == [False, True]
    assert ['name="tap"' in page.content.decode() for page in (early, open_)] == [False, True]


def test_finishing_is_offered_after_the_end_while_somebody_is_left(
    client: Client, meeting: Meeting, facilitator: Supporter
) -> None:
    booking = BookingFactory(meeting=meeting)
    during = seen(client, meeting, facilitator.user, STARTS).content.decode()
    after = seen(client, meeting, facilitator.user, ENDS).content.decode()
    booking.state = BookingState.ATTENDED
    booking.save()
    all_marked = seen(client, meeting, facilitator.user, ENDS).content.decode()

    offered = [address("finish_hour", meeting) in page for page in (during, after, all_marked)]
    assert offered == [False, True, False]


def test_page_asks_the_same_number_of_questions_however_full(
    client: Client, meeting: Meeting, facilitator: Supporter
) -> None:
    meeting.helper_seats = 60
    meeting.save()
    BookingFactory(meeting=meeting)
    CaseFactory(meeting=meeting)
    for _visit in range(2):  # The first one fills the cache of structure, and the record.
        seen(client, meeting, facilitator.user)
    with time_machine.travel(STARTS, tick=False):
        with counted() as few:
            client.get(address("hour", meeting))
        BookingFactory.create_batch(59, meeting=meeting)
        CaseFactory.create_batch(19, meeting=meeting)
        with counted() as many:
            page = client.get(address("hour", meeting))

    assert (page.context["attendance"].expected, len(page.context["agenda"])) == (60, 20)
    assert len(many) == len(few)
    assert len([said for said in many.statements if "consultations_" in said]) == 4


# The way in


def test_my_page_leads_to_what_somebody_leads_about_now(facilitator: Supporter) -> None:
    now = STARTS
    moved = {"soon": timedelta(days=29), "today": timedelta(0), "just over": -timedelta(days=6)}
    led = {
        name: MeetingFactory(facilitators=[facilitator], starts_at=STARTS + by, ends_at=ENDS + by)
        for name, by in moved.items()
    }
    for by in (timedelta(days=31), -timedelta(days=8)):
        MeetingFactory(facilitators=[facilitator], starts_at=STARTS + by, ends_at=ENDS + by)
    MeetingFactory(facilitators=[facilitator], cancelled_at=DURING_SIGN_UP)
    MeetingFactory()

    assert list(meetings_led(facilitator, now)) == [led["just over"], led["today"], led["soon"]]


def test_card_costs_one_query_and_stands_only_for_who_leads(meeting: Meeting, facilitator: Supporter) -> None:
    leads, learns = RequestFactory().get("/vi/my/"), RequestFactory().get("/vi/my/")
    leads.user, learns.user = facilitator.user, SupporterFactory().user
    assert [has_any(one, "meetings led") for one in (leads, learns)] == [True, False]
    with time_machine.travel(DURING_SIGN_UP + timedelta(days=1), tick=False), counted() as queries:
        cards, none = leading.cards(leads), leading.cards(learns)

    assert ([card.context for card in cards], none, len(queries)) == ([{"meetings": [meeting]}], [], 1)


def test_card_links_to_the_hour(client: Client, meeting: Meeting, facilitator: Supporter) -> None:
    client.force_login(facilitator.user)
    with time_machine.travel(DURING_SIGN_UP, tick=False):
        page = client.get("/vi/my/").content.decode()

    assert address("hour", meeting) in page


def test_card_leads_into_the_online_room_until_the_end(
    client: Client, meeting: Meeting, facilitator: Supporter
) -> None:
    client.force_login(facilitator.user)  # type: ignore[arg-type]
    door = address("join_as_facilitator", meeting)

    found = []
    for now in (ENDS - timedelta(seconds=1), ENDS):
        with time_machine.travel(now, tick=False):
            page = client.get("/vi/my/").text
        found.append((address("hour", meeting) in page, door in page))

    assert found == [(True, True), (True, False)]
