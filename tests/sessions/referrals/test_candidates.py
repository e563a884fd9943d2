from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest

from network.models import LanguageSpoken, Supporter
from network.people.enums import Community, ErrandKind, LanguageLevel, Prefecture, SpokenLanguage
from sessions.models import DeclaredConflict, Referral
from sessions.referrals.enums import OfferState, OriginWish, ReferralOutcome, ReferralState
from sessions.referrals.facts import candidates
from sessions.referrals.rules.candidates import CandidateReason as R
from surveys.models import Qualification
from tests.factories import SupporterFactory
from tests.sessions.made import DURING_SIGN_UP, OfferFactory, ReferralFactory

pytestmark = pytest.mark.django_db


def speaker(level: str = LanguageLevel.FLUENT, language: str = SpokenLanguage.VIETNAMESE, **more: Any) -> Supporter:
    supporter = SupporterFactory(**{"experienced": True, **more})
    LanguageSpoken.objects.create(supporter=supporter, language=language, level=level)
    return supporter


def found(referral: Referral) -> list[int]:
    return [ranked.facts.supporter_id for ranked in candidates(referral)]


def test_candidates_speak_one_of_the_languages() -> None:
    vietnamese, khmer = speaker(), speaker(LanguageLevel.EVERYDAY, SpokenLanguage.KHMER)
    speaker(language=SpokenLanguage.JAPANESE)

    assert found(ReferralFactory(languages=["vi", "km"])) == [vietnamese.pk, khmer.pk]


def test_candidates_count_with_their_best_language() -> None:
    one = speaker(LanguageLevel.EVERYDAY)
    LanguageSpoken.objects.create(supporter=one, language=SpokenLanguage.KHMER, level=LanguageLevel.MOTHER_TONGUE)

    assert [ranked.facts.level for ranked in candidates(ReferralFactory(languages=["vi", "km"]))] == ["mother"]


def test_candidates_may_accompany_and_can_be_told() -> None:
    confirmed = speaker(has_declared_experience=False)
    declared = speaker(experienced=False, declared=True)
    qualified = speaker(experienced=False)
    Qualification.objects.create(supporter=qualified, qualified_on=date(2026, 5, 1))
    speaker(experienced=False)
    speaker(left=True)
    speaker(user=None)
    speaker(user__is_active=False)

    assert found(ReferralFactory()) == [confirmed.pk, declared.pk, qualified.pk]


@pytest.mark.parametrize("state", [OfferState.OPEN, OfferState.DECLINED, OfferState.LAPSED, OfferState.WITHDRAWN])
def test_who_was_asked_is_not_asked_again(state: str) -> None:
    referral = ReferralFactory()
    OfferFactory(referral=referral, supporter=speaker(), state=state)

    assert found(referral) == []


def test_who_was_too_late_can_be_asked_again() -> None:
    referral = ReferralFactory()
    late, again = speaker(), speaker()
    OfferFactory(referral=referral, supporter=late, state=OfferState.TAKEN)
    for state in (OfferState.TAKEN, OfferState.OPEN):
        OfferFactory(referral=referral, supporter=again, state=state)

    assert found(referral) == [late.pk]


def test_who_declared_a_conflict_with_the_person_is_left_out() -> None:
    referral = ReferralFactory()
    DeclaredConflict.objects.create(supporter=speaker(), consultee=referral.consultee_code.consultee)
    elsewhere = speaker()
    DeclaredConflict.objects.create(supporter=elsewhere, consultee=ReferralFactory().consultee_code.consultee)

    assert found(referral) == [elsewhere.pk]


def test_nearest_and_most_fluent_come_first() -> None:
    far = speaker(LanguageLevel.MOTHER_TONGUE, prefecture=Prefecture.OSAKA)
    near = speaker(prefecture=Prefecture.SAITAMA)
    here = speaker(LanguageLevel.EVERYDAY)
    fluent = speaker()

    assert found(ReferralFactory()) == [fluent.pk, here.pk, near.pk, far.pk]


def test_who_goes_to_such_places_comes_first() -> None:
    speaker(errands=[ErrandKind.HOSPITAL])
    court = speaker(errands=[ErrandKind.COURT, ErrandKind.SCHOOL])

    assert found(ReferralFactory(errand=ErrandKind.COURT))[0] == court.pk


def test_load_counts_what_is_open_and_what_is_still_to_be_done() -> None:
    asked, matched, done, free = speaker(), speaker(), speaker(), speaker()
    OfferFactory(supporter=asked)
    OfferFactory(supporter=asked, state=OfferState.DECLINED)
    OfferFactory(supporter=matched, won=True)
    OfferFactory(supporter=done, won=True, accompanied_on=date(2026, 5, 10))
    closed = ReferralFactory(state=ReferralState.CLOSED, outcome=ReferralOutcome.ACCOMPANIED, ended_at=DURING_SIGN_UP)
    OfferFactory(supporter=free, referral=closed, won=True)

    assert [(one.facts.supporter_id, one.facts.load) for one in candidates(ReferralFactory())] == [
        (done.pk, 0), (free.pk, 0), (asked.pk, 1), (matched.pk, 1),
    ]  # fmt: skip


def test_raiser_may_go_along_and_is_marked() -> None:
    raiser = speaker()

    assert R.RAISED_IT in candidates(ReferralFactory(raised_by=raiser))[0].reasons


def test_refused_community_is_left_out_and_the_unknown_come_later() -> None:
    speaker(communities=[Community.VIETNAMESE])
    untold, other = speaker(), speaker(communities=[Community.CAMBODIAN])

    wish = {"origin_wish": OriginWish.NOT_WANTED, "community": Community.VIETNAMESE}
    assert found(ReferralFactory(**wish)) == [other.pk, untold.pk]


def test_wished_community_comes_up() -> None:
    untold, of_it = speaker(), speaker(communities=[Community.VIETNAMESE])

    wish = {"origin_wish": OriginWish.WANTED, "community": Community.VIETNAMESE}
    assert found(ReferralFactory(**wish)) == [of_it.pk, untold.pk]


def test_nothing_is_unlocked_where_the_origin_does_not_matter() -> None:
    speaker(communities=[Community.VIETNAMESE])

    assert candidates(ReferralFactory())[0].facts.communities == frozenset()


def test_candidates_ask_three_questions_however_many(
    count_queries: Callable[[], AbstractContextManager[Any]],
) -> None:
    referral = ReferralFactory(origin_wish=OriginWish.NOT_WANTED, community=Community.THAI)
    for _number in range(5):
        speaker(communities=[Community.VIETNAMESE])
    with count_queries() as counted:
        assert len(candidates(referral)) == 5

    # With the consultee's code nothing more is asked: the referral knows its number.
    assert len(counted) == 3
