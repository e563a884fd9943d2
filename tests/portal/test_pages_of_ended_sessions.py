"""Somebody has copied what a page may keep with. Once its owner has ended all sessions the copy is worth nothing; of
sessions that ended by themselves nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import timezone

from network.actions.sessions import end_all_sessions
from network.models import User
from portal.drafts import OWNER_FIELD, Draft, draft_of, posted_page
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


def posted(token: str, user: User | AnonymousUser) -> HttpRequest:
    request = RequestFactory().post("/", {"draft_owner": token})
    request.user = user
    return request


@pytest.mark.parametrize("happens", [ends_all, sets_a_password, is_closed, is_erased])
def test_copied_page_dies_with_the_sessions(happens: Callable[[User], None]) -> None:
    user = UserFactory()
    token = draft_of(user.pk, "form").page.signed()

    happens(user)

    assert posted_page(posted(token, AnonymousUser()), "form") is None


def test_owner_who_has_signed_in_again_goes_on_in_a_page_from_before() -> None:
    user = UserFactory()
    page = draft_of(user.pk, "form").page
    token = page.signed()

    ends_all(user)

    assert posted_page(posted(token, User.objects.get(pk=user.pk)), "form") == page


def test_no_door_keeps_for_a_page_from_before_its_owner_ended_all_sessions() -> None:
    doors = [address for address in addresses(everything()) if address.body.startswith(OWNER_FIELD)]

    def keep_as_a_stranger() -> dict[str, int]:
        form = "application/x-www-form-urlencoded"
        return {door.name: Client().post(door.path, door.body, content_type=form).status_code for door in doors}

    with time_machine.travel(NOW, tick=False):
        before = keep_as_a_stranger()
        kept = list(Draft.objects.order_by("pk").values_list("form", "values", "updated_at"))
        for user in User.objects.filter(email__in=[OWNER, FACILITATOR]):
            ends_all(user)
        after = keep_as_a_stranger()

    assert (set(before.values()), set(after.values())) == ({204}, {403})
    assert list(Draft.objects.order_by("pk").values_list("form", "values", "updated_at")) == kept


def test_signing_out_everywhere_takes_the_draft_from_whoever_copied_the_page() -> None:
    owner, stranger = Client(), Client()
    user = SupporterFactory().user
    owner.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
    token = owner.get(NEW_REFERRAL).context["form"].initial["draft_owner"]
    owner.post(f"{NEW_REFERRAL}keep/", {"draft_owner": token, "need": "somebody who explains a letter"})

    owner.post("/en/my/sign-out/")
    answers = [
        stranger.post(f"{NEW_REFERRAL}{door}", {"draft_owner": token, "need": need}).status_code
        for door in ("keep/", "")
        for need in ("", "words of the stranger")
    ]

    assert answers == [403, 403, 302, 302]
    assert draft_of(user.pk, "referral").values["need"] == ["somebody who explains a letter"]
