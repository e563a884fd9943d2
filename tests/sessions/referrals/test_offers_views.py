"""What a supporter sees who is asked to go along. It is Friday 15 May 2026, noon in Tokyo."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from network.models import Supporter
from network.people.rules.codes import in_groups
from portal.audit import AuditEntry
from portal.forms import IdempotentForm
from portal.mail import OutboxMail
from sessions.models import DeclaredConflict, Offer
from sessions.referrals.actions.answering import accept
from sessions.referrals.actions.referring import end, revoke
from sessions.referrals.enums import OfferState, ReferralState
from tests.factories import UserFactory
from tests.headings import NOT_OPEN, heading
from tests.sessions.made import DURING_SIGN_UP as NOW
from tests.sessions.made import OfferFactory
from tests.sessions.referrals.offers import HELP, page, private_words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]

TODAY = date(2026, 5, 15)
PAGES = ["", "accept/", "decline/", "card/", "give-back/", "accompanied/"]


@pytest.fixture
def asked(supporter: Supporter) -> Offer:
    return OfferFactory(supporter=supporter, referral__community="vietnamese", referral__origin_wish="not_wanted")


@pytest.fixture
def found(asked: Offer) -> Offer:
    return accept(asked, now=NOW)


def post(client: Client, offer: Offer, name: str, **typed: Any) -> Any:
    return client.post(page(offer, name), {"idempotency_key": str(uuid.uuid4()), **typed})


def state(offer: Offer) -> str:
    return Offer.objects.get(pk=offer.pk).state


def test_thin_card_tells_enough_to_answer_by(signed_in: Client, asked: Offer) -> None:
    text = signed_in.get(page(asked)).text

    expected = (
        "Lawyer or consultation desk",
        "Tokyo",
        "Labour",
        "Vietnamese",
        "Within two weeks",
        "Sunday, 17 May 2026",
    )
    assert [word for word in expected if word not in text] == []
    assert [word for word in private_words(asked) if word in text] == []


def test_looking_accepts_nothing(signed_in: Client, asked: Offer) -> None:
    answers = [signed_in.get(page(asked, name)).status_code for name in ("", "accept/", "decline/")]

    assert answers == [200, 302, 200]
    assert state(asked) == "open"


def test_accepting_opens_the_card(signed_in: Client, asked: Offer) -> None:
    answer = signed_in.post(page(asked, "accept/"), {"idempotency_key": str(uuid.uuid4())}, follow=True)

    assert answer.redirect_chain == [(page(asked), 302), (page(asked, "card/"), 302)]
    assert state(asked) == "won"


def test_double_click_accepts_once(signed_in: Client, asked: Offer) -> None:
    key = str(uuid.uuid4())

    answers = [post(signed_in, asked, "accept/", idempotency_key=key)["Location"] for _twice in range(2)]

    assert answers == [page(asked)] * 2
    assert OutboxMail.objects.count() == 1


@pytest.mark.parametrize("key", ["", "no key", "\x00"])
def test_post_without_a_key_accepts_nothing(signed_in: Client, asked: Offer, key: str) -> None:
    assert post(signed_in, asked, "accept/", idempotency_key=key)["Location"] == page(asked)
    assert state(asked) == "open"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"state": OfferState.TAKEN}, "Somebody else answered a little earlier. Thank you all the same."),
        ({"open_until": NOW}, "The time to answer is over, and somebody else is asked."),
        ({"state": OfferState.WITHDRAWN}, "You are not needed for this any more."),
    ],
)
def test_too_late_gets_a_kind_page(signed_in: Client, asked: Offer, change: dict[str, Any], sentence: str) -> None:
    Offer.objects.filter(pk=asked.pk).update(**change)
    before = state(asked)

    answer = signed_in.post(page(asked, "accept/"), {"idempotency_key": str(uuid.uuid4())}, follow=True)

    assert (answer.status_code, answer.context["sentences"], state(asked)) == (200, [sentence], before)
    assert [word for word in (*private_words(asked), "Lawyer", "Labour") if word in answer.text] == []


def test_declining_asks_no_reason(signed_in: Client, asked: Offer) -> None:
    answer = signed_in.post(page(asked, "decline/"), {"idempotency_key": str(uuid.uuid4())}, follow=True)

    assert answer.context["sentences"] == ["You have told us that you can't go. Thank you for your answer."]
    assert (state(asked), DeclaredConflict.objects.count()) == ("declined", 0)


def test_declining_for_good_is_a_tick(signed_in: Client, asked: Offer, supporter: Supporter) -> None:
    post(signed_in, asked, "decline/", never_again="on")

    conflict = DeclaredConflict.objects.get()
    assert (conflict.supporter, conflict.consultee) == (supporter, asked.referral.consultee_code.consultee)


def test_whole_card_is_for_who_was_found(signed_in: Client, found: Offer, supporter: Supporter) -> None:
    answer = signed_in.get(page(found, "card/"))

    shown = (found.referral.need, in_groups(found.referral.consultee_code.code))
    assert [word for word in shown if word not in answer.text] == []
    assert [word for word in private_words(found)[3:] if word in answer.text] == []
    assert "no-store" in answer["Cache-Control"]
    assert "<title>My page" in answer.text
    seen = AuditEntry.objects.filter(verb="referral card seen")
    assert list(seen.values_list("actor_id", flat=True)) == [supporter.user_id]


def test_card_of_an_open_offer_is_closed(signed_in: Client, asked: Offer) -> None:
    answer = signed_in.get(page(asked, "card/"))

    assert answer.context["sentences"] == ["You do not go along with this person, or not any more."]
    assert [word for word in private_words(asked) if word in answer.text] == []


@pytest.mark.parametrize("way", ["closed", "revoked", "given back"])
def test_nothing_is_left_of_the_card_when_it_is_over(signed_in: Client, found: Offer, way: str) -> None:
    if way == "closed":
        end(found.referral, "no_longer_needed", by_id=None, now=NOW)
    elif way == "revoked":
        revoke(found.referral, by_id=None, now=NOW)
    else:
        post(signed_in, found, "give-back/")

    answers = [signed_in.get(page(found, name), follow=True) for name in PAGES if name != "decline/"]

    assert [answer.status_code for answer in answers] == [200] * 5
    assert [word for answer in answers for word in private_words(found) if word in answer.text] == []
    assert not AuditEntry.objects.filter(verb="referral card seen").exists()


def test_giving_back_closes_the_card_and_goes_on_with_the_search(signed_in: Client, found: Offer) -> None:
    assert signed_in.get(page(found, "give-back/")).status_code == 200

    assert post(signed_in, found, "give-back/", never_again="on")["Location"] == page(found, "card/")

    found.referral.refresh_from_db()
    assert (state(found), found.referral.state) == ("withdrawn", ReferralState.SEARCHING)
    assert DeclaredConflict.objects.count() == 1


def test_day_of_going_along_is_today_unless_told(signed_in: Client, found: Offer) -> None:
    assert 'value="2026-05-15"' in signed_in.get(page(found, "accompanied/")).text

    answer = post(signed_in, found, "accompanied/", day="２０２６/０５/１５")

    assert answer["Location"] == page(found, "accompanied/")
    assert Offer.objects.get().accompanied_on == TODAY
    assert "You went along on Friday, 15 May 2026." in signed_in.get(answer["Location"]).text


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("2026-05-16", "This day has not come yet. Tell us after you have gone along."),
        ("2026-05-14", "This is before Friday, 15 May 2026, the day on which you said that you go along."),
        ("yesterday", "Give the date as year, month and day, like 2026-04-30."),
        ("", "This field is required."),
    ],
)
def test_wrong_day_is_told_and_stays_typed(signed_in: Client, found: Offer, typed: str, error: str) -> None:
    form = post(signed_in, found, "accompanied/", day=typed).context["form"]

    assert (form.errors, form["day"].value()) == ({"day": [error]}, typed)
    assert Offer.objects.get().accompanied_on is None


def test_saying_it_twice_changes_nothing(signed_in: Client, found: Offer) -> None:
    for _twice in range(2):
        assert post(signed_in, found, "accompanied/", day="2026-05-15")["Location"] == page(found, "accompanied/")

    assert AuditEntry.objects.filter(verb="accompanied").count() == 1


@pytest.mark.parametrize(
    ("name", "typed", "other"),
    [
        ("accompanied/", {"day": "2026-05-15"}, {"day": "2026-05-16"}),
        ("give-back/", {}, {"never_again": "on"}),
    ],
)
def test_page_sent_again_with_something_else_is_told(
    signed_in: Client, found: Offer, name: str, typed: dict[str, str], other: dict[str, str]
) -> None:
    """The first answer was lost on the way."""
    shown = {"idempotency_key": str(uuid.uuid4())}
    first = post(signed_in, found, name, **typed, **shown)

    same = signed_in.get(post(signed_in, found, name, **typed, **shown)["Location"])
    changed = post(signed_in, found, name, **other, **shown)

    assert changed["Location"] == first["Location"]
    told = [list(map(str, page.context["messages"])) for page in (same, signed_in.get(changed["Location"]))]
    assert told == [[], [str(IdempotentForm.NOT_SENT)]]
    assert DeclaredConflict.objects.count() == 0


@pytest.mark.skipif(not apps.is_installed("claims"), reason="nobody pays for accompanying")
def test_having_gone_along_leads_to_the_claim(signed_in: Client, found: Offer) -> None:
    post(signed_in, found, "accompanied/", day="2026-05-15")

    text = signed_in.get(page(found, "accompanied/")).text

    assert f'action="/en/claims/new/from/{found.referral.reference}/"' in text


@pytest.mark.skipif(apps.is_installed("claims"), reason="claims are asked about")
def test_without_claims_going_along_is_thanked_for(signed_in: Client, found: Offer) -> None:
    post(signed_in, found, "accompanied/", day="2026-05-15")

    assert "claim" not in signed_in.get(page(found, "accompanied/")).text.lower()


@pytest.mark.parametrize("name", PAGES)
def test_offer_of_somebody_else_is_not_there(signed_in: Client, name: str) -> None:
    other = OfferFactory()

    assert signed_in.get(page(other, name)).status_code == 404
    assert post(signed_in, other, name).status_code in (404, 405)
    assert state(other) == "open"


@pytest.mark.parametrize("name", PAGES)
def test_strangers_are_asked_to_sign_in(client: Client, asked: Offer, name: str) -> None:
    assert client.get(page(asked, name))["Location"] == f"/en/account/login/?next={page(asked, name)}"


def test_login_without_registration_is_told_so(client: Client) -> None:
    client.force_login(UserFactory())

    answer = client.get(HELP)

    assert (answer.status_code, heading(answer)) == (403, NOT_OPEN)
