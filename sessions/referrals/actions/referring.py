"""How a referral begins, changes and ends. At the consultee's wish it ends at once."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from network.consultees.actions import issue_consultee_code
from network.models import ConsulteeCode, Supporter
from network.people.rules.codes import REFERENCE_LENGTH, make_unused_code
from portal import audit
from portal.dates import tokyo_day
from portal.mail import tell
from portal.refusals import allowed

from ...hour.enums import CaseOutcome
from ...hour.locks import lock_case
from ...hour.models import Case
from ..enums import LIVE_OFFER_STATES, OfferState, OriginWish, ReferralOutcome, ReferralState
from ..locks import lock_referral
from ..models import Referral
from ..rules.referring import RaisingFacts, judge_raising
from .states import move, release

ERASED = "(erased)"
"""Stands for the reason of an override that is gone: that there was one stays known."""


@dataclass(frozen=True)
class ReferralDetails:
    """What is asked for. Values of the closed lists; `languages`: one of them is enough."""

    need: str
    errand: str
    field: str
    languages: tuple[str, ...]
    prefecture: str
    urgency: str
    origin_wish: str = OriginWish.NO_MATTER
    community: str = ""
    supporters_wanted: int = 1
    consented_on: date | None = None
    override_reason: str = ""


def raise_referral(
    details: ReferralDetails,
    *,
    code: ConsulteeCode | None = None,
    case: Case | None = None,
    raised_by: Supporter | None = None,
    by_id: int | None,
    now: datetime,
) -> Referral:
    """S4. Without `code` a new one is issued; without `raised_by` a coordinator begins. Raises RefusedError."""
    with transaction.atomic():
        if case is not None:
            case = lock_case(case.pk)
            code = case.consultee_code
        allowed(judge_raising(raising_facts(details, case=case, raised_by=raised_by), tokyo_day(now)))
        referral = Referral.objects.create(
            **_held(details),
            reference=make_unused_code(REFERENCE_LENGTH, lambda code: Referral.objects.filter(reference=code).exists()),
            case=case,
            raised_by=raised_by,
            consultee_code=code or issue_consultee_code(raised_by, now, by_id=by_id),
            # What a coordinator raises need not wait for one.
            state=ReferralState.RAISED if raised_by else ReferralState.SEARCHING,
            raised_at=now,
        )
        if case is not None:
            case.outcome = CaseOutcome.TO_ACCOMPANIMENT
            case.save(update_fields=["outcome"])
        changes = {"case": case.pk if case else None, "has_consent": details.consented_on is not None}
        audit.record("referral raised", on=referral, ref=str(referral), now=now, actor_id=by_id, changes=changes)
    return referral


def raising_facts(details: ReferralDetails, *, case: Case | None, raised_by: Supporter | None) -> RaisingFacts:
    return RaisingFacts(
        consented_on=details.consented_on,
        is_override_explained=bool(details.override_reason),
        # A coordinator, or the facilitator of the session whose case it is; the views let in nobody else.
        may_override=raised_by is None or case is not None,
        languages=details.languages,
        origin_wish=details.origin_wish,
        community=details.community,
        raiser_has_left=raised_by is not None and raised_by.has_left,
        case_is_referred=case is not None and case.referrals.filter(ended_at=None).exists(),
    )


def _held(details: ReferralDetails) -> dict[str, object]:
    """Nothing more than is needed: no community without a wish for one, no reason beside an agreement."""
    held = {**asdict(details), "languages": list(details.languages)}
    if details.origin_wish == OriginWish.NO_MATTER:
        held["community"] = ""
    if details.consented_on is not None:
        held["override_reason"] = ""
    return held


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
