"""Going along, and what the room that pays is told. It is Friday 15 May 2026, noon in Tokyo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

import pytest

from network.membership.actions import leave
from network.models import LanguageSpoken
from network.people.enums import LanguageLevel
from network.people.facts import Accompaniment, FiledVisit
from portal.audit import AuditEntry
from portal.refusals import RefusedError
from sessions.models import Offer, Referral
from sessions.referrals.actions.answering import accept, give_back, link_visit, say_accompanied, see_card, unlink_visit
from sessions.referrals.actions.referring import end, revoke
from sessions.referrals.enums import ReferralOutcome, ReferralState
from sessions.referrals.facts import accompaniments
from tests.factories import SupporterFactory
from tests.sessions.made import DURING_SIGN_UP as NOW
from tests.sessions.made import OfferFactory, ReferralFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 5, 15)


def reasons(error: pytest.ExceptionInfo[RefusedError]) -> list[str]:
    return list(error.value.decision.reasons)


def leave_with(offer: Offer, *, by_id: int | None, now: datetime) -> None:
    leave(offer.supporter, by_id=by_id, now=now)


def now_as(referral: Referral) -> tuple[str, bool]:
    referral.refresh_from_db()
    return referral.state, referral.matched_at is not None


def test_referral_ends_when_the_one_found_has_gone_along() -> None:
    offer = OfferFactory()
    accept(offer, now=NOW)

    say_accompanied(offer, TODAY, now=NOW)

    offer.refresh_from_db()
    referral = Referral.objects.get()
    assert (offer.state, offer.accompanied_on) == ("won", TODAY)
    assert (referral.state, referral.outcome, referral.ended_at) == ("closed", "accompanied", NOW)


@pytest.mark.parametrize("stop", [partial(give_back, never_again=False), partial(leave_with, by_id=None)])
def test_referral_ends_when_one_has_gone_along_and_the_other_cannot(stop: Callable[..., object]) -> None:
    referral = ReferralFactory(supporters_wanted=2)
    first, second = OfferFactory.create_batch(2, referral=referral)
    for offer in (first, second):
        accept(offer, now=NOW)
    say_accompanied(first, TODAY, now=NOW)

    stop(second, now=NOW)

    referral.refresh_from_db()
    states = list(referral.offers.order_by("pk").values_list("state", flat=True))
    assert (referral.state, referral.outcome, states) == ("closed", "accompanied", ["won", "withdrawn"])


def test_referral_ends_when_both_have_gone_along() -> None:
    referral = ReferralFactory(supporters_wanted=2)
    both = OfferFactory.create_batch(2, referral=referral)
    for offer in both:
        accept(offer, now=NOW)

    outcomes = []
    for offer in both:
        say_accompanied(offer, TODAY, now=NOW)
        outcomes.append(now_as(referral)[0])

    assert outcomes == ["matched", "closed"]


@pytest.mark.parametrize(
    ("day", "expected"), [(date(2026, 5, 16), ["day_to_come"]), (date(2026, 5, 14), ["day_before_match"])]
)
def test_impossible_day_is_refused(day: date, expected: list[str]) -> None:
    offer = OfferFactory()
    accept(offer, now=NOW)

    with pytest.raises(RefusedError) as error:
        say_accompanied(offer, day, now=NOW)

    assert reasons(error) == expected
    assert now_as(offer.referral) == ("matched", True)


def test_each_look_at_the_card_stands_on_record() -> None:
    offer = OfferFactory()
    accept(offer, now=NOW)
    for _look in range(2):
        see_card(offer, now=NOW)

    seen = AuditEntry.objects.filter(verb="referral card seen")
    assert list(seen.values_list("actor_id", "object_ref")) == [(offer.supporter.user_id, str(offer.referral))] * 2


def test_card_closes_at_the_consultees_wish() -> None:
    offer = OfferFactory()
    accept(offer, now=NOW)
    revoke(offer.referral, by_id=None, now=NOW)

    with pytest.raises(RefusedError) as error:
        see_card(offer, now=NOW)

    assert reasons(error) == ["not_found", "referral_ended"]
    assert not AuditEntry.objects.filter(verb="referral card seen").exists()


def filed(offer: Offer, day: date = TODAY, visit: int = 77) -> FiledVisit:
    return FiledVisit(visit, offer.referral.consultee_code_id, day)


def test_filed_claim_links_the_visit_and_closes_what_is_open() -> None:
    offer = OfferFactory()
    accept(offer, now=NOW)

    link_visit(offer.supporter, filed(offer), now=NOW)

    offer.refresh_from_db()
    assert (offer.visit, offer.accompanied_on) == (77, TODAY)
    assert now_as(offer.referral)[0] == "closed"


@pytest.mark.parametrize("whose", ["somebody else's", "of another person", "before being found", "not found"])
def test_other_claims_are_not_linked(whose: str) -> None:
    offer = OfferFactory()
    if whose != "not found":
        accept(offer, now=NOW)
    supporter = SupporterFactory() if whose == "somebody else's" else offer.supporter
    told_of = filed(OfferFactory() if whose == "of another person" else offer)
    if whose == "before being found":
        told_of = filed(offer, date(2026, 5, 14))

    link_visit(supporter, told_of, now=NOW)

    offer.refresh_from_db()
    assert (offer.visit, offer.accompanied_on) == (None, None)


def test_of_two_accompaniments_the_one_of_that_day_is_linked() -> None:
    referral = ReferralFactory(state=ReferralState.CLOSED, ended_at=NOW)
    again = ReferralFactory(consultee_code=referral.consultee_code, state=ReferralState.CLOSED, ended_at=NOW)
    supporter = SupporterFactory(experienced=True)
    first = OfferFactory(won=True, referral=referral, supporter=supporter, accompanied_on=TODAY)
    second = OfferFactory(won=True, referral=again, supporter=supporter, accompanied_on=date(2026, 5, 16))

    link_visit(supporter, filed(second, date(2026, 5, 16)), now=NOW + timedelta(days=1))

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.visit, second.visit) == (None, 77)


def test_claim_corrects_the_day_that_was_said_before() -> None:
    offer = OfferFactory()
    accept(offer, now=NOW)
    say_accompanied(offer, TODAY, now=NOW)
    tomorrow = TODAY + timedelta(days=1)

    link_visit(offer.supporter, filed(offer, tomorrow), now=NOW + timedelta(days=1))

    offer.refresh_from_db()
    assert (offer.visit, offer.accompanied_on) == (77, tomorrow)


def test_claim_that_is_taken_back_lets_the_accompaniment_be_claimed_for_anew() -> None:
    offer, other = OfferFactory.create_batch(2)
    for number, one in enumerate((offer, other), start=77):
        accept(one, now=NOW)
        link_visit(one.supporter, filed(one, visit=number), now=NOW)

    unlink_visit(offer.supporter, 77, now=NOW)

    assert list(Offer.objects.order_by("pk").values_list("visit", "accompanied_on")) == [(None, TODAY), (78, TODAY)]
    entry = AuditEntry.objects.get(verb="visit unlinked")
    assert (entry.actor_id, entry.changes["visit"]) == (offer.supporter.user_id, 77)


def test_accompaniment_is_told_without_need_or_wish() -> None:
    offer = OfferFactory(referral__languages=["ne", "vi"])
    LanguageSpoken.objects.create(supporter=offer.supporter, language="vi", level=LanguageLevel.FLUENT)
    accept(offer, now=NOW)

    referral = offer.referral
    expected = Accompaniment(referral.reference, referral.consultee_code_id, "13", "consultation", "labour", "vi")
    assert accompaniments(offer.supporter, NOW) == [expected]


def test_accompaniment_is_told_until_it_is_claimed_for() -> None:
    offer = OfferFactory()
    accept(offer, now=NOW)
    say_accompanied(offer, TODAY, now=NOW)
    assert [one.day for one in accompaniments(offer.supporter, NOW)] == [TODAY]
    assert accompaniments(offer.supporter, NOW + timedelta(days=63)) == []

    link_visit(offer.supporter, filed(offer), now=NOW)

    assert accompaniments(offer.supporter, NOW) == []


@pytest.mark.parametrize(
    ("outcome", "expected"), [(ReferralOutcome.ACCOMPANIED, 1), (ReferralOutcome.NO_LONGER_NEEDED, 0)]
)
def test_accompaniment_is_told_when_the_office_closes_it_as_gone_along(outcome: str, expected: int) -> None:
    offer = OfferFactory()
    accept(offer, now=NOW)
    end(offer.referral, outcome, by_id=None, now=NOW)

    assert len(accompaniments(offer.supporter, NOW)) == expected
