"""What already lay in the old mailbox opens nothing, once its owner has said that somebody else reads it."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from network.models import AddressChange, User
from network.people.addresses.actions import ask_for_the_owner, let_address_change
from network.people.addresses.enums import AskedBy
from tests import mailing
from tests.factories import PASSWORD, UserFactory
from tests.headings import heading
from tests.network.changing_address import (
    NEW,
    NOW,
    OLD,
    SIGN_IN,
    SILENTLY,
    THIRD,
    address_of,
    ask,
    confirm,
    newest_link,
    signed_in,
    where_it_leads,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

MY = "/en/my/"


def with_a_code(client: Client) -> str:
    client.post("/en/account/login/code/", {"email": OLD})
    found = re.search(r"signing in: (\S+)", mailing.newest())
    assert found is not None
    return found[1]


def with_a_reset_link() -> str:
    Client().post("/en/account/password/reset/", {"email": OLD})
    return newest_link(OLD)


def status_by_code(client: Client, code: str) -> int:
    client.post("/en/account/login/code/confirm/", {"code": code})
    return client.get(MY).status_code


def test_reset_link_asked_for_before_dies_with_the_silent_asking(owner: User) -> None:
    browser = signed_in(owner)  # before the link, which dies when somebody signs in
    link = with_a_reset_link()

    ask(browser, page=SILENTLY)

    assert "token_fail" in Client().get(link, follow=True).context


def test_sign_in_code_asked_for_before_dies_with_the_silent_asking(owner: User) -> None:
    reader = Client()
    code = with_a_code(reader)

    ask(signed_in(owner), page=SILENTLY)

    assert status_by_code(reader, code) == 302


def test_sessions_that_the_old_mailbox_has_opened_end_with_the_silent_asking(owner: User) -> None:
    reader = Client()
    assert status_by_code(reader, with_a_code(reader)) == 200

    ask(signed_in(owner), page=SILENTLY)

    assert reader.get(MY).status_code == 302


def test_who_asked_silently_stays_signed_in_under_a_new_cookie(owner: User) -> None:
    browser, thief = signed_in(owner), Client()
    thief.cookies["sessionid"] = browser.cookies["sessionid"].value

    ask(browser, page=SILENTLY)

    assert [where_it_leads(client) for client in (browser, thief)] == [(200, ""), (302, SIGN_IN)]


def test_silent_asking_by_the_desk_ends_every_session(owner: User) -> None:
    reader, desk = Client(), Client()
    code = with_a_code(reader)
    link = with_a_reset_link()
    desk.force_login(UserFactory(groups=["Desk"]))

    desk.post(
        f"/admin/supporters/address/{owner.supporter.pk}/", {"email": NEW, "asked_by": "in_person", "is_silent": "on"}
    )

    assert "token_fail" in Client().get(link, follow=True).context
    assert status_by_code(reader, code) == 302


def test_asking_that_the_old_mailbox_hears_of_ends_no_session(owner: User) -> None:
    elsewhere = Client()
    elsewhere.post("/en/account/login/", {"login": OLD, "password": PASSWORD})

    ask(signed_in(owner))

    assert where_it_leads(elsewhere) == (200, "")


def test_what_lies_in_the_old_mailbox_dies_when_the_change_takes_effect(owner: User) -> None:
    reader = Client()
    ask(signed_in(owner))
    link, code = with_a_reset_link(), with_a_code(reader)

    confirm()

    assert "token_fail" in Client().get(link, follow=True).context
    assert status_by_code(reader, code) == 302


def test_undo_link_of_an_earlier_change_dies_with_the_silent_asking(owner: User) -> None:
    ask(signed_in(owner))
    confirm()
    link = newest_link(OLD)
    owner.refresh_from_db()

    ask(signed_in(owner), THIRD, page=SILENTLY)

    assert Client().post(link).status_code == 410
    assert address_of(owner) == NEW


def test_undo_link_stays_dead_when_the_silent_change_has_taken_effect(owner: User) -> None:
    ask(signed_in(owner))
    confirm()
    link = newest_link(OLD)
    owner.refresh_from_db()
    ask(signed_in(owner), THIRD, page=SILENTLY)
    Client().post(newest_link(THIRD))
    change = AddressChange.objects.latest("pk")
    let_address_change(change, asked_by=AskedBy.IN_PERSON, by_id=UserFactory(groups=["Desk"]).pk, now=NOW)

    assert Client().post(link).status_code == 410
    assert address_of(owner) == THIRD


def test_desk_replaces_a_silent_asking_by_a_silent_one_alone(owner: User) -> None:
    ask(signed_in(owner), page=SILENTLY)
    colleague = UserFactory(groups=["Desk"])

    ask_for_the_owner(owner, THIRD, is_silent=False, asked_by=AskedBy.IN_PERSON, by_id=colleague.pk, now=timezone.now())

    assert [change.is_silent for change in AddressChange.objects.open(timezone.now())] == [True]
    assert [mail for mail in mailing.delivered() if mail.to == [OLD]] == []


@pytest.mark.parametrize(
    "page", ["/en/my/address/", "/en/account/password/set/", "/en/account/2fa/totp/activate/", "/en/my/prove/"]
)
def test_who_has_no_way_left_to_show_who_they_are_calls_the_office(page: str, owner: User) -> None:
    """The app by which they asked is gone since, and a mailed code shows nothing."""
    browser = signed_in(owner)
    ask(browser, page=SILENTLY)
    owner.set_unusable_password()
    owner.save()
    again = Client()
    again.force_login(owner)

    answer = again.get(page, follow=True)

    assert (answer.status_code, "Please call the office" in answer.content.decode()) == (200, True)


def test_calendar_is_shown_to_who_has_no_way_left_to_show_who_they_are(owner: User) -> None:
    ask(signed_in(owner), page=SILENTLY)
    owner.set_unusable_password()
    owner.save()
    again = Client()
    again.force_login(owner)

    page = again.get("/en/meet/calendar/")

    assert (page.status_code, heading(page)) == (200, "Your sessions in your calendar app")
