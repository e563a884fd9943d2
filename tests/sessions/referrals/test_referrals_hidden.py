"""What of a referral the rest of the office does not see, and what nobody does through Wagtail's own doors."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from network.people.rules.codes import in_groups
from sessions.models import Referral
from sessions.referrals.enums import ReferralState
from tests.factories import UserFactory
from tests.sessions.made import ReferralFactory
from tests.sessions.secret_referrals import desk, key, leaked, of_the_office, secret_referral

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def test_auditor_sees_the_list_and_never_the_texts(client: Client) -> None:
    of_the_office(client, "Auditors")
    referral = secret_referral()
    code = in_groups(referral.consultee_code.code)
    pages = [client.get(reverse("referrals:index")), client.get(desk("inspect", referral))]

    assert [page.status_code for page in pages] == [200, 200]
    assert [leaked(page.text, code, "Show the need") for page in pages] == [[], []]


@pytest.mark.parametrize("name", ["card", "take_on", "candidates", "change", "close", "take_back"])
def test_auditor_does_nothing_at_the_desk(client: Client, name: str) -> None:
    of_the_office(client, "Auditors")
    referral = secret_referral(state=ReferralState.RAISED)
    for answer in (client.get(desk(name, referral)), client.post(desk(name, referral), key(outcome="accompanied"))):
        assert answer.status_code in (302, 405)
        assert leaked(answer.text) == []

    referral.refresh_from_db()
    assert referral.state == ReferralState.RAISED


@pytest.mark.parametrize("group", ["Editors", "Desk", "Claims officers", "Treasurers"])
def test_others_of_the_office_see_no_referral(client: Client, group: str) -> None:
    referral = secret_referral()
    of_the_office(client, group)
    answers = [client.get(reverse("referrals:index")), client.get(desk("inspect", referral))]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, "/admin/")] * 2


@pytest.mark.parametrize("verb", ["add", "edit", "delete", "history", "usage", "copy"])
def test_referral_is_not_written_through_wagtail(client: Client, verb: str) -> None:
    referral = ReferralFactory()
    client.force_login(UserFactory(administrator=True))

    address = f"/admin/referrals/{verb}/{referral.pk}/"
    answers = [client.get(address, follow=True), client.post(address, {"need": "another"}, follow=True)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert list(Referral.objects.values_list("pk", "need")) == [(referral.pk, referral.need)]


def test_list_is_not_exported(client: Client) -> None:
    of_the_office(client, "Coordinators")
    referral = secret_referral()

    answer = client.get(f"{reverse('referrals:index')}?export=csv", follow=True)

    assert (answer.status_code, str(referral) in answer.text) == (404, False)
