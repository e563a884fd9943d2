"""Members of the office's list who have registered online too."""

from __future__ import annotations

import pytest
from django.test import Client

from network.models import FormerNetworkID, ImportLine, Supporter
from tests.network.bringing_in import INDEX, Office, outcomes
from tests.network.membership.joining_at_the_desk import between, confirm, proposed
from tests.network.spreadsheets import member
from tests.network.two_records import online

pytestmark = pytest.mark.django_db


def test_listed_member_who_registered_online_leads_to_joining(office: Office, colleague: Client) -> None:
    new = online()
    line = member("A-500", "Lan", email="lan@example.org", telephone="090-0000-0001")

    checked = office.check(line)
    said = "Registered online as 7K3M92QX, with this address. It is left out here: join the two records."
    assert outcomes(checked) == [(2, "new", [])]
    assert said in office.client.get(f"{INDEX}{checked.pk}/").text
    done = office.start(checked)
    old = Supporter.objects.get(network_id="A-500")
    assert (old.user, ImportLine.objects.get().fills) == (None, ["name", "telephone"])
    assert between(old, new) in office.client.get(f"{INDEX}{done.pk}/").text
    assert said in office.client.get(f"{INDEX}{done.pk}/report/").content.decode()

    proposal = proposed(office.client, old, new)
    confirm(colleague, proposal)

    old.refresh_from_db()
    assert (old.network_id, old.user, old.telephone) == ("A-500", new.user, "09000000001")
    assert outcomes(office.imported(line)) == [(2, "same", [])]
    assert outcomes(office.imported(member(new.network_id, "Lan"))) == [(2, "same", [])]
    assert "/with/" not in office.client.get(f"{INDEX}{done.pk}/").text


def test_joined_record_is_not_removed_by_undoing_the_import(office: Office, colleague: Client) -> None:
    new = online()
    done = office.imported(member("A-500", "Lan", email="lan@example.org"))
    old = Supporter.objects.get(network_id="A-500")
    proposal = proposed(office.client, old, new)
    confirm(colleague, proposal)

    office.undo(done)

    assert list(Supporter.objects.all()) == [old]
    assert FormerNetworkID.objects.get().supporter == old
    assert done.lines.get().stays == [["", "changed"], ["", "login_used"], ["", "in_use"]]
