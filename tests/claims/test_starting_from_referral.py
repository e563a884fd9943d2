"""A claim that begins from an accompaniment the portal knows of. It is Friday 15 May 2026, noon in Tokyo."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from claims.actions import file_claim, resend, return_for_correction, withdraw
from claims.drafts import ClaimDraft
from claims.enums import ReturnReason
from claims.models import Claim
from network.models import Supporter
from network.people.rules.codes import CONSULTEE_CODE_LENGTH, in_groups, make_code
from sessions.models import Offer, Referral
from sessions.referrals.actions.answering import accept, say_accompanied
from sessions.referrals.actions.referring import revoke
from sessions.referrals.enums import OfferState
from tests.claims.made import DETAILS, NOW, a_claim, a_code, lasting
from tests.claims.pages import NEW, post, send
from tests.factories import SupporterFactory
from tests.sessions.made import OfferFactory, ReferralFactory

TODAY = date(2026, 5, 15)
JOINS = "Your claim joins a visit"
MORNING = {"start_time": "09:00", "end_time": "10:30", "end_day": ""}


@pytest.fixture
def found(supporter: Supporter) -> Offer:
    return accept(OfferFactory(supporter=supporter, referral__languages=["vi"]), now=NOW)


@pytest.fixture
def went(found: Offer) -> Offer:
    return say_accompanied(found, TODAY, now=NOW)


def begin(client: Client, offer: Offer, **typed: str) -> Any:
    return client.post(f"{NEW}from/{offer.referral.reference}/", typed)


def draft(supporter: Supporter) -> ClaimDraft:
    return ClaimDraft(supporter.user_id or 0)


def test_first_page_suggests_own_accompaniments(signed_in: Client, went: Offer) -> None:
    accept(OfferFactory(), now=NOW)

    answer = signed_in.get(f"{NEW}start/")

    (suggestion,) = answer.context["suggestions"]
    assert (suggestion.reference, suggestion.where, suggestion.matter, suggestion.day) == (
        went.referral.reference,
        "Lawyer or consultation desk (Tokyo)",
        "Labour",
        "Friday, 15 May 2026",
    )
    assert in_groups(went.referral.consultee_code.code) not in answer.text
    assert went.referral.need not in answer.text


def test_first_page_without_accompaniments_suggests_nothing(signed_in: Client, supporter: Supporter) -> None:
    OfferFactory(supporter=supporter)

    assert signed_in.get(f"{NEW}start/").context["suggestions"] == []


def test_who_has_guessed_too_often_still_claims_with_the_code_filled_in(
    signed_in: Client, supporter: Supporter, went: Offer
) -> None:
    for _number in range(10):
        post(signed_in, supporter, "code", code=make_code(CONSULTEE_CODE_LENGTH))
    begin(signed_in, went, replace="yes")
    post(signed_in, supporter, "times", **MORNING)

    send(signed_in)

    assert Claim.objects.get().visit.consultee_code == went.referral.consultee_code


def test_all_but_the_times_is_filled_in(signed_in: Client, supporter: Supporter, went: Offer) -> None:
    assert begin(signed_in, went)["Location"] == f"{NEW}times/"

    post(signed_in, supporter, "times", **MORNING)
    send(signed_in)

    claim = Claim.objects.get()
    visit = claim.visit
    assert (visit.consultee_code, visit.day) == (went.referral.consultee_code, TODAY)
    assert (visit.prefecture, visit.errand, visit.field, visit.language) == ("13", "consultation", "labour", "vi")
    assert (Offer.objects.get().visit, Referral.objects.get().state) == (visit.pk, "closed")
    assert signed_in.get(f"{NEW}start/").context["suggestions"] == []


def test_without_a_day_the_page_about_the_visit_comes_first(
    signed_in: Client, supporter: Supporter, found: Offer
) -> None:
    answer = begin(signed_in, found)

    assert answer["Location"] == f"{NEW}visit/"
    form = signed_in.get(answer["Location"]).context["form"]
    assert (form["errand"].value(), form["day"].value(), form.errors) == ("consultation", None, {})


def test_claim_sent_before_the_word_closes_the_referral_too(
    signed_in: Client, supporter: Supporter, found: Offer
) -> None:
    begin(signed_in, found)
    about = draft(supporter).typed("visit")
    post(signed_in, supporter, "visit", **{**about, "day": "2026-05-15"})
    post(signed_in, supporter, "times", **MORNING)
    send(signed_in)

    offer, referral = Offer.objects.get(), Referral.objects.get()
    assert (offer.visit, offer.accompanied_on) == (Claim.objects.get().visit_id, TODAY)
    assert (referral.state, referral.outcome) == ("closed", "accompanied")


def test_looking_fills_in_nothing(signed_in: Client, supporter: Supporter, went: Offer) -> None:
    answer = signed_in.get(f"{NEW}from/{went.referral.reference}/")

    assert (answer.status_code, answer.context["would_lose"]) == (200, False)
    assert draft(supporter).values == {}


def test_half_typed_claim_is_not_lost_without_being_asked(signed_in: Client, supporter: Supporter, went: Offer) -> None:
    post(signed_in, supporter, "start", way="has_code")
    post(signed_in, supporter, "code", code="7K3")

    answer = begin(signed_in, went)

    assert (answer.status_code, answer.context["would_lose"]) == (200, True)
    assert draft(supporter).typed("code") == {"code": ["7K3"]}

    assert begin(signed_in, went, replace="yes")["Location"] == f"{NEW}times/"
    assert draft(supporter).typed("code") == {"code": [in_groups(went.referral.consultee_code.code)]}


def test_pressing_twice_keeps_what_was_typed_in_between(signed_in: Client, supporter: Supporter, went: Offer) -> None:
    begin(signed_in, went)
    post(signed_in, supporter, "times", **MORNING)
    key = draft(supporter).key

    assert begin(signed_in, went)["Location"] == f"{NEW}check/"
    assert (draft(supporter).key, draft(supporter).typed("times")["start_time"]) == (key, ["09:00"])


def test_draft_that_has_become_another_persons_is_not_taken_for_the_referrals(
    signed_in: Client, supporter: Supporter, went: Offer
) -> None:
    begin(signed_in, went)
    post(signed_in, supporter, "code", code=a_code().code)
    post(signed_in, supporter, "times", **MORNING)

    answer = begin(signed_in, went)

    assert (answer.status_code, answer.context["would_lose"]) == (200, True)
    begin(signed_in, went, replace="yes")
    assert draft(supporter).typed("code") == {"code": [in_groups(went.referral.consultee_code.code)]}


def test_second_supporter_joins_without_typing_a_code(signed_in: Client, supporter: Supporter) -> None:
    referral = ReferralFactory(supporters_wanted=2)
    companion = SupporterFactory(experienced=True)
    for one in (companion, supporter):
        offer = accept(OfferFactory(referral=referral, supporter=one), now=NOW)
    opened = file_claim(companion, referral.consultee_code, DETAILS, lasting(NOW.replace(hour=9)), now=NOW)

    begin(signed_in, offer)
    post(signed_in, supporter, "visit", **{**draft(supporter).typed("visit"), "day": "2026-05-15"})
    post(signed_in, supporter, "times", **MORNING)
    send(signed_in)

    claim = Claim.objects.get(supporter=supporter)
    assert (claim.visit, claim.place, claim.opened_visit) == (opened.visit, 2, False)
    assert list(Offer.objects.values_list("visit", flat=True)) == [opened.visit_id] * 2
    referral.refresh_from_db()
    assert referral.state == "closed"


def test_claim_of_the_other_sent_meanwhile_is_joined(signed_in: Client, supporter: Supporter) -> None:
    referral = ReferralFactory(supporters_wanted=2)
    companion = SupporterFactory(experienced=True)
    for one in (companion, supporter):
        offer = accept(OfferFactory(referral=referral, supporter=one), now=NOW)
    say_accompanied(offer, TODAY, now=NOW)
    begin(signed_in, offer)
    post(signed_in, supporter, "times", **MORNING)
    shown = signed_in.get(f"{NEW}check/")
    opened = file_claim(companion, referral.consultee_code, DETAILS, lasting(NOW.replace(hour=9)), now=NOW)

    answer = signed_in.post(f"{NEW}check/", shown.context["form"].initial, follow=True)

    assert (JOINS in shown.text, JOINS in answer.text) == (False, True)
    assert list(Claim.objects.values_list("visit", flat=True)) == [opened.visit_id] * 2


def test_second_supporter_of_another_hour_has_a_visit_of_their_own(signed_in: Client, supporter: Supporter) -> None:
    referral = ReferralFactory(supporters_wanted=2)
    companion = SupporterFactory(experienced=True)
    for one in (companion, supporter):
        offer = accept(OfferFactory(referral=referral, supporter=one), now=NOW)
    say_accompanied(offer, TODAY, now=NOW)
    opened = file_claim(companion, referral.consultee_code, DETAILS, lasting(NOW.replace(hour=8)), now=NOW)
    begin(signed_in, offer)
    post(signed_in, supporter, "times", start_time="10:00", end_time="11:30", end_day="")

    page = signed_in.get(f"{NEW}check/")
    send(signed_in)

    assert (page.context["refusals"], JOINS in page.text) == ([], False)
    claim = Claim.objects.get(supporter=supporter)
    assert (claim.visit == opened.visit, claim.visit.consultee) == (False, opened.visit.consultee)


def test_nothing_of_the_others_claim_is_filled_in(signed_in: Client, supporter: Supporter) -> None:
    referral = ReferralFactory(supporters_wanted=2)
    companion = SupporterFactory(experienced=True)
    for one in (companion, supporter):
        offer = accept(OfferFactory(referral=referral, supporter=one), now=NOW)
    opened = file_claim(companion, referral.consultee_code, DETAILS, lasting(NOW.replace(hour=9)), now=NOW)

    assert begin(signed_in, offer)["Location"] == f"{NEW}visit/"

    typed = str(draft(supporter).values)
    assert [told for told in ("2026-05-15", in_groups(opened.visit.join_code)) if told in typed] == []


def test_withdrawn_claim_can_be_begun_anew_from_its_referral(
    signed_in: Client, supporter: Supporter, went: Offer
) -> None:
    begin(signed_in, went)
    post(signed_in, supporter, "times", **MORNING)
    send(signed_in)
    first = Claim.objects.get()

    withdraw(first, actor_id=supporter.user_id, now=NOW)

    assert [one.reference for one in signed_in.get(f"{NEW}start/").context["suggestions"]] == [went.referral.reference]
    assert begin(signed_in, went)["Location"] == f"{NEW}times/"
    post(signed_in, supporter, "times", **MORNING)
    send(signed_in)
    again = Claim.objects.live().get()
    assert (again.visit.consultee, Offer.objects.get().visit) == (first.visit.consultee, again.visit_id)


def test_claim_corrected_into_the_others_visit_is_begun_anew_too(
    signed_in: Client, supporter: Supporter, officer_id: int
) -> None:
    referral = ReferralFactory(supporters_wanted=2)
    companion = SupporterFactory(experienced=True)
    for one in (companion, supporter):
        accept(OfferFactory(referral=referral, supporter=one), now=NOW)
    opened = file_claim(companion, referral.consultee_code, DETAILS, lasting(NOW.replace(hour=9)), now=NOW)
    own = file_claim(supporter, referral.consultee_code, DETAILS, lasting(NOW.replace(hour=6)), now=NOW)
    return_for_correction(own, [ReturnReason.TIMES_UNCLEAR], officer_id=officer_id, now=NOW)

    moved = resend(own, lasting(NOW.replace(hour=9)), actor_id=supporter.user_id, now=NOW)
    assert list(Offer.objects.values_list("visit", flat=True)) == [opened.visit_id] * 2

    withdraw(moved, actor_id=supporter.user_id, now=NOW)
    assert [one.reference for one in signed_in.get(f"{NEW}start/").context["suggestions"]] == [referral.reference]


def test_claim_made_anew_for_another_day_corrects_the_word_that_they_went(supporter: Supporter) -> None:
    offer = accept(OfferFactory(supporter=supporter), now=NOW - timedelta(days=3))
    say_accompanied(offer, TODAY - timedelta(days=2), now=NOW)
    code = offer.referral.consultee_code
    first = file_claim(supporter, code, DETAILS, lasting(NOW - timedelta(days=2, hours=3)), now=NOW)
    withdraw(first, actor_id=None, now=NOW)

    file_claim(supporter, code, DETAILS, lasting(NOW - timedelta(days=1, hours=3)), now=NOW)

    assert Offer.objects.get().accompanied_on == TODAY - timedelta(days=1)


@pytest.mark.parametrize("whose", ["asked only", "somebody else's", "revoked", "never was"])
def test_other_accompaniments_are_not_there(signed_in: Client, supporter: Supporter, whose: str) -> None:
    offer = OfferFactory(supporter=SupporterFactory(experienced=True) if "else" in whose else supporter)
    if whose in ("somebody else's", "revoked"):
        accept(offer, now=NOW)
    if whose == "revoked":
        revoke(offer.referral, by_id=None, now=NOW)
    reference = "NOSUCH" if whose == "never was" else offer.referral.reference

    answers = [ask(f"{NEW}from/{reference}/").status_code for ask in (signed_in.get, signed_in.post)]

    assert answers == [404, 404]
    assert draft(supporter).values == {}


def test_strangers_are_asked_to_sign_in(client: Client, went: Offer) -> None:
    address = f"{NEW}from/{went.referral.reference}/"

    assert client.post(address)["Location"] == f"/en/account/login/?next={address}"


def test_refused_claim_links_nothing(signed_in: Client, supporter: Supporter, went: Offer) -> None:
    begin(signed_in, went)
    post(signed_in, supporter, "times", **{**MORNING, "end_time": "09:30"})

    answer = send(signed_in)

    assert len(answer.context["refusals"]) == 1
    assert Offer.objects.get().visit is None


def test_claim_for_another_person_leaves_the_offer_alone(supporter: Supporter, found: Offer) -> None:
    a_claim(supporter)

    offer = Offer.objects.get()
    assert (offer.state, offer.visit, offer.accompanied_on) == (OfferState.WON, None, None)
