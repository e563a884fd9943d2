"""Cohorts as their members see them. It is Friday 15 May 2026; cohorts enrol from April to the end of May."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.translation import override

from network.models import Supporter
from portal.names import Name
from sessions.models import Cohort
from sessions.progress import journey
from tests.factories import SupporterFactory
from tests.queries import Queries
from tests.sessions.learning_together import (
    DAY,
    NOW,
    a_cohort,
    a_member,
    a_workshop,
    answer,
    book,
    keys_of,
    states,
    watch,
)
from tests.sessions.made import CohortFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]

LIST = "/en/meet/cohorts/"


def send(client: Client, address: str, **told: str) -> Any:
    return client.post(address, {"idempotency_key": str(uuid4()), **told}, follow=True)


def said(response: Any) -> str:
    return str(response.content.decode())


def test_strangers_sign_in_first(client: Client) -> None:
    cohort = CohortFactory()

    for address in (LIST, f"{LIST}{cohort.pk}/", f"{LIST}{cohort.pk}/sharing/"):
        assert client.get(address)["Location"].startswith("/en/account/login/")


def test_open_cohorts_are_listed_and_others_are_not(client: Client, person: Supporter) -> None:
    CohortFactory(name=Name.of("Open group"))
    CohortFactory(name=Name.of("Over group"), enrols_until=date(2026, 5, 14))
    CohortFactory(name=Name.of("Early group"), enrols_from=date(2026, 5, 16))
    CohortFactory(name=Name.of("Shut group"), closed_on=date(2026, 5, 1))

    html = said(client.get(LIST))

    assert [name for name in ("Open", "Over", "Early", "Shut") if f"{name} group" in html] == ["Open"]
    assert 'content="noindex"' in html
    assert "<title>My page" in html


def test_application_arrives_once_even_when_sent_twice(client: Client, person: Supporter) -> None:
    cohort = CohortFactory()
    sent = {"idempotency_key": str(uuid4())}

    for _press in range(2):
        client.post(f"{LIST}{cohort.pk}/apply/", sent)

    assert states() == ["applied"]
    assert "You have applied" in said(client.get(LIST))


def test_application_of_somebody_not_in_the_training_has_to_declare_it(client: Client) -> None:
    newcomer = SupporterFactory()
    client.force_login(newcomer.user)
    cohort = CohortFactory()

    refused = said(send(client, f"{LIST}{cohort.pk}/apply/"))
    assert ("Tick the box if this is so" in refused, states()) == (True, [])

    send(client, f"{LIST}{cohort.pk}/apply/", declares_training="on")
    newcomer.refresh_from_db()
    assert (states(), newcomer.wants_foreign_origin_training) == (["applied"], True)


def test_application_that_comes_too_late_is_refused_with_the_way_out(client: Client, person: Supporter) -> None:
    cohort = CohortFactory(enrols_until=date(2026, 5, 14))

    html = said(send(client, f"{LIST}{cohort.pk}/apply/"))

    assert "The time to apply for this group is over." in html
    assert "/en/contact/" in html
    assert states() == []


def test_invitation_is_taken_up_by_a_button_and_by_no_link(client: Client, person: Supporter) -> None:
    membership = a_member(CohortFactory(), supporter=person, invited=True)
    accept = f"{LIST}{membership.cohort_id}/accept/"

    assert client.get(accept).status_code == 405
    assert "You are invited" in said(client.get(LIST))

    response = send(client, accept)
    assert (response.redirect_chain[-1][0], states()) == (f"{LIST}{membership.cohort_id}/", ["member"])


def test_invitation_is_turned_down(client: Client, person: Supporter) -> None:
    membership = a_member(CohortFactory(), supporter=person, invited=True)

    send(client, f"{LIST}{membership.cohort_id}/decline/")

    assert states() == ["declined"]


def test_lapsed_invitation_says_so_with_the_way_out(client: Client, person: Supporter) -> None:
    over = CohortFactory(enrols_until=date(2026, 5, 14))
    membership = a_member(over, supporter=person, state="invited", invited_until=NOW)

    html = said(client.get(LIST))
    until = "Friday, 15 May 2026, 12:00"
    assert f"You were invited, and could say yes until {until}. The office can send you a new invitation." in html
    assert "Yes, I will join" not in html

    refused = said(send(client, f"{LIST}{membership.cohort_id}/accept/"))
    assert ("It was valid for 14 days." in refused, states()) == (True, ["invited"])


def test_lapsed_invitation_gives_way_to_the_application(client: Client, person: Supporter) -> None:
    membership = a_member(CohortFactory(), supporter=person, state="invited", invited_until=NOW)

    html = said(client.get(LIST))
    assert "Your invitation has expired" in html
    assert "You were invited, and could say yes until Friday, 15 May 2026, 12:00. You can still apply." in html
    assert ("Apply for this group" in html, "The office can send you a new invitation" in html) == (True, False)

    send(client, f"{LIST}{membership.cohort_id}/apply/")
    assert states() == ["applied"]


def test_invitation_of_somebody_else_is_as_good_as_none(client: Client, person: Supporter) -> None:
    membership = a_member(CohortFactory(), invited=True)

    assert send(client, f"{LIST}{membership.cohort_id}/accept/").status_code == 404
    assert states() == ["invited"]


def test_member_sees_own_lectures_workshops_and_next_step(client: Client, person: Supporter) -> None:
    cohort = a_cohort(lectures=3, required_workshops=2)
    a_member(cohort, supporter=person)
    first, second, _third = keys_of(cohort)
    answer(person, first)
    watch(person, second)
    book(person, a_workshop(cohort, NOW - DAY, number=1), "attended")

    html = said(client.get(f"{LIST}{cohort.pk}/"))

    assert "Lectures: 1 of 3 done." in html
    assert "Workshops: you were at 1 of the 2 that you need." in html
    assert "The survey of the lecture “Bài 2” is still to be answered." in html
    for state in ("Watched. The survey is still to be answered", "Not begun yet", "You were there"):
        assert html.count(state) == 1
    assert "<title>My page" in html


def test_member_whose_workshop_can_be_booked_is_sent_there(client: Client, person: Supporter) -> None:
    cohort = a_cohort(required_workshops=1)
    a_member(cohort, supporter=person)
    workshop = a_workshop(cohort, NOW + 10 * DAY)

    html = said(client.get(f"{LIST}{cohort.pk}/"))

    assert f'href="/en/meet/meetings/{workshop.key}/"' in html
    assert "Sign up for the workshop" in html


@pytest.mark.parametrize("state", ["applied", "declined", "withdrawn", None])
def test_cohort_is_not_there_for_who_is_no_member(client: Client, person: Supporter, state: str | None) -> None:
    cohort = CohortFactory()
    if state:
        a_member(cohort, supporter=person, state=state)

    for page in ("", "sharing/"):
        answer = client.get(f"{LIST}{cohort.pk}/{page}")
        assert (answer.status_code, str(cohort.name) in answer.text) == (404, False)


def test_roster_shows_only_names_given_for_it(client: Client, person: Supporter) -> None:
    cohort = a_cohort(lectures=1)
    a_member(cohort, supporter=person)
    shy = a_member(cohort, supporter=SupporterFactory(name="Shy Person"), shared_contact="090-1111-2222")
    shown = a_member(cohort, supporter=SupporterFactory(name="Real Name"), shared_name="Mai")
    a_member(cohort, shared_name="Removed", state="left")
    a_member(cohort, shared_name="Gone", supporter=SupporterFactory(left=True))
    a_member(CohortFactory(), shared_name="Elsewhere")

    html = said(client.get(f"{LIST}{cohort.pk}/"))

    hidden = ("Shy Person", "Real Name", "090-1111", "Removed", "Gone", "Elsewhere", str(shy.supporter))
    assert "Mai" in html
    assert [word for word in (*hidden, str(shown.supporter)) if word in html] == []


def test_what_others_see_is_stored_shown_and_taken_back(client: Client, person: Supporter) -> None:
    membership = a_member(CohortFactory(), supporter=person)
    address = f"{LIST}{membership.cohort_id}/sharing/"

    send(client, address, shared_name="  Lan \u202e ", shared_contact="LINE: lan")
    membership.refresh_from_db()
    assert (membership.shared_name, membership.shared_contact) == ("Lan", "LINE: lan")
    assert 'value="Lan"' in said(client.get(address))

    send(client, address, shared_name="", shared_contact="")
    membership.refresh_from_db()
    assert (membership.shared_name, membership.shared_contact) == ("", "")


def test_what_others_see_keeps_what_was_typed_when_it_is_too_long(client: Client, person: Supporter) -> None:
    membership = a_member(CohortFactory(), supporter=person)

    html = said(send(client, f"{LIST}{membership.cohort_id}/sharing/", shared_name="n" * 51, shared_contact="kept"))

    assert 'value="kept"' in html
    membership.refresh_from_db()
    assert membership.shared_name == ""


def test_pages_ask_a_fixed_number_of_queries(
    client: Client, person: Supporter, count_queries: Callable[[], AbstractContextManager[Queries]]
) -> None:
    cohort = a_cohort(lectures=3, required_workshops=1)
    a_member(cohort, supporter=person)

    def asked() -> list[int]:
        found = []
        for address in (LIST, f"{LIST}{cohort.pk}/"):
            with count_queries() as counted:
                client.get(address)
            found.append(len(counted))
        return found

    asked()  # fills the cache of structure
    asked()
    before = asked()
    for number in range(3):
        a_workshop(cohort, NOW + (number + 1) * DAY, number=number + 20)
        a_member(cohort, shared_name=f"Name {number}")
        CohortFactory()
        a_member(CohortFactory(), supporter=person, invited=True)
    asked()  # a workshop is a meeting, and what is announced belongs to the structure

    assert (before, asked()) == ([4, 7], [4, 7])


def steps(supporter: Supporter, client: Client) -> list[tuple[str, str, str]]:
    client.force_login(supporter.user)
    request = client.get("/en/my/").wsgi_request
    with override("en"):
        return [(step.state, step.text.split(".")[0], step.url) for step in journey.steps(request)]


def test_way_to_the_training_shows_where_somebody_stands(client: Client) -> None:
    wants = {"wants_foreign_origin_training": True}
    assert steps(SupporterFactory(), client) == []
    assert steps(SupporterFactory(**wants, left=True), client) == []

    nobody_enrols = steps(SupporterFactory(**wants), client)
    assert nobody_enrols == [("later", "You learn in a group, in plain Japanese or your own language", "")]

    cohort: Cohort = a_cohort(lectures=1)
    assert steps(SupporterFactory(**wants), client)[0][::2] == ("now", LIST)
    assert steps(a_member(cohort, invited=True).supporter, client) == [("now", "You are invited to join a group", LIST)]
    assert steps(a_member(cohort, applied=True).supporter, client) == [("later", "You have applied", LIST)]
    assert steps(a_member(cohort).supporter, client)[0][:2] == ("now", "Watch the lecture “Bài 1”")
    completed = a_member(cohort, completed=True).supporter
    assert steps(completed, client) == [("done", "You have completed the training", f"{LIST}{cohort.pk}/")]


def test_way_to_the_training_costs_three_queries_more(
    client: Client, person: Supporter, count_queries: Callable[[], AbstractContextManager[Queries]]
) -> None:
    cohort = a_cohort(lectures=3, required_workshops=1)
    a_workshop(cohort, NOW + timedelta(days=3))
    a_member(cohort, supporter=person)
    client.get("/en/my/")
    request = client.get("/en/my/").wsgi_request
    assert str(request.user.supporter)

    with count_queries() as counted, override("en"):
        journey.steps(request)
        journey.cards(request)

    assert len(counted) == 3


def test_who_is_in_the_training_finds_the_group_on_my_page(client: Client, person: Supporter) -> None:
    page = f'href="{LIST}"'
    assert page in said(client.get("/en/my/"))

    client.force_login(SupporterFactory().user)
    assert page not in said(client.get("/en/my/"))


def test_facilitators_find_their_cohorts_on_my_page(client: Client, person: Supporter) -> None:
    cohort = CohortFactory(name=Name.of("Led group"))
    cohort.facilitators.add(person)
    CohortFactory(name=Name.of("Other group"))

    html = said(client.get("/en/my/"))

    assert ("Led group" in html, "Other group" in html) == (True, False)
    assert f'href="{LIST}{cohort.pk}/members/"' in html
