from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from network.people.enums import Community, ErrandField, ErrandKind, Prefecture, SpokenLanguage
from portal.audit import AuditEntry
from portal.mail import OutboxMail
from portal.refusals import RefusedError
from sessions.hour.enums import CaseOutcome
from sessions.models import Offer, Referral
from sessions.referrals.actions.referring import (
    ERASED,
    end,
    forget_texts,
    note_reading,
    raise_referral,
    revoke,
    take_on,
)
from sessions.referrals.enums import OfferState, OriginWish, ReferralOutcome, ReferralState, Urgency
from sessions.referrals.rules.referring import Reason
from tests.factories import SupporterFactory, UserFactory
from tests.sessions.made import DURING_SIGN_UP, CaseFactory, OfferFactory, ReferralFactory

TODAY = date(2026, 5, 15)
NOW = DURING_SIGN_UP
UNASKED = {"consented_on": None, "override_reason": "The person lies in hospital."}


def wanted(**changed: Any) -> Referral:
    usual: dict[str, Any] = {
        "need": "An interpreter at the labour office.",
        "errand": ErrandKind.CONSULTATION,
        "field": ErrandField.LABOUR,
        "languages": [SpokenLanguage.VIETNAMESE, SpokenLanguage.ENGLISH],
        "prefecture": Prefecture.TOKYO,
        "urgency": Urgency.DAYS,
        "origin_wish": OriginWish.NO_MATTER,
        "consented_on": TODAY,
    }
    return Referral(**{**usual, **changed})


def verbs() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))


def told() -> list[tuple[int, str]]:
    return list(OutboxMail.objects.order_by("pk").values_list("recipient_id", "dedupe_key"))


@pytest.mark.django_db
def test_supporters_referral_waits_for_the_coordinator_and_gets_a_code() -> None:
    supporter = SupporterFactory()
    referral = raise_referral(wanted(raised_by=supporter), by_id=supporter.user_id, now=NOW)

    issued_to = referral.consultee_code.issued_to_id
    assert (referral.state, referral.languages) == (ReferralState.RAISED, ["vi", "en"])
    assert (referral.raised_by_id, issued_to) == (supporter.pk, supporter.pk)
    assert verbs() == ["consultee code issued", "referral raised"]


