"""Something is done with a record that has become one with another since its page was shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from network.membership.actions import confirm_experience, erase, leave
from network.models import Supporter
from portal.audit import AuditEntry
from tests.factories import PASSWORD
from tests.network.two_records import NOW, join, joined_once_read, listed, online

pytestmark = pytest.mark.django_db

DONE = ["left", "erased", "experience confirmed"]
HERE = "Meanwhile the record was joined with this one, so nothing was done. If it is still to be done, do it here."
ONCE_MORE = (
    "Your two records have just become one, so nothing was done. If you still want it, confirm it here once more."
)


def done() -> list[str]:
    return list(AuditEntry.objects.filter(verb__in=DONE).values_list("verb", flat=True))


def told(answer: Any) -> list[str]:
    return [str(message).strip() for message in get_messages(answer.wsgi_request)]


@pytest.mark.parametrize("act", [leave, erase])
def test_record_that_is_gone_neither_leaves_nor_is_erased(act: Callable[..., None]) -> None:
    gone = online()
    join(listed(), gone)

    with pytest.raises(Supporter.DoesNotExist):
        act(gone, by_id=None, now=NOW)
    assert done() == []


def test_experience_of_a_record_that_is_gone_is_not_confirmed() -> None:
    gone = online()
    join(listed(), gone)

    with pytest.raises(Supporter.DoesNotExist):
        confirm_experience(gone, by_id=None, now=NOW, reason="")
    assert done() == []


@pytest.mark.parametrize("page", ["leave", "erase"])
def test_desk_is_led_to_the_record_that_stays(colleague: Client, page: str) -> None:
    staying, gone = listed(), online()

    with joined_once_read(staying, gone, times=2):
        answer = colleague.post(f"/admin/supporters/{page}/{gone.pk}/", {"network_id": "7K3M92QX"})

    assert answer["Location"] == f"/admin/supporters/inspect/{staying.pk}/"
    assert told(answer) == [HERE]
    assert done() == []


@pytest.mark.parametrize("page", ["leave", "erase"])
def test_desk_that_sends_an_older_page_is_led_to_the_record_that_stays(colleague: Client, page: str) -> None:
    staying, gone = listed(), online()
    address = f"/admin/supporters/{page}/{gone.pk}/"
    join(staying, gone)

    answer = colleague.post(address, {"network_id": "7k3m-92qx"})

    assert answer["Location"] == f"/admin/supporters/inspect/{staying.pk}/"
    assert told(answer) == [HERE]
    assert done() == []


def test_desk_that_names_nobody_finds_nobody(colleague: Client) -> None:
    gone = online()
    join(listed(), gone)

    for typed in ("", "BN-1", "\0"):
        answer = colleague.post(f"/admin/supporters/leave/{gone.pk}/", {"network_id": typed}, follow=True)
        assert answer.status_code == 404


def test_desk_that_confirms_experience_is_led_to_the_record_that_stays(colleague: Client) -> None:
    staying, gone = listed(), online()

    with joined_once_read(staying, gone, times=1):
        answer = colleague.post(f"/admin/supporters/confirm-experience/{gone.pk}/")

    assert answer["Location"] == f"/admin/supporters/inspect/{staying.pk}/"
    assert told(answer) == [HERE]
    assert done() == []


@pytest.mark.parametrize("page", ["leave", "erase"])
def test_member_is_asked_once_more(client: Client, page: str) -> None:
    staying, own = listed(), online()
    client.force_login(own.user)
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    address = f"/en/my/data/{page}/"

    with joined_once_read(staying, own, times=2):
        answer = client.post(address, {"network_id": "7K3M92QX"}, follow=True)

    assert answer.redirect_chain == [(address, 302)]
    assert told(answer) == [ONCE_MORE]
    assert done() == []
