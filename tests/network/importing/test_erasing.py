"""Whose data are erased stands in no file that waits to be imported (D5)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from network.importing.enums import ImportState
from network.membership.actions import erase
from network.models import FormerNetworkID, MemberImport, Supporter
from portal.audit import AuditEntry
from portal.refusals import RefusedError
from tests.factories import PASSWORD, SupporterFactory
from tests.network.bringing_in import INDEX, Office, network_ids, start, undone, upload
from tests.network.spreadsheets import member

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 15, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        member("BN-1", "Lan", telephone="090-0000-0001"),
        member("ｂｎ 1", "Lan", telephone="090-0000-0001"),
        member("BN-9", "Lan", telephone="090-0000-0001"),
        member("BN-3", "Lan", email="Lan@example.org"),
        member("BN-3", "Lan", email="lan@example.org（自宅）"),
        member("BN-3", "Lan", email="other@example.org; ＬＡＮ@example.org"),
        member("BN-3", "Lan", email="mailto:lan@example.org"),
        member("BN-3", "Lan", telephone="自宅lan@example.org."),
        member("BN-3", "bn-0001"),
    ],
)
@pytest.mark.parametrize("step", ["send", "check"])
def test_file_that_speaks_of_the_erased_is_forgotten(office: Office, line: list[str], step: str) -> None:
    lan = SupporterFactory(network_id="BN-1", user__email="lan@example.org")
    FormerNetworkID.objects.create(network_id="BN-9", supporter=lan)
    FormerNetworkID.objects.create(network_id="BN-0001", supporter=lan)
    getattr(office, step)(line)
    other = getattr(office, step)(member("BN-2", "Hoa", email="hoa@example.org"))

    erase(lan, by_id=None, now=NOW)

    assert list(MemberImport.objects.all()) == [other]


@pytest.mark.parametrize(
    "address", ["milan@example.org", "lan@example.org.vn", "lan@example.orgs", "l-lan@example.org"]
)
def test_file_of_others_stays_though_an_address_is_within_another(office: Office, address: str) -> None:
    other = office.check(member("BN-2", "Hoa", email=address))

    erase(SupporterFactory(network_id="BN-1", user__email="lan@example.org"), by_id=None, now=NOW)

    assert list(MemberImport.objects.all()) == [other]


def test_short_id_counts_in_the_column_of_ids_alone(office: Office) -> None:
    other = office.check(member("BN-2", "7", telephone="7"))
    office.check(member("7", "Lan"))

    erase(SupporterFactory(network_id="7"), by_id=None, now=NOW)

    assert list(MemberImport.objects.all()) == [other]


def test_file_of_unsure_encoding_is_forgotten_however_its_address_stands_there(office: Office) -> None:
    content = "会員番号,氏名,メール\nBN-3,蘭,ｌａｎ@example.org（自宅）\n".encode("cp932")
    office.client.post(INDEX, upload(content))

    erase(SupporterFactory(network_id="BN-1", user__email="lan@example.org"), by_id=None, now=NOW)

    assert not MemberImport.objects.exists()


def test_forgetting_a_file_is_on_record(office: Office) -> None:
    sent = office.send(member("BN-1", "Lan"))

    erase(SupporterFactory(network_id="BN-1"), by_id=5, now=NOW)

    assert AuditEntry.objects.filter(verb="import forgotten").values_list("object_ref", "actor_id").get() == (
        f"#{sent.pk}",
        5,
    )


def start_without_worker(office: Office, *lines: list[str]) -> MemberImport:
    running = office.check(*lines)
    start(office.client, running)
    running.refresh_from_db()
    assert running.state == ImportState.RUNNING
    return running


def test_erasing_waits_while_members_are_imported(office: Office) -> None:
    lan = SupporterFactory(network_id="BN-1")
    running = start_without_worker(office, member("BN-1", "Lan"), member("BN-2", "Hoa"))

    with pytest.raises(RefusedError):
        erase(lan, by_id=None, now=NOW)

    assert list(MemberImport.objects.all()) == [running]
    lan.refresh_from_db()
    assert (lan.left_on, lan.erased_on) == (None, None)


def test_erasing_waits_while_an_import_is_undone(office: Office) -> None:
    done = office.imported(member("BN-1", "Lan"), member("BN-2", "Hoa"))
    MemberImport.objects.update(state=ImportState.UNDOING, done=0)

    with pytest.raises(RefusedError):
        erase(Supporter.objects.get(network_id="BN-1"), by_id=None, now=NOW)

    MemberImport.objects.update(state=ImportState.DONE, done=2)
    office.undo(done)
    assert undone(done) == [(2, "removed", []), (3, "removed", [])]
    assert network_ids() == []


def test_pages_say_that_erasing_waits_for_the_import_and_leaving_does_not(office: Office) -> None:
    lan = SupporterFactory(network_id="BN-1")
    start_without_worker(office, member("BN-2", "Hoa"))
    client = Client()
    assert lan.user is not None
    client.force_login(lan.user)
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})

    assert "Wait until that is over." in office.client.get(f"/admin/supporters/erase/{lan.pk}/").text
    assert "The office is working on its list of members" in client.get("/en/my/data/erase/").text
    client.post("/en/my/data/leave/", {"network_id": "BN-1"})

    lan.refresh_from_db()
    assert (lan.left_on is None, lan.erased_on) == (False, None)