@pytest.mark.django_db
def test_referral_gets_a_reference_that_no_other_has(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = CaseFactory.create_batch(2)
    by_id = UserFactory().pk
    drawn = iter("000000" + "000000" + "000001")
    monkeypatch.setattr("secrets.choice", lambda signs: next(drawn))

    first, second = (raise_referral(wanted(case=case), by_id=by_id, now=NOW) for case in cases)

    assert (first.reference[:-1], second.reference[:-1], list(drawn)) == ("000000", "000001", [])


@pytest.mark.django_db
def test_coordinators_referral_is_searched_for_at_once_and_its_code_is_nobodys() -> None:
    referral = raise_referral(wanted(), by_id=UserFactory().pk, now=NOW)

    assert (referral.state, referral.raised_by, referral.consultee_code.issued_to) == (
        ReferralState.SEARCHING, None, None,
    )  # fmt: skip


@pytest.mark.django_db
def test_referral_from_a_case_takes_its_code_and_notes_the_outcome() -> None:
    case = CaseFactory()
    referral = raise_referral(wanted(**UNASKED, case=case, raised_by=SupporterFactory()), by_id=None, now=NOW)

    case.refresh_from_db()
    assert (referral.case, referral.consultee_code, case.outcome) == (
        case, case.consultee_code, CaseOutcome.TO_ACCOMPANIMENT,
    )  # fmt: skip
    with pytest.raises(RefusedError) as error:
        raise_referral(wanted(case=case), by_id=None, now=NOW)
    assert error.value.decision.reasons == (Reason.ALREADY_REFERRED,)


@pytest.mark.django_db
def test_referral_without_consent_leaves_nothing_behind() -> None:
    with pytest.raises(RefusedError) as error:
        raise_referral(wanted(**UNASKED, raised_by=SupporterFactory()), by_id=None, now=NOW)

    assert error.value.decision.reasons == (Reason.OVERRIDE_NOT_ALLOWED,)
    assert (Referral.objects.count(), verbs()) == (0, [])


@pytest.mark.django_db
def test_nothing_is_kept_that_is_not_needed() -> None:
    spare = wanted(community=Community.THAI, override_reason="none needed")
    referral = raise_referral(spare, by_id=None, now=NOW)

    assert (referral.community, referral.override_reason) == ("", "")


@pytest.mark.django_db
def test_need_wish_and_reason_are_stored_unreadably() -> None:
    wished = wanted(**UNASKED, origin_wish=OriginWish.NOT_WANTED, community=Community.THAI)
    raise_referral(wished, by_id=None, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT need, origin_wish, community, override_reason FROM consultations_referral")
        row = " ".join(cursor.fetchone())

    assert [word for word in ("labour", "not_wanted", "thai", "hospital") if word in row] == []
    assert [
        word for word in ("labour", "not_wanted", "thai", "hospital") if word in str(AuditEntry.objects.values())
    ] == []


@pytest.mark.django_db
def test_taking_on_is_told_to_who_raised_it() -> None:
    referral = ReferralFactory(state=ReferralState.RAISED, raised_by=SupporterFactory())
    taken = take_on(referral, by_id=UserFactory().pk, now=NOW)

    assert taken.state == ReferralState.SEARCHING
    assert told() == [(referral.raised_by.user_id, f"consultations.news:referral:{referral.pk}:searching")]
    with pytest.raises(RefusedError):
        take_on(referral, by_id=None, now=NOW)


@pytest.mark.django_db
def test_end_withdraws_what_is_open_and_keeps_who_was_found() -> None:
    referral = ReferralFactory(state=ReferralState.MATCHED, supporters_wanted=2)
    won, waiting = OfferFactory(referral=referral, won=True), OfferFactory(referral=referral)
    declined = OfferFactory(referral=referral, state=OfferState.DECLINED)
    ended = end(referral, ReferralOutcome.ACCOMPANIED, by_id=UserFactory().pk, now=NOW)

    assert (ended.state, ended.outcome, ended.ended_at) == (ReferralState.CLOSED, ReferralOutcome.ACCOMPANIED, NOW)
    states = dict(Offer.objects.values_list("pk", "state"))
    assert states == {won.pk: OfferState.WON, waiting.pk: OfferState.WITHDRAWN, declined.pk: OfferState.DECLINED}
    assert told() == [(waiting.supporter.user_id, f"consultations.news:offer:{waiting.pk}:withdrawn")]


@pytest.mark.django_db
@pytest.mark.parametrize("state", [ReferralState.RAISED, ReferralState.SEARCHING, ReferralState.MATCHED])
def test_revoking_withdraws_every_live_offer_at_once(state: str) -> None:
    raiser = SupporterFactory()
    referral = ReferralFactory(state=state, raised_by=raiser)
    won, waiting = OfferFactory(referral=referral, won=True), OfferFactory(referral=referral)
    revoked = revoke(referral, by_id=raiser.user_id, now=NOW)

    assert (revoked.state, revoked.ended_at) == (ReferralState.REVOKED, NOW)
    assert set(Offer.objects.values_list("state", "place")) == {(OfferState.WITHDRAWN, None)}
    assert sorted(recipient for recipient, _key in told()) == sorted([won.supporter.user_id, waiting.supporter.user_id])


@pytest.mark.django_db
@pytest.mark.parametrize("state", [ReferralState.CLOSED, ReferralState.REVOKED])
def test_what_has_ended_stays_ended(state: str) -> None:
    referral = ReferralFactory(state=state, ended_at=NOW)

    for act in (take_on, revoke):
        with pytest.raises(RefusedError):
            act(referral, by_id=None, now=NOW)
    with pytest.raises(RefusedError):
        end(referral, ReferralOutcome.NOBODY_FOUND, by_id=None, now=NOW)


@pytest.mark.django_db
def test_seeing_the_need_is_on_record() -> None:
    referral, coordinator = ReferralFactory(), UserFactory()
    note_reading(referral, by_id=coordinator.pk, now=NOW)

    seen = AuditEntry.objects.filter(verb="referral seen")
    assert list(seen.values_list("object_ref", "actor_id")) == [(str(referral), coordinator.pk)]


@pytest.mark.django_db
def test_texts_go_thirty_days_after_the_end() -> None:
    ended = {"state": ReferralState.CLOSED, "origin_wish": OriginWish.WANTED, "community": Community.THAI}
    old = ReferralFactory(**ended, ended_at=NOW - timedelta(days=30))
    unasked = ReferralFactory(
        **ended, ended_at=NOW - timedelta(days=40), consented_on=None, override_reason="In hospital."
    )
    recent = ReferralFactory(**ended, ended_at=NOW - timedelta(days=30) + timedelta(seconds=1))
    running = ReferralFactory(raised_at=NOW - timedelta(days=300))
    for _twice in range(2):
        forget_texts(NOW)

    kept = {
        referral.pk: (referral.need, referral.origin_wish, referral.community, referral.override_reason)
        for referral in Referral.objects.all()
    }
    assert kept == {
        old.pk: ("", "", "", ""),
        unasked.pk: ("", "", "", ERASED),
        recent.pk: (recent.need, OriginWish.WANTED, Community.THAI, ""),
        running.pk: (running.need, OriginWish.NO_MATTER, "", ""),
    }
    assert verbs().count("referral texts erased") == 2
