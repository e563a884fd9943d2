"""What anybody can set going who knows an imported address is no use of its login."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from network.importing.enums import Undone
from network.models import BrowserSession, Supporter, User
from tests.factories import SupporterFactory
from tests.network.bringing_in import FULL, Office, network_ids, undone
from tests.network.spreadsheets import member
from tests.network.typing_in import KNOWN, fill_in, last_page

pytestmark = pytest.mark.django_db

SIGN_IN = "/en/account/login/"
CONFIRM = f"{SIGN_IN}code/confirm/"


def ask_for_a_code(stranger: Client) -> None:
    stranger.post(f"{SIGN_IN}code/", {"email": KNOWN})
    assert stranger.get(CONFIRM).status_code == 200


def guess_a_code(stranger: Client) -> None:
    ask_for_a_code(stranger)
    stranger.post(CONFIRM, {"code": "XXXXXX"})


def guess_a_password(stranger: Client) -> None:
    assert stranger.post(SIGN_IN, {"login": KNOWN, "password": "a way to walk"}).status_code == 200


def ask_for_a_new_password(stranger: Client) -> None:
    assert stranger.post("/en/account/password/reset/", {"email": KNOWN}).status_code == 302


def make_a_link_up(stranger: Client) -> None:
    user = User.objects.get(email=KNOWN)
    stranger.get(f"/en/account/password/reset/key/{user.pk}-made-up/", follow=True)
    stranger.post("/en/account/confirm-email/made-up/")


def register_with_the_address(stranger: Client) -> None:
    fill_in(stranger, reach={"email": KNOWN})
    assert stranger.post("/en/register/check/", last_page(stranger))["Location"] == "/en/register/done/"


def ask_for_the_registration_again(stranger: Client) -> None:
    stranger.post("/en/register/send-again/", {"email": KNOWN})


def code_of(client: Client) -> str:
    return str(client.session["account_login"]["state"]["stages"]["login_by_code"]["data"]["code"])


STRANGERS = [
    *(ask_for_a_code, guess_a_code, guess_a_password, ask_for_a_new_password, make_a_link_up),
    *(register_with_the_address, ask_for_the_registration_again),
]


@pytest.mark.parametrize("act", STRANGERS)
def test_stranger_keeps_no_new_member_from_being_removed(office: Office, act: Callable[[Client], None]) -> None:
    done = office.imported(FULL)
    act(Client())

    assert undone(office.undo(done)) == [(2, Undone.REMOVED, [])]
    assert not User.objects.filter(email=KNOWN).exists()


@pytest.mark.parametrize("act", STRANGERS)
def test_stranger_keeps_no_filled_in_login(office: Office, act: Callable[[Client], None]) -> None:
    lan = SupporterFactory(network_id="BN-1", name="Lan", user=None)
    done = office.imported(member("BN-1", "Lan", email=KNOWN))
    act(Client())

    assert undone(office.undo(done)) == [(2, Undone.RESTORED, [])]
    lan.refresh_from_db()
    assert lan.user is None


def test_sign_in_that_was_begun_ends_with_the_login(office: Office) -> None:
    done = office.imported(FULL)
    stranger = Client()
    ask_for_a_code(stranger)
    code = code_of(stranger)
    office.undo(done)

    stranger.post(CONFIRM, {"code": code})

    assert "_auth_user_id" not in stranger.session
    assert not BrowserSession.objects.filter(user__email=KNOWN).exists()


def test_code_that_was_typed_is_use_of_the_login(office: Office) -> None:
    done = office.imported(FULL)
    owner = Client()
    ask_for_a_code(owner)
    owner.post(CONFIRM, {"code": code_of(owner)})
    owner.post("/en/account/logout/")

    assert undone(office.undo(done)) == [(2, Undone.STAYS, [["", "login_used"]])]
    assert network_ids() == ["BN-1"]


def test_who_is_signed_in_stays(office: Office) -> None:
    done = office.imported(FULL)
    Client().force_login(Supporter.objects.get(network_id="BN-1").user)

    assert undone(office.undo(done)) == [(2, Undone.STAYS, [["", "login_used"]])]
