"""A cohort on its facilitator's phone. It is Friday 15 May 2026."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from network.models import Supporter
from portal.audit import AuditEntry
from portal.mail import OutboxMail
from sessions.models import Cohort, Membership
from tests.factories import SupporterFactory, UserFactory
from tests.queries import Queries
from tests.sessions.learning_together import DAY, NOW, a_cohort, a_member, a_workshop, answer, book, keys_of, watch
from tests.sessions.made import CohortFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


@pytest.fixture
def facilitator(client: Client) -> Supporter:
    supporter: Supporter = SupporterFactory(experienced=True, language="en")
    client.force_login(supporter.user)
    return supporter


@pytest.fixture
def cohort(facilitator: Supporter) -> Cohort:
    cohort = a_cohort(lectures=2, required_workshops=1)
    cohort.facilitators.add(facilitator)
    return cohort


def address(cohort: Cohort, rest: str = "") -> str:
    return f"/en/meet/cohorts/{cohort.pk}/members/{rest}"


def page(client: Client, cohort: Cohort) -> str:
    return str(client.get(address(cohort)).content.decode())


def press(client: Client, cohort: Cohort, member: Membership | None = None) -> Any:
    rest = f"{member.pk}/remind/" if member else "remind/"
    return client.post(address(cohort, rest), {"idempotency_key": str(uuid4())}, follow=True)


def mailed() -> set[int]:
    return set(OutboxMail.objects.filter(kind="consultations.nudge").values_list("recipient__supporter", flat=True))


def test_page_says_who_lags_and_why_with_who_needs_a_word_first(client: Client, cohort: Cohort) -> None:
    first, second = keys_of(cohort)
    workshop = a_workshop(cohort, NOW - DAY)
    waits, missed, fine = (a_member(cohort, shared_name=name) for name in ("Waits", "Missed", "Fine"))
    watch(waits.supporter, first)
    answer(waits.supporter, second)
    book(waits.supporter, workshop, "attended")
    book(missed.supporter, workshop, "no_show")
    for key in (first, second):
        answer(fine.supporter, key)
    book(fine.supporter, workshop, "attended")

    html = page(client, cohort)

    assert html.index("Missed</h3>") < html.index("Waits</h3>") < html.index("Fine</h3>")
    assert "Missed workshop: Workshop" in html
    assert "Not begun: Bài 1, Bài 2" in html
    assert "Watched, but no survey: Bài 1" in html
    assert (html.count("Needs a word"), html.count("On the way")) == (2, 1)
    assert f'href="/en/meet/meetings/{workshop.key}/hour/"' in html
    assert ("<title>My page" in html, 'content="noindex"' in html) == (True, True)


def test_page_shows_nothing_that_people_did_not_share(client: Client, cohort: Cohort) -> None:
    secret = SupporterFactory(name="Nguyen Secret", telephone="090-9999-0000")
    silent = a_member(cohort, supporter=secret)
    a_member(cohort, shared_name="Mai", shared_contact="LINE: mai", supporter=SupporterFactory(name="Real Mai"))
    a_member(cohort, shared_name="Invited", invited=True)
    a_member(cohort, shared_name="Removed", state="left")
    a_member(cohort, shared_name="Gone", supporter=SupporterFactory(left=True))

    html = page(client, cohort)

    assert [word for word in (str(silent.supporter), "Mai", "LINE: mai") if word not in html] == []
    hidden = ("Nguyen Secret", "090-9999", secret.user.email, "Real Mai", "Invited", "Removed", "Gone")
    assert [word for word in hidden if word in html] == []


def test_facilitator_who_sees_contacts_is_on_record(client: Client, cohort: Cohort) -> None:
    a_member(cohort, shared_name="Mai")
    page(client, cohort)
    assert AuditEntry.objects.filter(verb="contacts seen").count() == 0

    a_member(cohort, shared_name="Lan", shared_contact="LINE: lan")
    page(client, cohort)
    assert list(AuditEntry.objects.filter(verb="contacts seen").values_list("object_ref")) == [(str(cohort.pk),)]


def test_facilitators_of_another_cohort_and_members_find_nothing(client: Client, cohort: Cohort) -> None:
    member = a_member(cohort)
    other = CohortFactory()
    stranger = SupporterFactory(experienced=True)
    other.facilitators.add(stranger)
    gone = SupporterFactory(left=True)
    cohort.facilitators.add(gone)

    for person in (stranger, member.supporter, gone):
        client.force_login(person.user)
        assert client.get(address(cohort)).status_code == 404
        assert (press(client, cohort).status_code, press(client, cohort, member).status_code) == (404, 404)
    assert mailed() == set()


def test_coordinators_may_look_in_and_other_staff_may_not(client: Client, cohort: Cohort) -> None:
    a_member(cohort, shared_name="Lan of Saitama")
    for group, status in (("Coordinators", 200), ("Auditors", 404), ("Editors", 404)):
        client.force_login(UserFactory(groups=[group]))
        answer = client.get(address(cohort))
        assert (answer.status_code, "Lan of Saitama" in answer.text) == (status, status == 200)


def test_strangers_sign_in_first(client: Client) -> None:
    cohort = CohortFactory()

    for response in (client.get(address(cohort)), client.post(address(cohort, "remind/"))):
        assert response["Location"].startswith("/en/account/login/")


def test_one_press_reminds_all_who_lag_and_a_second_one_nobody(client: Client, cohort: Cohort) -> None:
    lagging = [a_member(cohort), a_member(cohort)]
    fine = a_member(cohort)
    for key in keys_of(cohort):
        answer(fine.supporter, key)

    assert "2 people get a friendly mail." in press(client, cohort).content.decode()
    assert mailed() == {one.supporter_id for one in lagging}

    again = press(client, cohort).content.decode()
    assert "Nobody was written to." in again
    assert "Reminded: Friday, 15 May 2026" in again
    assert OutboxMail.objects.filter(kind="consultations.nudge").count() == 2


def test_one_member_is_reminded_alone(client: Client, cohort: Cohort) -> None:
    one, _other = a_member(cohort), a_member(cohort)

    assert "1 person gets a friendly mail." in press(client, cohort, one).content.decode()
    assert mailed() == {one.supporter_id}


def test_member_of_another_cohort_is_not_reminded(client: Client, cohort: Cohort) -> None:
    elsewhere = a_member(a_cohort(required_workshops=1))

    assert press(client, cohort, elsewhere).status_code == 404
    assert mailed() == set()


def test_reminders_go_by_post_alone(client: Client, cohort: Cohort) -> None:
    member = a_member(cohort)

    assert client.get(address(cohort, f"{member.pk}/remind/")).status_code == 405
    assert client.get(address(cohort, "remind/")).status_code == 405
    assert mailed() == set()


def test_page_asks_as_many_queries_for_thirty_members_as_for_one(
    client: Client, facilitator: Supporter, count_queries: Callable[[], AbstractContextManager[Queries]]
) -> None:
    cohort = a_cohort(lectures=6, required_workshops=4)
    cohort.facilitators.add(facilitator)
    workshops = [a_workshop(cohort, NOW + number * DAY, number=number + 10) for number in (-3, -2, -1, 5)]
    key = keys_of(cohort)[0]

    def asked(members: int) -> int:
        for _number in range(members):
            person = a_member(cohort, shared_contact="…").supporter
            watch(person, key)
            book(person, workshops[0], "attended")
        with count_queries() as counted:
            page(client, cohort)
        return len(counted)

    asked(1)  # fills the cache of structure
    asked(0)
    assert (asked(0), asked(29)) == (12, 12)
