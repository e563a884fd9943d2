"""A member leaves a cohort on their own page. It is noon of Friday 15 May 2026, in Tokyo."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from network.models import Supporter
from portal.names import Name
from sessions.models import Membership
from tests.factories import SupporterFactory
from tests.sessions.learning_together import a_cohort, a_member, states
from tests.sessions.made import CohortFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]

LIST = "/en/meet/cohorts/"


def read(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_member_leaves_by_a_button_and_by_no_link(client: Client, person: Supporter) -> None:
    membership = a_member(CohortFactory(), supporter=person)
    own = f"{LIST}{membership.cohort_id}/"
    leave = f"{own}leave/"

    assert f'href="{leave}"' in read(client, own)
    assert ("Leave this group?" in read(client, leave), states()) == (True, ["member"])

    key = str(uuid4())
    ways = [client.post(leave, {"idempotency_key": key}, follow=True).redirect_chain for _press in range(2)]
    assert (ways, states()) == ([[(LIST, 302)]] * 2, ["left"])

    too_late = client.post(leave, {"idempotency_key": str(uuid4())})
    assert "You are not in this group" in too_late.content.decode()


def test_who_has_completed_is_told_that_they_stay(client: Client, person: Supporter) -> None:
    membership = a_member(CohortFactory(), supporter=person, completed=True)
    own = f"{LIST}{membership.cohort_id}/"

    assert f'href="{own}leave/"' not in read(client, own)
    assert "or you have completed the training" in read(client, f"{own}leave/")


@pytest.mark.parametrize("state", [None, "invited", "applied"])
def test_leaving_is_not_there_for_who_is_no_member(client: Client, person: Supporter, state: str | None) -> None:
    cohort = CohortFactory()
    if state is not None:
        a_member(cohort, supporter=person, **{state: True})

    answers = [client.get(f"{LIST}{cohort.pk}/leave/"), client.post(f"{LIST}{CohortFactory().pk}/leave/")]
    client.post(f"{LIST}{cohort.pk}/leave/", {"idempotency_key": str(uuid4())})

    assert [answer.status_code for answer in answers] == [404, 404]
    assert list(Membership.objects.values_list("state", flat=True)) == ([state] if state else [])


@pytest.mark.parametrize("page", ["", "sharing/", "leave/"])
def test_who_has_left_the_cohort_reads_so_and_finds_the_way_back(client: Client, person: Supporter, page: str) -> None:
    left = a_member(a_cohort(lectures=1, name=Name.of("Walkers")), supporter=person, state="left")
    a_member(left.cohort, supporter=SupporterFactory(), shared_name="Hải Yến")

    answer = client.get(f"{LIST}{left.cohort_id}/{page}")

    html, status = answer.content.decode(), answer.status_code
    assert ("You are no longer in this group." in html, "Walkers" in html, status) == (True, True, 403)
    assert f'href="{LIST}"' in html
    assert ("Hải Yến" in html, "Bài 1" in html) == (False, False)


def test_member_who_has_left_the_network_reads_so(client: Client) -> None:
    gone = a_member(CohortFactory(), supporter=SupporterFactory(left=True))
    a_member(gone.cohort, supporter=SupporterFactory(), shared_name="Hải Yến")
    client.force_login(gone.supporter.user)

    answer = client.get(f"{LIST}{gone.cohort_id}/")

    html, status = answer.content.decode(), answer.status_code
    assert ("Your registration has ended." in html, "Hải Yến" in html, status) == (True, False, 403)
