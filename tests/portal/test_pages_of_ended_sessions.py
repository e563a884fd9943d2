"""What is typed when a session has ended by itself is kept, in the browser in which its owner signed in last. A copied
page keeps nothing; a copied browser nothing any more once its owner has ended all sessions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import timezone

from network.models import User
from network.people.actions.sessions import end_all_sessions
from portal.drafts import OWNER_FIELD, PAGE_AFTER_THE_SESSION_FOR, Draft, Page, draft_of, posted_page
from tests.ended_sessions import read_last_by
from tests.factories import PASSWORD, SupporterFactory, UserFactory
from tests.things import FACILITATOR, OWNER
from tests.walking import NOW, addresses, everything

pytestmark = pytest.mark.django_db

NEW_REFERRAL = "/en/meet/referrals/new/"


def ends_all(user: User) -> None:
    end_all_sessions(user, by_id=user.pk, now=timezone.now())


def sets_a_password(user: User) -> None:
    user.set_password("words that nobody else knows")
    user.save()


def is_closed(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def is_erased(user: User) -> None:
    User.objects.filter(pk=user.pk).delete()


def posted(page: Page, browser: Client, user: User | AnonymousUser) -> HttpRequest:
    request = RequestFactory().post("/", {OWNER_FIELD: page.signed()})
    request.COOKIES.update({name: morsel.value for name, morsel in browser.cookies.items()})
    request.user = user
    return request


def test_page_is_taken_where_its_owners_session_has_ended_by_itself() -> None:
    user, other = UserFactory(), UserFactory()
    page = draft_of(user.pk, "form").page
    browsers = [read_last_by(user), read_last_by(other), Client()]

    assert [posted_page(posted(page, browser, AnonymousUser()), "form") for browser in browsers] == [page, None, None]


def test_page_may_keep_for_a_day_after_the_session() -> None:
    user = UserFactory()
    with time_machine.travel(NOW, tick=False) as clock:
        page = posted(draft_of(user.pk, "form").page, read_last_by(user), AnonymousUser())
        clock.move_to(NOW + PAGE_AFTER_THE_SESSION_FOR + timedelta(seconds=1))
        assert posted_page(page, "form") is None


def test_page_is_not_taken_from_somebody_else_who_has_signed_in_meanwhile() -> None:
    user = UserFactory()
    page = draft_of(user.pk, "form").page

    assert posted_page(posted(page, read_last_by(user), UserFactory()), "form") is None


@pytest.mark.parametrize("happens", [ends_all, sets_a_password, is_closed, is_erased])
def test_copied_browser_dies_with_the_sessions(happens: Callable[[User], None]) -> None:
    user = UserFactory()
    page, copy = draft_of(user.pk, "form").page, read_last_by(user)

    happens(user)

    assert posted_page(posted(page, copy, AnonymousUser()), "form") is None


def test_owner_who_has_signed_in_again_goes_on_in_a_page_from_before() -> None:
    user = UserFactory()
    page = draft_of(user.pk, "form").page

    ends_all(user)

    assert posted_page(posted(page, Client(), User.objects.get(pk=user.pk)), "form") == page


def test_every_door_keeps_in_the_owners_browser_alone_and_until_all_sessions_end() -> None:
    doors = [address for address in addresses(everything()) if address.body.startswith(OWNER_FIELD)]
    users = User.objects.filter(email__in=[OWNER, FACILITATOR])
    own = [read_last_by(user) for user in users]

    def keep(browsers: list[Client]) -> dict[str, list[int]]:
        form = "application/x-www-form-urlencoded"
        return {
            door.name: sorted(browser.post(door.path, door.body, content_type=form).status_code for browser in browsers)
            for door in doors
        }

    with time_machine.travel(NOW, tick=False):
        of_strangers, of_the_owner = keep([Client()]), keep(own)
        kept = list(Draft.objects.order_by("pk").values_list("form", "values", "updated_at"))
        for user in users:
            ends_all(user)
        after = keep(own)

    assert {str(answers) for answers in of_strangers.values()} == {"[403]"}
    assert {str(answers) for answers in of_the_owner.values()} == {"[204, 403]"}
    assert {str(answers) for answers in after.values()} == {"[403, 403]"}
    assert list(Draft.objects.order_by("pk").values_list("form", "values", "updated_at")) == kept


def test_who_copied_a_page_overwrites_nothing() -> None:
    owner, stranger = Client(), Client()
    user = SupporterFactory().user
    owner.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
    token = owner.get(NEW_REFERRAL).context["form"].initial[OWNER_FIELD]
    owner.post(f"{NEW_REFERRAL}keep/", {OWNER_FIELD: token, "need": "somebody who explains a letter"})

    answers = [
        stranger.post(f"{NEW_REFERRAL}{door}", {OWNER_FIELD: token, "need": need}).status_code
        for door in ("keep/", "")
        for need in ("", "words of the stranger")
    ]

    assert answers == [403, 403, 302, 302]
    assert draft_of(user.pk, "referral").values["need"] == ["somebody who explains a letter"]
