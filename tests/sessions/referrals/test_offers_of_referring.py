"""A new referral is offered to whom the rules would let raise one, and to nobody else."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from network.membership.actions import leave
from network.models import Supporter
from portal.drafts import draft_of
from sessions.models import Referral
from tests.factories import SupporterFactory
from tests.sessions.handing_on import NEW, typed
from tests.sessions.made import DURING_SIGN_UP, ReferralFactory

MY_PAGE, LIST = "/en/my/", "/en/meet/referrals/"
ENDED = "Your registration has ended. The office can tell you how to come back."

pytestmark = pytest.mark.django_db


@pytest.fixture
def supporter(client: Client) -> Supporter:
    made: Supporter = SupporterFactory(experienced=True)
    client.force_login(made.user)
    return made


def say_goodbye(supporter: Supporter) -> None:
    leave(supporter, by_id=None, now=DURING_SIGN_UP)


@pytest.mark.parametrize("page", [MY_PAGE, LIST])
@pytest.mark.parametrize("has_raised", [False, True])
@pytest.mark.parametrize("has_left", [False, True])
def test_new_referral_is_offered_to_members(
    page: str, has_raised: bool, has_left: bool, client: Client, supporter: Supporter
) -> None:
    if has_raised:
        ReferralFactory(raised_by=supporter)
    if has_left:
        say_goodbye(supporter)

    assert (f'href="{NEW}"' in client.get(page).text) is not has_left


def test_begun_referral_is_not_offered_to_who_has_left(client: Client, supporter: Supporter) -> None:
    client.post(NEW, typed(supporter, consented_on=""))
    assert "Continue your referral" in client.get(LIST).text
    say_goodbye(supporter)

    page = client.get(LIST).text

    assert ("Continue your referral" in page, NEW in page, ENDED in page) == (False, False, True)


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_has_left_reads_so_in_place_of_the_form(method: str, client: Client, supporter: Supporter) -> None:
    say_goodbye(supporter)

    answer = getattr(client, method)(NEW, typed(supporter))

    assert (answer.status_code, ENDED in answer.text, "<textarea" in answer.text) == (403, True, False)
    assert not Referral.objects.exists()


def test_what_somebody_asked_for_before_they_left_stays_open_to_them(client: Client, supporter: Supporter) -> None:
    mine = ReferralFactory(raised_by=supporter)
    say_goodbye(supporter)

    assert f"{LIST}{mine.reference}/" in client.get(LIST).text
    assert client.get(f"{LIST}{mine.reference}/").status_code == 200


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_nothing_is_kept_of_what_somebody_who_has_left_types(
    is_signed_in: bool, client: Client, supporter: Supporter
) -> None:
    sent = typed(supporter)
    client.get(NEW)
    say_goodbye(supporter)
    if not is_signed_in:
        client.cookies.pop(settings.SESSION_COOKIE_NAME)

    kept = client.post(f"{NEW}keep/", sent)
    client.post(NEW, sent)

    assert (kept.status_code, draft_of(supporter.user_id or 0, "referral").values) == (403, {})
