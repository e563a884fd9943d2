"""Two colleagues at the same two records, or at the import that brought one of them, at once."""

from __future__ import annotations

import os
from functools import partial

import pytest
from django.test import Client
from django.utils import timezone

from network.importing.actions.undoing import start_undoing
from network.importing.enums import ImportState
from network.importing.locks import NotNowError
from network.membership.joining.actions import CannotJoinError, join_records, propose_joining
from network.models import FormerNetworkID, JoiningProposal, MemberImport, Supporter
from portal.audit import AuditEntry
from tests.databases import Copy
from tests.factories import UserFactory
from tests.network.bringing_in import INDEX, choose, columns, start, upload
from tests.network.racing import Work, together
from tests.network.spreadsheets import csv_file, member
from tests.network.two_records import CONFIRMER, PROPOSER, online, outcome

pytestmark = [pytest.mark.race, pytest.mark.parametrize("round_", range(int(os.environ.get("RACE_ROUNDS", "1"))))]

ADDRESS = "racer@example.org"


def brought_in() -> MemberImport:
    """A list that names, under an older ID, somebody who has registered online."""
    desk = Client()
    desk.force_login(UserFactory(groups=["Desk"]))
    desk.post(INDEX, upload(csv_file(member("RACE-1", "Lan", email=ADDRESS))))
    sent = MemberImport.objects.latest("pk")
    choose(desk, sent, columns())
    start(desk, sent)
    sent.refresh_from_db()
    assert sent.state == ImportState.DONE
    return sent


def registered_online() -> Supporter:
    return online(network_id="RACE0002", user__email=ADDRESS)


def proposed(registered: Supporter) -> JoiningProposal:
    listed = Supporter.objects.get(network_id="RACE-1")
    return propose_joining(listed, registered, reason="asked by telephone", by_id=PROPOSER, now=timezone.now())


def confirming(proposal: JoiningProposal, by_id: int = CONFIRMER) -> Work:
    seen = outcome(proposal.staying, proposal.joining)
    return partial(join_records, proposal, outcome=seen, by_id=by_id, now=timezone.now())


def undoing(done: MemberImport, by_id: int = CONFIRMER) -> Work:
    return partial(start_undoing, done, by_id=by_id, now=timezone.now())


def people() -> list[tuple[str, str]]:
    racers = Supporter.objects.filter(network_id__startswith="RACE")
    return list(racers.values_list("network_id", "user__email"))


def recorded(verb: str) -> int:
    return AuditEntry.objects.filter(verb=verb).count()


def test_joining_is_confirmed_once(race_database: Copy, round_: int) -> None:
    registered = registered_online()
    brought_in()
    proposal = proposed(registered)
    before = recorded("records joined")

    done = together([confirming(proposal, by_id) for by_id in range(1, 9)], refusals=CannotJoinError)

    assert sorted(done) == [False] * 7 + [True]
    assert people() == [("RACE-1", ADDRESS)]
    assert recorded("records joined") == before + 1


def test_joining_confirmed_while_the_import_is_undone_leaves_one_person(race_database: Copy, round_: int) -> None:
    registered = registered_online()
    brought = brought_in()
    proposal = proposed(registered)

    is_joined, is_undone = together([confirming(proposal), undoing(brought)], refusals=CannotJoinError)
    if not is_joined:
        # Refused while a worker undoes; the record is in use by its proposal, so it stays and is joined afterwards.
        confirming(proposal)()

    assert is_undone
    brought.refresh_from_db()
    assert (brought.state, JoiningProposal.objects.count()) == (ImportState.UNDONE, 0)
    assert people() == [("RACE-1", ADDRESS)]
    former = FormerNetworkID.objects.filter(network_id__startswith="RACE")
    assert list(former.values_list("network_id", "supporter__network_id")) == [("RACE0002", "RACE-1")]
    registered.user.refresh_from_db()
    assert registered.user.is_active


def test_import_is_undone_once(race_database: Copy, round_: int) -> None:
    brought = brought_in()
    before = recorded("import being undone")

    done = together([undoing(brought, by_id) for by_id in range(1, 9)], refusals=NotNowError)

    brought.refresh_from_db()
    assert sorted(done) == [False] * 7 + [True]
    assert (brought.state, brought.done, people()) == (ImportState.UNDONE, 1, [])
    assert recorded("import being undone") == before + 1
    assert recorded("removed by undoing an import") == 1
    assert list(FormerNetworkID.objects.filter(network_id="RACE-1").values_list("supporter", flat=True)) == [None]
