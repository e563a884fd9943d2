"""How a referral begins, changes and ends. At the consultee's wish it ends at once."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from network.consultees.actions import issue_consultee_code
from network.people.rules.codes import REFERENCE_LENGTH, make_unused_code
from portal import audit
from portal.dates import tokyo_day
from portal.mail import tell
from portal.refusals import Decision, allowed

from ...hour.enums import CaseOutcome
from ...hour.locks import lock_case
from ..enums import LIVE_OFFER_STATES, OfferState, OriginWish, ReferralOutcome, ReferralState
from ..locks import lock_person, lock_referral
from ..models import Referral
from ..rules.referring import judge_raising
from .states import move, release

ERASED = "(erased)"
"""Stands for the reason of an override that is gone: that there was one stays known."""


def raise_referral(referral: Referral, *, by_id: int | None, now: datetime) -> Referral:
    """S4. One that isn't stored yet: without a code a new one is issued; without somebody who raised it a coordinator
    begins. Raises RefusedError."""
    with transaction.atomic():
        if referral.raised_by is not None:
            referral.raised_by = lock_person(referral.raised_by.pk)
        raiser = referral.raised_by
        if referral.case_id is not None:
            referral.case = lock_case(referral.case_id)
            referral.consultee_code = referral.case.consultee_code
        allowed(judge(referral, tokyo_day(now)))
        # Nothing more is kept than is needed.
        if referral.origin_wish == OriginWish.NO_MATTER:
            referral.community = ""
        if referral.consented_on is not None:
            referral.override_reason = ""
        if not referral.consultee_code_id:
            referral.consultee_code = issue_consultee_code(raiser, now, by_id=by_id)
        referral.reference = make_unused_code(
            REFERENCE_LENGTH, lambda code: Referral.objects.filter(reference=code).exists()
        )
        # What a coordinator raises need not wait for one.
        referral.state = ReferralState.RAISED if raiser else ReferralState.SEARCHING
        referral.raised_at = now
        referral.save(force_insert=True)
        if referral.case is not None:
            referral.case.outcome = CaseOutcome.TO_ACCOMPANIMENT
            referral.case.save(update_fields=["outcome"])
        changes = {"case": referral.case_id, "has_consent": referral.consented_on is not None}
        audit.record("referral raised", on=referral, ref=str(referral), now=now, actor_id=by_id, changes=changes)
    return referral


def judge(referral: Referral, today: date) -> Decision:
    """Whether it can be raised as it is."""
    case, raiser = referral.case, referral.raised_by
    return judge_raising(
        referral,
        today,
        # A coordinator, or the facilitator of the session whose case it is; the views let in nobody else.
        may_override=raiser is None or case is not None,
        raiser_has_left=raiser is not None and raiser.has_left,
        case_is_referred=case is not None and case.referrals.filter(ended_at=None).exists(),
    )


def take_on(referral: Referral, *, by_id: int | None, now: datetime) -> Referral:
    """A coordinator begins to look for somebody. Raises RefusedError."""
    with transaction.atomic():
        referral = lock_referral(referral.pk)
        move(referral, ReferralState.SEARCHING, now=now)
        _told(referral, "referral taken on", by_id, now)
    return referral


def end(referral: Referral, outcome: ReferralOutcome | str, *, by_id: int | None, now: datetime) -> Referral:
    """Who was found stays on record; who is still asked need not answer any more. Raises RefusedError."""
    with transaction.atomic():
        referral = lock_referral(referral.pk)
        move(referral, ReferralState.CLOSED, outcome=ReferralOutcome(outcome), now=now)
        release(referral, [OfferState.OPEN], OfferState.WITHDRAWN, now=now)
        _told(referral, "referral closed", by_id, now, outcome=referral.outcome)
    return referral


def revoke(referral: Referral, *, by_id: int | None, now: datetime) -> Referral:
    """At the consultee's wish: from this moment nobody who was asked or found sees it. Raises RefusedError."""
    with transaction.atomic():
        referral = lock_referral(referral.pk)
        move(referral, ReferralState.REVOKED, now=now)
        release(referral, LIVE_OFFER_STATES, OfferState.WITHDRAWN, now=now)
        _told(referral, "referral revoked", by_id, now)
    return referral


def _told(referral: Referral, verb: str, by_id: int | None, now: datetime, **changes: str) -> None:
    """On record; and whoever raised it hears of what others did with it."""
    state = {"state": referral.state}
    audit.record(verb, on=referral, ref=str(referral), now=now, actor_id=by_id, changes={**state, **changes})
    raiser = referral.raised_by
    if raiser is not None and raiser.user_id != by_id:
        tell(raiser, referral, referral.state, now=now)


def note_reading(referral: Referral, *, by_id: int, now: datetime) -> None:
    """Of need, wish and code: who looked, before they see it."""
    audit.record("referral seen", on=referral, ref=str(referral), now=now, actor_id=by_id)


def forget_texts(now: datetime) -> None:
    """D1: 30 days after the end. Why there was no agreement goes too; that there was none stays."""
    for referral in Referral.objects.with_old_text(now):
        with transaction.atomic():
            referral.need = referral.origin_wish = referral.community = ""
            referral.override_reason = "" if referral.consented_on else ERASED
            referral.save(update_fields=["need", "origin_wish", "community", "override_reason"])
            audit.record("referral texts erased", on=referral, ref=str(referral), now=now, actor_id=None)
