from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from network.models import LanguageSpoken, Supporter
from network.people.enums import LanguageLevel, SpokenLanguage
from portal.audit import AuditEntry
from portal.mail import OutboxMail
from portal.refusals import RefusedError
from sessions.models import DeclaredConflict, Offer
from sessions.referrals.actions.matching import change, offer, offer_to_next
from sessions.referrals.enums import OfferState, ReferralState, Urgency
from sessions.referrals.rules.referring import Reason
from tests.factories import SupporterFactory, UserFactory
from tests.sessions.made import DURING_SIGN_UP, OfferFactory, ReferralFactory

NOW = DURING_SIGN_UP


def speaker(level: str = LanguageLevel.FLUENT, **more: Any) -> Supporter:
    supporter = SupporterFactory(**{"experienced": True, **more})
    LanguageSpoken.objects.create(supporter=supporter, language=SpokenLanguage.VIETNAMESE, level=level)
    return supporter


def told() -> list[tuple[int, str]]:
    return list(OutboxMail.objects.order_by("pk").values_list("recipient_id", "dedupe_key"))


@pytest.mark.django_db
def test_offer_asks_each_once_for_48_hours_and_tells_them() -> None:
    referral, one, other = ReferralFactory(), speaker(), speaker()
    made = offer(referral, [one, other, one], by_id=UserFactory().pk, now=NOW)

    assert [(each.supporter, each.state, each.open_until) for each in made] == [
        (one, OfferState.OPEN, NOW + timedelta(hours=48)),
        (other, OfferState.OPEN, NOW + timedelta(hours=48)),
    ]
    assert told() == [(each.supporter.user_id, f"consultations.news:offer:{each.pk}:open") for each in made]
    assert AuditEntry.objects.filter(verb="referral offered").count() == 2


@pytest.mark.django_db
def test_offer_leaves_out_whom_somebody_else_has_asked_meanwhile() -> None:
    referral, one, other = ReferralFactory(), speaker(), speaker()
    offer(referral, [one], by_id=None, now=NOW)

    assert [each.supporter for each in offer(referral, [one, other], by_id=None, now=NOW)] == [other]
    assert offer(referral, [one, other], by_id=None, now=NOW) == []


@pytest.mark.django_db
def test_offer_leaves_out_who_left_or_declared_a_conflict_meanwhile() -> None:
    referral, left, torn = ReferralFactory(), speaker(), speaker()
    Supporter.objects.filter(pk=left.pk).update(left_on=NOW.date())
    DeclaredConflict.objects.create(supporter=torn, consultee=referral.consultee_code.consultee)

    assert offer(referral, [left, torn], by_id=None, now=NOW) == []
    assert told() == []


@pytest.mark.django_db
@pytest.mark.parametrize("state", [ReferralState.RAISED, ReferralState.MATCHED])
def test_offer_is_refused_unless_somebody_is_looked_for(state: str) -> None:
    referral = ReferralFactory()
    type(referral).objects.filter(pk=referral.pk).update(state=state)

    with pytest.raises(RefusedError) as error:
        offer(referral, [speaker()], by_id=None, now=NOW)
    assert error.value.decision.reasons == (Reason.WRONG_STATE,)
    assert Offer.objects.count() == 0


@pytest.mark.django_db
def test_next_one_asked_is_the_best_of_the_others() -> None:
    referral, everyday, mother = ReferralFactory(), speaker(LanguageLevel.EVERYDAY), speaker("mother")
    OfferFactory(referral=referral, supporter=speaker("mother"), state=OfferState.DECLINED)

    asked = [offer_to_next(referral.pk, now=NOW) for _time in range(2)]

    assert [each.supporter for each in asked if each] == [mother, everyday]
    assert offer_to_next(referral.pk, now=NOW) is None


@pytest.mark.django_db
def test_next_one_is_not_asked_while_enough_are_asked_or_found() -> None:
    speaker()
    waiting, matched = ReferralFactory(), ReferralFactory(state=ReferralState.MATCHED)
    OfferFactory.create_batch(2, referral=waiting)

    assert [offer_to_next(referral.pk, now=NOW) for referral in (waiting, matched)] == [None, None]


@pytest.mark.django_db
def test_second_supporter_wanted_begins_the_search_again() -> None:
    referral = ReferralFactory(state=ReferralState.MATCHED, matched_at=NOW)
    OfferFactory(referral=referral, won=True)
    changed = change(referral, supporters_wanted=2, urgency=Urgency.DAYS, by_id=None, now=NOW)

    assert (changed.state, changed.matched_at, changed.urgency) == (ReferralState.SEARCHING, None, Urgency.DAYS)


@pytest.mark.django_db
def test_one_fewer_wanted_ends_the_search_and_tells_who_still_thinks() -> None:
    referral = ReferralFactory(supporters_wanted=2)
    OfferFactory(referral=referral, won=True)
    waiting = OfferFactory(referral=referral)
    changed = change(referral, supporters_wanted=1, urgency=referral.urgency, by_id=None, now=NOW)

    waiting.refresh_from_db()
    assert (changed.state, changed.matched_at, waiting.state) == (ReferralState.MATCHED, NOW, OfferState.TAKEN)
    assert told() == [(waiting.supporter.user_id, f"consultations.news:offer:{waiting.pk}:taken")]


@pytest.mark.django_db
def test_who_was_found_is_not_sent_away_by_a_smaller_number() -> None:
    referral = ReferralFactory(state=ReferralState.MATCHED, supporters_wanted=2)
    OfferFactory(referral=referral, won=True)
    OfferFactory(referral=referral, state=OfferState.WON, place=2)

    with pytest.raises(RefusedError) as error:
        change(referral, supporters_wanted=1, urgency=referral.urgency, by_id=None, now=NOW)
    assert error.value.decision.reasons == (Reason.TOO_MANY_FOUND,)


@pytest.mark.django_db
def test_ended_referral_is_not_changed() -> None:
    referral = ReferralFactory(state=ReferralState.CLOSED, ended_at=NOW)

    with pytest.raises(RefusedError):
        change(referral, supporters_wanted=2, urgency=Urgency.DAYS, by_id=None, now=NOW)
