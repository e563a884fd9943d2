"""As long as a change can be undone, nobody else gets the address that was left, by whatever door."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from network.importing.enums import Column
from network.importing.facts.importing import NetworkIDs, standings
from network.importing.lines import Line
from network.membership.actions import erase
from network.models import AddressChange, User
from portal.personal_data import as_plain, collect
from tests import mailing
from tests.factories import SupporterFactory, UserFactory
from tests.network.changing_address import HOUR, NEW, OLD, THIRD, address_of, ask, confirm, newest_link, signed_in, undo
from tests.network.typing_in import registration
from tests.queries import counted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

WORDS = "một hai ba cùng đi bộ"


@pytest.fixture
def left(owner: User) -> User:
    ask(signed_in(owner))
    confirm()
    owner.refresh_from_db()  # its sessions have ended
    return owner


@pytest.fixture
def administrator() -> Client:
    client = Client()
    client.force_login(UserFactory(administrator=True))
    client.cookies["django_language"] = "en"
    return client


def account(email: str) -> dict[str, Any]:
    words = {"password1": WORDS, "password2": WORDS}
    return {"email": email, "first_name": "A", "last_name": "B", **words, "groups": [Group.objects.get(name="Desk").pk]}


def test_nobody_registers_with_it(left: User) -> None:
    answer = Client().post("/en/register/check/", registration(email=OLD))

    assert answer["Location"] == "/en/register/done/"
    assert not User.objects.filter(email=OLD).exists()
    undo(newest_link(OLD))


def test_somebody_registers_with_it_after_72_hours(left: User, clock: time_machine.Traveller) -> None:
    clock.shift(72 * HOUR)

    Client().post("/en/register/check/", registration(email=OLD))

    assert User.objects.filter(email=OLD).exists()


def test_nobody_changes_to_it(left: User) -> None:
    other = SupporterFactory(user__email="minh@example.org", language="en").user
    change = signed_in(other)

    ask(change, OLD)

    assert AddressChange.objects.filter(user=other).count() == 1
    assert "wants to get our mail" not in repr([str(mail.body) for mail in _to_the_old()])


def _to_the_old() -> list[Any]:
    return [mail for mail in mailing.delivered() if mail.to == [OLD]]


def test_its_owner_changes_back_to_it(left: User) -> None:
    ask(signed_in(left), OLD)

    confirm(OLD)

    assert address_of(left) == OLD


@pytest.mark.parametrize(("is_own", "is_anothers"), [(True, False), (False, True)])
def test_import_gives_it_to_nobody_else(is_own: bool, is_anothers: bool, left: User) -> None:
    network_id = left.supporter.network_id if is_own else "K-77"
    line = Line(number=1, values={Column.NETWORK_ID: network_id, Column.EMAIL: OLD}, problems=())

    found = standings([line], NetworkIDs.of_everybody(), importers=())

    assert found[1].address_is_anothers is is_anothers


def test_administrator_gives_it_to_nobody(left: User, administrator: Client) -> None:
    answer = administrator.post("/admin/users/new/", account(OLD))

    assert b"This address can&#x27;t be used." in answer.content
    assert not User.objects.filter(email=OLD).exists()


def test_account_made_by_an_administrator_has_an_address_to_confirm(administrator: Client) -> None:
    administrator.post("/admin/users/new/", account(" New＠example.org"))

    assert list(EmailAddress.objects.filter(email=NEW).values_list("primary", "verified")) == [(True, False)]


def test_administrator_changes_no_address(owner: User, administrator: Client) -> None:
    administrator.post(f"/admin/users/edit/{owner.pk}/", {**account(NEW), "first_name": "Lan", "is_active": "on"})

    assert (address_of(owner), owner.first_name) == (OLD, "Lan")


def test_erasing_forgets_both_addresses(left: User) -> None:
    erase(left.supporter, by_id=None, now=timezone.now() + 72 * HOUR)

    assert AddressChange.objects.count() == 0


def test_own_data_name_the_change(left: User) -> None:
    left.refresh_from_db()

    told = as_plain(collect(left.supporter))

    assert (OLD in repr(told), NEW in repr(told)) == (True, True)


def test_console_makes_no_administrator_of_an_address_that_was_left(left: User) -> None:
    with pytest.raises(CommandError, match="kept for somebody"):
        call_command("createsuperuser", email=OLD, interactive=False)

    call_command("createsuperuser", email=THIRD, interactive=False, verbosity=0)

    assert list(User.objects.filter(is_superuser=True).values_list("email", flat=True)) == [THIRD]


@pytest.mark.usefixtures("left")
def test_registering_with_a_reserved_address_shows_in_no_quota_and_by_no_time() -> None:
    outcomes, work = [], []
    for email in (OLD, "nobody@example.org"):
        with counted() as queries:
            Client().post("/en/register/check/", registration(email=email))
        work.append(len(queries))
        asked = [Client().post("/en/account/login/code/", {"email": email}) for _time in range(3)]
        outcomes.append([answer.status_code for answer in asked])

    assert outcomes == [[302, 302, 200]] * 2
    # One short question more, whether mail may go there, besides a password that is hashed slowly.
    assert work[0] - work[1] == 1
