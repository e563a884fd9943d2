"""From completing the training to the certificate, and a friendly word to who falls behind (L6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from network.models import Supporter
from network.people.rules.codes import make_code
from portal import audit, mail
from portal.dates import tokyo_day
from portal.mail import tell
from portal.refusals import allowed

from ..groups.enums import MEMBERSHIP_TRANSITIONS, MembershipState
from ..groups.locks import lock_membership_alone
from ..groups.models import Membership
from .facts import (
    MemberEntry,
    certificate_digest,
    holder_facts,
    nudge_facts,
    progress_of,
    unprintable_in,
    valid_certificate,
)
from .models import Certificate
from .rules.certificates import CERTIFICATE_CODE_LENGTH, judge_giving_back, judge_issuing, judge_revoking
from .rules.progress import judge_completion, judge_nudging

NUDGE_MAIL = "consultations.nudge"


def complete_if_done(membership: Membership, *, now: datetime) -> bool:
    """Whether the member has completed by now, or had before. What is required later takes nothing away."""
    with transaction.atomic():
        locked = lock_membership_alone(membership.pk)
        may_complete = MembershipState.COMPLETED in MEMBERSHIP_TRANSITIONS[locked.state]
        if may_complete and judge_completion(progress_of([locked], now=now)[locked.pk]).is_allowed:
            locked.state, locked.completed_on = MembershipState.COMPLETED, tokyo_day(now)
            locked.save(update_fields=["state", "completed_on"])
            audit.record("training completed", on=locked, ref=str(locked.pk), now=now, actor_id=None)
            tell(locked.supporter, locked, MembershipState.COMPLETED, now=now)
    return locked.state == MembershipState.COMPLETED


def complete_memberships(now: datetime) -> None:
    """Of all cohorts; one that fails is tried again with the next tick."""
    members = list(Membership.objects.filter(state=MembershipState.MEMBER).select_related("cohort", "supporter"))
    for pk, progress in progress_of(members, now=now).items():
        if judge_completion(progress).is_allowed:
            complete_if_done(Membership(pk=pk), now=now)


def issue(membership: Membership, *, name: str, now: datetime) -> Certificate:
    """With a name, or with the network ID alone when it is empty. Another name makes the one before invalid."""
    with transaction.atomic():
        locked = lock_membership_alone(membership.pk)
        allowed(judge_issuing(holder_facts(locked), name, unprintable_in(name)))
        before = valid_certificate(locked)
        if before is not None:
            if before.name == name:
                return before
            _end(before, now)
        code = make_code(CERTIFICATE_CODE_LENGTH)
        issued = Certificate.objects.create(
            membership=locked, digest=certificate_digest(code), code=code, name=name, issued_on=tokyo_day(now)
        )
        _record("certificate issued", issued, actor_id=locked.supporter.user_id, now=now)
    return issued


def revoke(certificate: Certificate, *, reason: str, by_id: int, now: datetime) -> None:
    with transaction.atomic():
        locked = lock_membership_alone(certificate.membership_id)
        allowed(judge_revoking(holder_facts(locked)))
        standing = valid_certificate(locked)
        assert standing is not None
        _end(standing, now)
        _record("certificate revoked", standing, actor_id=by_id, now=now, reason=reason)
        tell(locked.supporter, standing, f"revoked:{now.isoformat()}", now=now)


def give_back(certificate: Certificate, *, reason: str, by_id: int, now: datetime) -> None:
    """The last one was revoked by mistake: it is valid again as it is."""
    with transaction.atomic():
        locked = lock_membership_alone(certificate.membership_id)
        allowed(judge_giving_back(holder_facts(locked)))
        last = locked.certificates.latest("pk")
        last.revoked_on = None
        last.save(update_fields=["revoked_on"])
        _record("certificate given back", last, actor_id=by_id, now=now, reason=reason)
        tell(locked.supporter, last, f"given back:{now.isoformat()}", now=now)


def forget_names(supporter: Supporter) -> None:
    """Of somebody who is erased. The paper they hold stays valid; what name stands on it, only they know."""
    Certificate.objects.filter(membership__supporter=supporter).update(name="")


def _end(certificate: Certificate, now: datetime) -> None:
    certificate.revoked_on = tokyo_day(now)
    certificate.save(update_fields=["revoked_on"])


def _record(verb: str, certificate: Certificate, *, actor_id: int | None, now: datetime, reason: str = "") -> None:
    audit.record(verb, on=certificate, ref=str(certificate.pk), now=now, actor_id=actor_id, reason=reason)


def nudge(entries: Iterable[MemberEntry], *, by_id: int | None, now: datetime) -> list[MemberEntry]:
    """Those who are written to now; who can't be reminded stays as they are."""
    chosen = [entry for entry in entries if entry.nudging.is_allowed]
    with transaction.atomic():
        in_order = sorted(chosen, key=lambda entry: entry.membership.pk)
        return [entry for entry in in_order if _nudge(entry, by_id, now)]


def _nudge(entry: MemberEntry, by_id: int | None, now: datetime) -> bool:
    """Judged again on the locked row: of two presses at once one is let through."""
    locked = lock_membership_alone(entry.membership.pk)
    supporter = locked.supporter
    progress = replace(entry.progress, state=locked.state, has_left=supporter.has_left)
    if not judge_nudging(nudge_facts(locked, progress), now).is_allowed:
        return False
    locked.nudged_at = now
    locked.save(update_fields=["nudged_at"])
    assert supporter.user_id is not None
    mail.queue(
        NUDGE_MAIL,
        recipient_id=supporter.user_id,
        language=supporter.language,
        reference=str(locked.pk),
        dedupe_key=f"{NUDGE_MAIL}:{locked.pk}:{int(now.timestamp())}",
        now=now,
    )
    audit.record("nudged", on=locked, ref=str(supporter), now=now, actor_id=by_id)
    return True
