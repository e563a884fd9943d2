"""The office's list names, under an older ID, somebody who has registered online: a file from practice."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from django.test import Client

from network.importing.enums import Column, Outcome
from network.models import FormerNetworkID, MemberImport, Supporter
from tests.factories import SupporterFactory, UserFactory
from tests.network.bringing_in import INDEX, Office, choose, outcomes, upload

pytestmark = pytest.mark.django_db

FILE = Path(__file__).parent.parent / "cases" / "already_registered.csv"
COLUMNS = (Column.NETWORK_ID, Column.NAME, Column.EMAIL)
CHOSEN = {"usual_language": "ja", **{f"column_{place}": column.value for place, column in enumerate(COLUMNS)}}


def brought_in(office: Office) -> MemberImport:
    office.client.post(INDEX, upload(FILE.read_bytes(), FILE.name))
    sent = MemberImport.objects.latest("pk")
    choose(office.client, sent, CHOSEN)
    return office.start(sent)


def test_member_of_the_file_is_joined_with_who_registered_online(office: Office) -> None:
    online = SupporterFactory(user__email="learner@example.org", name="Demo Learner", network_id="7K3M92QX")

    done = brought_in(office)

    listed = Supporter.objects.get(network_id="A-500")
    between = f"/admin/supporters/join/{listed.pk}/with/{online.pk}/"
    report = office.client.get(f"{INDEX}{done.pk}/").text
    assert (outcomes(done), listed.user) == ([(2, Outcome.NEW, [])], None)
    assert "Registered online as 7K3M92QX, with this address." in report
    assert f'href="{between}"' in report

    office.client.post(between, {"idempotency_key": str(uuid.uuid4()), "reason": "asked by telephone"})
    colleague = Client()
    colleague.force_login(UserFactory(groups=["Desk"]))
    shown = colleague.get(between).context
    confirm = f"/admin/supporters/joinings/{shown['proposal'].pk}/confirm/"
    colleague.post(confirm, {"outcome": shown["joining"].outcome})

    [person] = Supporter.objects.all()
    assert (person.network_id, person.user) == ("A-500", online.user)
    assert list(FormerNetworkID.objects.values_list("network_id", "supporter")) == [("7K3M92QX", person.pk)]


def test_file_sent_again_after_the_joining_changes_nothing(office: Office) -> None:
    SupporterFactory(user__email="learner@example.org", name="Demo Learner", network_id="A-500")

    assert outcomes(brought_in(office)) == [(2, Outcome.SAME, [])]
    assert Supporter.objects.count() == 1
