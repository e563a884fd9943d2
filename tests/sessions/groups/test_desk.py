"""The coordinator's desk for cohorts. It is Friday 15 May 2026."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from portal.mail import OutboxMail
from portal.names import Name
from sessions.models import Cohort, Membership
from tests.factories import SupporterFactory, UserFactory
from tests.learning import make_course, make_lecture
from tests.queries import Queries
from tests.sessions.learning_together import NOW, a_cohort, a_member, a_workshop, answer, keys_of, states
from tests.sessions.made import CohortFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]

DESK = "/admin/cohorts/"


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(UserFactory(groups=["Coordinators"]))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def send(client: Client, address: str, **told: Any) -> Any:
    return client.post(f"{DESK}{address}", {"idempotency_key": str(uuid4()), **told}, follow=True)


def said(response: Any) -> str:
    return str(response.content.decode())


def details(**changes: Any) -> dict[str, Any]:
    return {
        "name_vi": "Nhóm 1",
        "language": "ja-hira",
        "enrols_from": "2026-05-01",
        "enrols_until": "２０２６-０５-３１",
        "required_workshops": "2",
        **changes,
    }


def test_list_tells_language_members_and_how_many_completed(desk: Client) -> None:
    cohort = CohortFactory(name=Name.of("First group"))
    for state in ({}, {"completed": True}, {"invited": True}, {"applied": True}):
        a_member(cohort, **state)
    a_member(cohort, supporter=SupporterFactory(left=True))

    html = said(desk.get(DESK))

    assert "First group" in html
    assert "1/2" in html
    assert f'href="{DESK}set-up/"' in html


def test_list_asks_as_many_queries_for_many_cohorts_as_for_one(
    desk: Client, count_queries: Callable[[], AbstractContextManager[Queries]]
) -> None:
    def asked(more: int) -> int:
        for _number in range(more):
            a_member(CohortFactory())
        with count_queries() as counted:
            desk.get(DESK)
        return len(counted)

    asked(1)  # fills the cache of structure
    asked(0)
    assert asked(0) == asked(9)


def test_cohort_is_set_up_with_lectures_and_facilitators(desk: Client) -> None:
    course = make_course()
    first, second = make_lecture(course, 1), make_lecture(course, 2)
    facilitator = SupporterFactory()
    assert "Bài 1" in said(desk.get(f"{DESK}set-up/"))

    html = said(
        send(
            desk,
            "set-up/",
            **details(facilitators=str(facilitator).lower(), lectures=[str(first.translation_key)]),
        )
    )

    cohort = Cohort.objects.get()
    assert (str(cohort.name), cohort.language, cohort.enrols_until) == ("Nhóm 1", "ja-hira", date(2026, 5, 31))
    assert list(cohort.facilitators.all()) == [facilitator]
    assert list(cohort.lectures.values_list("pk", flat=True)) == [first.translation_key]
    assert "2 workshops must be attended, and 0 are planned so far." in html
    assert second.title not in html


def test_cohort_is_set_up_once_even_when_sent_twice(desk: Client) -> None:
    sent = details(idempotency_key=str(uuid4()))

    for _press in range(2):
        desk.post(f"{DESK}set-up/", sent)

    assert Cohort.objects.count() == 1


def test_form_says_all_that_is_wrong_and_loses_nothing(desk: Client) -> None:
    left = SupporterFactory(left=True)

    html = said(
        send(
            desk,
            "set-up/",
            **details(enrols_until="2026-04-30", required_workshops="0", facilitators=f"AAAA-AAAA\n{left}"),
        )
    )

    assert f"Nobody in the network has this ID: AAAA-AAAA, {left}" in html
    assert "The last day must not lie before the first." in html
    assert "Choose at least one lecture, or give a number of workshops." in html
    assert 'value="Nhóm 1"' in html
    assert Cohort.objects.count() == 0


def test_cohort_is_changed_from_what_it_was(desk: Client) -> None:
    cohort = a_cohort(lectures=2, name=Name.of("Old"), required_workshops=1)
    cohort.facilitators.add(SupporterFactory())
    gone = keys_of(cohort)[0]
    html = said(desk.get(f"{DESK}{cohort.pk}/change/"))
    assert ('value="Old"' in html, str(cohort.facilitators.get()) in html, html.count(" checked")) == (True, True, 2)

    send(desk, f"{cohort.pk}/change/", **details(lectures=[str(gone)], required_workshops="1"))

    cohort.refresh_from_db()
    assert (str(cohort.name), cohort.facilitators.count()) == ("Nhóm 1", 0)
    assert list(cohort.lectures.values_list("pk", flat=True)) == [gone]


def test_people_are_invited_with_a_line_for_each(desk: Client) -> None:
    cohort = CohortFactory()
    welcome = SupporterFactory(wants_foreign_origin_training=True)
    member = a_member(cohort).supporter
    other = SupporterFactory()
    typed = f"{welcome}\n\n{str(welcome).lower()}\n{member}\n{other}\nZZZZ-ZZZZ"

    html = said(send(desk, f"{cohort.pk}/invite/", network_ids=typed))

    assert f"{welcome}: Invited, until Friday, 29 May 2026, 12:00" in html
    assert "This person is invited already." in html  # typed twice, in small letters
    assert "This person is a member already." in html
    assert "This person has not asked for the training." in html
    assert "Nobody has this network ID." in html
    assert "ZZZZ-ZZZZ</textarea>" in html
    assert Membership.objects.get(supporter=welcome).state == "invited"
    assert OutboxMail.objects.filter(kind="consultations.news").count() == 1


def test_page_shows_network_ids_states_and_progress_and_nothing_private(desk: Client) -> None:
    cohort = a_cohort(lectures=2, required_workshops=1)
    member = a_member(
        cohort, shared_name="Quỳnh", shared_contact="LINE: q", supporter=SupporterFactory(name="Real Quỳnh")
    )
    answer(member.supporter, keys_of(cohort)[0])
    gone = a_member(cohort, supporter=SupporterFactory(left=True))
    workshop = a_workshop(cohort, NOW)

    html = said(desk.get(f"{DESK}inspect/{cohort.pk}/"))

    assert (str(member.supporter) in html, "1/2" in html, "0/1" in html) == (True, True, True)
    assert f"/admin/meetings/inspect/{workshop.pk}/" in html
    assert [word for word in ("Quỳnh", "LINE", str(gone.supporter)) if word in html] == []


def test_page_asks_as_many_queries_for_many_members_as_for_one(
    desk: Client, count_queries: Callable[[], AbstractContextManager[Queries]]
) -> None:
    cohort = a_cohort(lectures=2, required_workshops=1)

    def asked(more: int) -> int:
        for _number in range(more):
            a_member(cohort, applied=True)
        with count_queries() as counted:
            desk.get(f"{DESK}inspect/{cohort.pk}/")
        return len(counted)

    asked(1)  # fills the cache of structure
    asked(0)
    assert asked(0) == asked(9)


def test_applications_are_accepted_and_declined(desk: Client) -> None:
    cohort = CohortFactory()
    one, other = a_member(cohort, applied=True), a_member(cohort, applied=True)

    assert f"{one.supporter}: Member." in said(send(desk, f"members/{one.pk}/accept/"))
    assert f"{other.supporter}: Not accepted this time." in said(send(desk, f"members/{other.pk}/decline/"))
    assert states() == ["member", "declined"]
    assert "There is no application any more." in said(send(desk, f"members/{other.pk}/accept/"))


def test_member_is_removed_after_a_question(desk: Client) -> None:
    member = a_member(CohortFactory())
    address = f"members/{member.pk}/remove/"

    assert str(member.supporter) in said(desk.get(f"{DESK}{address}"))
    assert states() == ["member"]

    send(desk, address)
    assert states() == ["left"]


def test_cohort_is_closed_after_a_question(desk: Client) -> None:
    cohort = CohortFactory()
    assert "Nobody can join any more" in said(desk.get(f"{DESK}{cohort.pk}/close/"))

    send(desk, f"{cohort.pk}/close/")

    cohort.refresh_from_db()
    assert cohort.closed_on == date(2026, 5, 15)
    assert f"{DESK}{cohort.pk}/invite/" not in said(desk.get(f"{DESK}inspect/{cohort.pk}/"))


@pytest.mark.parametrize(("group", "may_look"), [("Auditors", True), ("Desk", False), ("Editors", False)])
def test_others_may_look_at_most(client: Client, group: str, may_look: bool) -> None:
    client.force_login(UserFactory(groups=[group]))
    cohort = CohortFactory()
    member = a_member(cohort, applied=True)

    assert (client.get(f"{DESK}inspect/{cohort.pk}/").status_code == 200) == may_look
    for address in ("set-up/", f"{cohort.pk}/change/", f"{cohort.pk}/invite/", f"{cohort.pk}/close/"):
        assert client.get(f"{DESK}{address}").status_code == 302
    for verb in ("accept", "decline", "remove"):
        client.post(f"{DESK}members/{member.pk}/{verb}/", {"idempotency_key": str(uuid4())})
    assert states() == ["applied"]
