"""Sessions in the list and on my page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from network.models import Supporter
from portal.dashboard import collect_cards, collect_steps
from tests.factories import SupporterFactory
from tests.queries import counted
from tests.sessions.made import DURING_SIGN_UP, ENDS, SIGN_UP_OPENS, BookingFactory, MeetingFactory
from tests.sessions.pages import announced, of_booking

pytestmark = pytest.mark.django_db
LIST = "/en/meet/"
PLACE = "Room 42 behind the station"


def test_list_parts_own_open_and_past(signed_in: Client, supporter: Supporter) -> None:
    own, to_come, past = (
        announced(),
        announced(),
        announced(starts_at=SIGN_UP_OPENS - timedelta(days=9), ends_at=SIGN_UP_OPENS - timedelta(days=8)),
    )
    for meeting in (own, past):
        BookingFactory(meeting=meeting, supporter=supporter)
    MeetingFactory()
    BookingFactory(meeting=to_come)

    context = signed_in.get(LIST).context

    assert [booking.meeting for booking in context["coming"]] == [own]
    assert [choice.meeting for choice in context["page_obj"]] == [to_come]
    assert [booking.meeting for booking in context["past"]] == [past]


def test_list_says_how_it_stands_with_each_session(signed_in: Client) -> None:
    announced(starts_at=ENDS + timedelta(days=1), ends_at=ENDS + timedelta(days=2))
    BookingFactory(meeting=announced(helper_seats=1, learner_seats=0), waitlisted=True)
    later = {"starts_at": ENDS + timedelta(days=3), "ends_at": ENDS + timedelta(days=4)}
    announced(sign_up_opens_at=DURING_SIGN_UP + timedelta(days=1), **later)
    announced(audience="cohort", **later)

    page = signed_in.get(LIST).text

    words = [
        "Full: there is a waiting list",
        "Seats are free",
        "Sign-up begins on Saturday, 16 May 2026, 12:00",
        "You cannot sign up at present: see why",
    ]
    assert [page.count(one) for one in words] == [1, 1, 1, 1]


def test_list_asks_the_same_number_of_questions_however_long(signed_in: Client, supporter: Supporter) -> None:
    BookingFactory(meeting=announced(), supporter=supporter)
    announced()
    for _visit in range(2):
        signed_in.get(LIST)
    with counted() as few:
        signed_in.get(LIST)
    for _number in range(5):
        BookingFactory(meeting=announced(), supporter=supporter)
        announced()
    for _visit in range(2):  # announcing empties the cache of structure
        signed_in.get(LIST)
    with counted() as many:
        signed_in.get(LIST)

    assert len(many) == len(few)
    assert len(many) <= 12


def test_my_page_has_one_question_more_and_leads_to_the_invitation(signed_in: Client, supporter: Supporter) -> None:
    invited = BookingFactory(supporter=supporter, invited=True)
    BookingFactory(supporter=supporter)
    for _visit in range(2):
        signed_in.get("/en/my/")

    with counted() as queries:
        page = signed_in.get("/en/my/").text

    assert of_booking(invited, "offer/") in page
    assert len([sql for sql in queries.statements if 'FROM "consultations_booking" INNER JOIN' in sql]) == 1


def _on_my_page(client: Client) -> tuple[list[tuple[int, str]], int]:
    request = client.get("/en/my/").wsgi_request
    steps = [(step.order, step.state) for step in collect_steps(request) if step.order in (29, 30)]
    return steps, len([card for card in collect_cards(request) if card.template == "consultations/bookings/card.html"])


def test_sessions_are_a_step_for_whom_they_are_open(signed_in: Client, supporter: Supporter) -> None:
    assert _on_my_page(signed_in) == ([(30, "later")], 1)

    BookingFactory(supporter=supporter)
    BookingFactory(supporter=supporter, invited=True)
    assert _on_my_page(signed_in) == ([(29, "now"), (30, "done")], 1)


@pytest.mark.parametrize("more", [{}, {"declared": True}, {"left": True, "experienced": True}])
def test_sessions_are_no_step_for_others(at_noon: None, client: Client, more: dict[str, bool]) -> None:
    client.force_login(SupporterFactory(**more).user)

    assert _on_my_page(client) == ([], 0)
