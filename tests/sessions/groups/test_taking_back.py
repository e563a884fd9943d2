"""Who has applied for a cohort takes the application back on their own page. It is noon of Friday 15 May 2026."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from network.models import Supporter
from portal.audit import AuditEntry
from sessions.groups.actions import admit
from tests.sessions.learning_together import NOW, a_member, states
from tests.sessions.made import CohortFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]

LIST = "/en/meet/cohorts/"


def read(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_applicant_takes_it_back_by_a_button_and_by_no_link(client: Client, person: Supporter) -> None:
    membership = a_member(CohortFactory(), supporter=person, applied=True)
    page = f"{LIST}{membership.cohort_id}/take-back/"

    assert f'href="{page}"' in read(client, LIST)
    assert ("Take back your application?" in read(client, page), states()) == (True, ["applied"])

    key = str(uuid4())
    ways = [client.post(page, {"idempotency_key": key}, follow=True).redirect_chain for _press in range(2)]
    assert (ways, states()) == ([[(LIST, 302)]] * 2, ["withdrawn"])
    assert AuditEntry.objects.filter(verb="membership withdrawn", actor_id=person.user_id).count() == 1


def test_it_can_be_sent_again(client: Client, person: Supporter) -> None:
    membership = a_member(CohortFactory(), supporter=person, applied=True)
    client.post(f"{LIST}{membership.cohort_id}/take-back/", {"idempotency_key": str(uuid4())})

    client.post(f"{LIST}{membership.cohort_id}/apply/", {"idempotency_key": str(uuid4()), "declares_training": "on"})

    assert states() == ["applied"]


def test_old_page_of_an_application_taken_back_says_that_nothing_was_sent(client: Client, person: Supporter) -> None:
    cohort, sent = CohortFactory(), {"idempotency_key": str(uuid4())}
    client.post(f"{LIST}{cohort.pk}/apply/", sent, follow=True)
    client.post(f"{LIST}{cohort.pk}/take-back/", {"idempotency_key": str(uuid4())}, follow=True)

    same = client.post(f"{LIST}{cohort.pk}/apply/", sent, follow=True)
    other = client.post(f"{LIST}{cohort.pk}/apply/", {**sent, "declares_training": "on"}, follow=True)

    assert [[str(message) for message in answer.context["messages"]] for answer in (same, other)] == [
        ["This page was sent before. Nothing was done now: what stands, you see here."],
        [
            (
                "This was not sent: the same form had arrived before. What has become of it, you see here. If "
                "something has to be changed and you find no button for that, call the office."
            )
        ],
    ]
    assert states() == ["withdrawn"]


def test_who_was_let_in_meanwhile_stays_in(client: Client, person: Supporter) -> None:
    membership = a_member(CohortFactory(), supporter=person, applied=True)
    admit(membership, by_id=None, now=NOW)

    answer = client.post(f"{LIST}{membership.cohort_id}/take-back/", {"idempotency_key": str(uuid4())})

    assert (states(), "You are in this group already." in answer.content.decode()) == (["member"], True)


@pytest.mark.parametrize("state", [{"state": "declined"}, {"invited": True}])
def test_there_is_nothing_to_take_back(client: Client, person: Supporter, state: dict[str, Any]) -> None:
    membership = a_member(CohortFactory(), supporter=person, **state)
    page = f"{LIST}{membership.cohort_id}/take-back/"

    assert f'href="{page}"' not in read(client, LIST)
    assert "There is no application any more." in read(client, page)
    assert "There is no application any more." in client.post(page, {"idempotency_key": str(uuid4())}).content.decode()


def test_application_of_somebody_else_is_as_good_as_none(client: Client, person: Supporter) -> None:
    membership = a_member(CohortFactory(), applied=True)
    page = f"{LIST}{membership.cohort_id}/take-back/"

    assert [client.get(page).status_code, client.post(page).status_code] == [404, 404]
    assert states() == ["applied"]
