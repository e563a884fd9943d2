"""Supporters answer, and give back. It is Friday 15 May 2026, noon in Tokyo."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from network.consultees.actions import issue_consultee_code
from network.membership.actions import leave
from network.models import LanguageSpoken, Supporter
from network.people.enums import LanguageLevel, SpokenLanguage
from portal.audit import AuditEntry
from portal.mail import OutboxMail
from portal.refusals import RefusedError
from sessions.models import DeclaredConflict, Offer, Referral
from sessions.referrals.actions.answering import accept, decline, give_back, lapse_offers, see_card, withdraw_all_of
from sessions.referrals.actions.referring import end
from sessions.referrals.enums import OfferState, ReferralOutcome, ReferralState
from sessions.referrals.facts import accompaniments, current
from sessions.referrals.rules.offers import Reason
from tests.factories import SupporterFactory
from tests.meanwhile import meanwhile
from tests.sessions.made import DURING_SIGN_UP as NOW
from tests.sessions.made import OfferFactory, ReferralFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 5, 15)


def speaker() -> Supporter:
    """Could be asked next."""
    supporter = SupporterFactory(experienced=True)
    LanguageSpoken.objects.create(
        supporter=supporter, language=SpokenLanguage.VIETNAMESE, level=LanguageLevel.MOTHER_TONGUE
    )
    return supporter


def states(referral: Referral) -> list[tuple[str, int | None]]:
    return list(Offer.objects.filter(referral=referral).order_by("pk").values_list("state", "place"))


def told() -> list[tuple[int, str]]:
    mails = OutboxMail.objects.order_by("pk").values_list("recipient_id", "dedupe_key")
    return [(recipient, key.removeprefix("consultations.news:")) for recipient, key in mails]


def verbs() -> list[tuple[str, int | None]]:
    return list(AuditEntry.objects.order_by("pk").values_list("verb", "actor_id"))


def reasons(error: pytest.ExceptionInfo[RefusedError]) -> list[str]:
    return list(error.value.decision.reasons)


def now_as(referral: Referral) -> tuple[str, bool]:
    referral.refresh_from_db()
    return referral.state, referral.matched_at is not None


def test_first_one_wins_and_all_others_are_told() -> None:
    referral = ReferralFactory()
    first, second = OfferFactory.create_batch(2, referral=referral)
    declined = OfferFactory(referral=referral, state=OfferState.DECLINED)
    OutboxMail.objects.all().delete()

    accept(first, now=NOW)

    assert states(referral) == [("won", 1), ("taken", None), ("declined", None)]
    assert now_as(referral) == ("matched", True)
    assert sorted(told()) == sorted(
        [(second.supporter.user_id, f"offer:{second.pk}:taken"), (first.supporter.user_id, f"offer:{first.pk}:won")]
    )
    assert declined.supporter.user_id not in [recipient for recipient, _key in told()]
    assert verbs()[-1] == ("offer won", first.supporter.user_id)


def test_two_are_found_where_two_are_wanted() -> None:
    referral = ReferralFactory(supporters_wanted=2)
    first, second, third = OfferFactory.create_batch(3, referral=referral)

    accept(first, now=NOW)
    assert now_as(referral) == ("searching", False)
    accept(second, now=NOW)

    assert now_as(referral) == ("matched", True)
    assert states(referral) == [("won", 1), ("won", 2), ("taken", None)]
    with pytest.raises(RefusedError) as error:
        accept(third, now=NOW)
    assert reasons(error) == ["taken"]


def test_place_given_back_is_taken_again() -> None:
    referral = ReferralFactory(supporters_wanted=2)
    first, second, third = OfferFactory.create_batch(3, referral=referral)
    accept(first, now=NOW)
    give_back(first, never_again=False, now=NOW)
    accept(second, now=NOW)
    accept(third, now=NOW)

    assert states(referral) == [("withdrawn", None), ("won", 1), ("won", 2)]


@pytest.mark.parametrize(
    ("offer", "expected"),
    [
        ({"open_until": NOW}, ["lapsed"]),
        ({"state": OfferState.LAPSED}, ["lapsed"]),
        ({"state": OfferState.DECLINED}, ["declined"]),
        ({"state": OfferState.WITHDRAWN}, ["withdrawn"]),
        ({"referral__state": ReferralState.CLOSED, "referral__ended_at": NOW}, ["referral_ended"]),
        ({"supporter__left": True}, ["has_left"]),
        ({"supporter__experienced": False}, ["may_not_accompany"]),
    ],
)
def test_too_late_changes_nothing(offer: dict[str, Any], expected: list[str]) -> None:
    asked = OfferFactory(**offer)
    before = states(asked.referral)

    with pytest.raises(RefusedError) as error:
        accept(asked, now=NOW)

    assert reasons(error) == expected
    assert (states(asked.referral), told()) == (before, [])


def test_raiser_hears_that_somebody_is_found() -> None:
    raiser = SupporterFactory()
    offer = OfferFactory(referral__raised_by=raiser)

    accept(offer, now=NOW)

    assert (raiser.user_id, f"referral:{offer.referral_id}:matched:{offer.pk}") in told()


def test_next_one_is_asked_when_somebody_declines() -> None:
    offer, following = OfferFactory(), speaker()

    decline(offer, never_again=False, now=NOW)

    assert states(offer.referral) == [("declined", None), ("open", None)]
    assert Offer.objects.waiting().get().supporter == following
    assert not DeclaredConflict.objects.exists()


def test_declining_for_good_holds_for_every_code_of_the_person() -> None:
    offer = OfferFactory()
    other = issue_consultee_code(SupporterFactory(), NOW)
    other.consultee = offer.referral.consultee_code.consultee
    other.save()

    decline(offer, never_again=True, now=NOW)
    decline(offer, never_again=True, now=NOW)

    conflict = DeclaredConflict.objects.get()
    assert (conflict.supporter, conflict.consultee) == (offer.supporter, other.consultee)


def test_declining_too_late_only_keeps_the_wish() -> None:
    offer = OfferFactory(state=OfferState.TAKEN)
    speaker()

    decline(offer, never_again=True, now=NOW)

    assert states(offer.referral) == [("taken", None)]
    assert DeclaredConflict.objects.count() == 1


def test_unanswered_offers_lapse_once_and_the_next_one_is_asked() -> None:
    referral = ReferralFactory()
    late = OfferFactory(referral=referral, open_until=NOW)
    OfferFactory(referral=referral, open_until=NOW + timedelta(seconds=1))
    following = speaker()

    lapse_offers(NOW)
    lapse_offers(NOW)

    assert states(referral) == [("lapsed", None), ("open", None), ("open", None)]
    newest = Offer.objects.latest("pk")
    assert (newest.supporter, newest.open_until) == (following, NOW + timedelta(hours=48))
    assert told() == [
        (late.supporter.user_id, f"offer:{late.pk}:lapsed"),
        (following.user_id, f"offer:{newest.pk}:open"),
    ]


def test_nobody_else_to_ask_leaves_the_search_open() -> None:
    offer = OfferFactory(open_until=NOW)

    lapse_offers(NOW)

    assert states(offer.referral) == [("lapsed", None)]
    assert now_as(offer.referral) == ("searching", False)


def test_giving_back_goes_on_with_the_search() -> None:
    offer = OfferFactory()
    accept(offer, now=NOW)
    following = speaker()

    give_back(offer, never_again=True, now=NOW)

    assert now_as(offer.referral) == ("searching", False)
    assert states(offer.referral) == [("withdrawn", None), ("open", None)]
    assert Offer.objects.waiting().get().supporter == following
    assert DeclaredConflict.objects.get().supporter == offer.supporter


def test_whoever_leaves_is_asked_no_more_and_goes_along_no_more() -> None:
    supporter = SupporterFactory(experienced=True)
    asked = OfferFactory(supporter=supporter)
    found = OfferFactory(supporter=supporter)
    accept(found, now=NOW)
    went = OfferFactory(won=True, supporter=supporter, accompanied_on=TODAY)

    leave(supporter, by_id=None, now=NOW)

    assert [states(offer.referral) for offer in (asked, found, went)] == [
        [("withdrawn", None)],
        [("withdrawn", None)],
        [("won", 1)],
    ]
    assert now_as(found.referral) == ("searching", False)


def test_whoever_leaves_stays_found_where_the_search_ends_meanwhile() -> None:
    found = accept(OfferFactory(), now=NOW)

    def office_ends() -> None:
        end(found.referral, ReferralOutcome.ACCOMPANIED, by_id=7, now=NOW)

    with meanwhile(office_ends, after=Offer._meta.db_table):
        withdraw_all_of(found.supporter, by_id=None, now=NOW)

    assert states(found.referral) == [("won", 1)]
    assert "offer withdrawn" not in [verb for verb, _by in verbs()]


def test_current_offers_are_those_that_wait_or_are_not_through() -> None:
    supporter = SupporterFactory(experienced=True)
    found = OfferFactory(supporter=supporter, won=True, referral__state=ReferralState.MATCHED)
    waiting = OfferFactory(supporter=supporter)
    OfferFactory(supporter=supporter, open_until=NOW)
    OfferFactory(supporter=supporter, state=OfferState.DECLINED)
    OfferFactory(supporter=supporter, won=True, referral__state=ReferralState.CLOSED, referral__ended_at=NOW)
    OfferFactory()

    assert current(supporter, NOW) == [waiting, found]


def test_card_is_closed_to_who_leaves_while_the_other_one_still_goes() -> None:
    offer = OfferFactory(won=True, accompanied_on=TODAY, referral__state=ReferralState.MATCHED)
    leave(offer.supporter, by_id=None, now=NOW)

    with pytest.raises(RefusedError) as refused:
        see_card(offer, now=NOW)

    assert refused.value.decision.reasons == (Reason.HAS_LEFT,)
    offer.supporter.refresh_from_db()
    assert accompaniments(offer.supporter, NOW) == []
