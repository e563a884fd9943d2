"""What is sent while nobody is signed in any more waits for its writer, and for nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from network.models import Supporter, User
from network.people.actions.sessions import end_all_sessions
from portal.models import UnsentForm
from portal.unsent import MOST_FORMS
from tests.factories import PASSWORD, SupporterFactory, UserFactory
from tests.network.sending_late import (
    ASK,
    NOW,
    SIGN_IN,
    TYPED,
    UNSENT,
    browser_of,
    kept_on_the_page,
    send,
    session_ends,
    sign_in,
)
from tests.network.showing_codes import recovery_code_of

pytestmark = pytest.mark.django_db


def test_text_sent_after_the_session_ended_is_sent_after_signing_in_again(supporter: Supporter) -> None:
    client = browser_of(supporter.user)
    session_ends(client)

    assert send(client)["Location"] == SIGN_IN
    sign_in(client, supporter.user)
    [(address, typed)] = kept_on_the_page(client)
    assert (address.split("?")[0], typed) == (ASK, TYPED)

    send(client, address, typed)
    assert (kept_on_the_page(client), UnsentForm.objects.count()) == ([], 0)


def test_language_button_of_a_page_without_its_cookie_leads_to_the_other_language() -> None:
    stranger = Client(enforce_csrf_checks=True)

    answers = [
        stranger.post("/vi/register/about/", {"name": "Lan", **pressed}) for pressed in ({"switch_language": "vi"}, {})
    ]

    assert [answer.status_code for answer in answers] == [302, 403]
    assert answers[0]["Location"] == "/vi/register/about/"


def test_form_sent_by_a_language_button_can_be_sent_again_as_any(supporter: Supporter) -> None:
    client = browser_of(supporter.user)
    session_ends(client)
    send(client, typed={**TYPED, "switch_language": "vi"})
    sign_in(client, supporter.user)

    assert [typed for _address, typed in kept_on_the_page(client)] == [TYPED]


def test_row_shows_nothing_of_the_text(supporter: Supporter) -> None:
    client = browser_of(supporter.user)
    session_ends(client)
    send(client)

    [row] = UnsentForm.objects.extra(select={"raw": "typed"}).values("raw", "browser")
    assert ("second line" in row["raw"], client.cookies["unsent_in"].value in row["browser"]) == (False, False)


def test_another_person_on_the_same_phone_sees_nothing_of_it(supporter: Supporter) -> None:
    client = browser_of(supporter.user)
    session_ends(client)
    send(client)
    sign_in(client, SupporterFactory().user)

    assert kept_on_the_page(client) == []
    assert client.post(f"{UNSENT}{UnsentForm.objects.get().pk}/").status_code == 302
    assert UnsentForm.objects.count() == 1


def test_same_person_on_another_phone_sees_nothing_of_it(supporter: Supporter) -> None:
    client = browser_of(supporter.user)
    session_ends(client)
    send(client)

    assert kept_on_the_page(browser_of(supporter.user)) == []


def test_thrown_away_it_is_gone(supporter: Supporter) -> None:
    client = browser_of(supporter.user)
    session_ends(client)
    send(client)
    sign_in(client, supporter.user)
    client.post(f"{UNSENT}{UnsentForm.objects.get().pk}/")

    assert UnsentForm.objects.count() == 0


def test_it_waits_for_a_day(supporter: Supporter) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = browser_of(supporter.user)
        session_ends(client)
        send(client)
        sign_in(client, supporter.user)
        clock.shift(timedelta(hours=23, minutes=59))
        assert len(kept_on_the_page(client)) == 1
        clock.shift(timedelta(minutes=1))
        assert kept_on_the_page(client) == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Mode": "cors"},
    ],
)
def test_what_another_site_or_a_script_sends_is_not_kept(supporter: Supporter, headers: dict[str, str]) -> None:
    client = browser_of(supporter.user)
    session_ends(client)

    assert send(client, **headers)["Location"] == f"/en/account/login/?next={ASK}"
    assert UnsentForm.objects.count() == 0


@pytest.mark.parametrize(("origin", "kept"), [("http://testserver", 1), ("https://elsewhere.example", 0), ("null", 0)])
def test_older_browsers_tell_the_origin_alone(supporter: Supporter, origin: str, kept: int) -> None:
    client = browser_of(supporter.user)
    session_ends(client)
    client.post(ASK, TYPED, headers={"Origin": origin})

    assert UnsentForm.objects.count() == kept


def test_what_is_sent_after_signing_out_is_not_kept(supporter: Supporter) -> None:
    client = browser_of(supporter.user)
    client.post("/en/account/logout/")
    send(client)

    assert UnsentForm.objects.count() == 0


@pytest.mark.parametrize("how", ["erased", "closed"])
def test_what_is_sent_where_somebody_without_account_signed_in_last_is_not_kept(supporter: Supporter, how: str) -> None:
    user = supporter.user
    client = browser_of(user)
    session_ends(client)
    if how == "erased":
        supporter.delete()
        user.delete()
    else:
        User.objects.update(is_active=False)

    assert send(client)["Location"] == f"/en/account/login/?next={ASK}"
    assert (UnsentForm.objects.count(), client.cookies["last_signed_in"].value) == (0, "")


def test_copied_browser_keeps_nothing_once_its_owner_has_ended_all_sessions(supporter: Supporter) -> None:
    client = browser_of(supporter.user)
    session_ends(client)
    send(client)
    copy = Client()
    copy.cookies.update(client.cookies)

    end_all_sessions(supporter.user, by_id=None, now=timezone.now())
    for number in range(MOST_FORMS):
        send(copy, typed={"name": f"words of a stranger {number}"})
    sign_in(client, supporter.user)

    assert [typed for _address, typed in kept_on_the_page(client)] == [TYPED]


def test_what_is_not_stored_when_it_is_sent_again_still_waits(supporter: Supporter) -> None:
    client = browser_of(supporter.user)
    session_ends(client)
    send(client)
    sign_in(client, supporter.user)
    kept = kept_on_the_page(client)
    mark = kept[0][0].partition("?")[2]

    assert send(client, f"/en/my/data/edit/about/?{mark}", {"name": ""}).status_code == 200
    assert kept_on_the_page(client) == kept


@pytest.mark.parametrize(
    "page", ["data/edit/reach/", "data/edit/about/", "data/leave/", "data/erase/", "account/", "address/"]
)
def test_what_is_sent_about_the_account_itself_is_not_kept(supporter: Supporter, page: str) -> None:
    client = browser_of(supporter.user)
    session_ends(client)
    send(client, f"/en/my/{page}", {"telephone": "070-6666-6666"})

    assert UnsentForm.objects.count() == 0


def test_nothing_is_kept_on_a_shared_phone(supporter: Supporter) -> None:
    client = browser_of(SupporterFactory().user)
    said = {"login": supporter.user.email, "password": PASSWORD, "shared_phone": "on"}
    client.post("/en/account/logout/")
    client.post("/en/account/login/", said)
    session_ends(client)
    send(client)

    assert (UnsentForm.objects.count(), client.cookies["last_signed_in"].value) == (0, "")


def test_text_sent_where_the_second_factor_is_asked_for_is_kept() -> None:
    user = UserFactory(groups=["Editors", "Desk"])
    client = browser_of(user)
    client.post("/en/account/2fa/authenticate/", {"code": recovery_code_of(user)})
    session = client.session
    del session["second_factor"]
    session.save()

    asked = send(client, "/admin/pages/add/portal/standardpage/2/", {"title": "A page"})
    assert asked["Location"] == "/vi/account/2fa/reauthenticate/?next=%2Fvi%2Fmy%2Funsent%2F"
    client.post("/en/account/2fa/reauthenticate/", {"code": recovery_code_of(user)})

    [(address, typed)] = kept_on_the_page(client)
    assert (address.split("?")[0], typed) == ("/admin/pages/add/portal/standardpage/2/", {"title": "A page"})
    assert ">A page</h2>" in client.get(UNSENT).text


def test_page_older_than_the_last_sign_in_is_kept_where_nobody_else_ever_signed_in(supporter: Supporter) -> None:
    """A second tab, in which the same person has signed in again."""
    for others in ([], [SupporterFactory().user]):
        client = Client(enforce_csrf_checks=True)
        for user in [*others, supporter.user]:
            sign_in_with_a_token(client, user)
        answer = send(client, typed={**TYPED, "csrfmiddlewaretoken": "a" * 64})

        assert answer.status_code == (403 if others else 302)
        assert kept_on_the_page(client) == ([] if others else [(answer_address(), TYPED)])


def answer_address() -> str:
    return f"{ASK}?unsent={UnsentForm.objects.get().pk}"


def sign_in_with_a_token(client: Client, user: User) -> None:
    for address, typed in (
        ("/en/account/logout/", {}),
        ("/en/account/login/", {"login": user.email, "password": PASSWORD}),
    ):
        page = client.get("/en/account/login/", follow=True)
        token = page.context["csrf_token"]
        client.post(address, {**typed, "csrfmiddlewaretoken": str(token)})


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 30, "x"])
def test_form_that_is_said_to_be_sent_again_is_sent(supporter: Supporter, number: str) -> None:
    assert send(browser_of(supporter.user), f"{ASK}?unsent={number}")["Location"] == "/en/my/papers/"
