"""From completing the training to the certificate (L6)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from network.models import Supporter
from network.people.rules.codes import make_code
from portal import audit
from portal.dates import tokyo_day
from portal.mail import tell
from portal.refusals import allowed

from ...groups.enums import MEMBERSHIP_TRANSITIONS, MembershipState
from ...groups.models import Membership
from ..facts.certificates import certificate_digest, holder_facts, name_facts, valid_certificate
from ..facts.progress import progress_of
from ..locks import lock_membership
from ..models import Certificate
from ..rules.certificates import CERTIFICATE_CODE_LENGTH, judge_giving_back, judge_issuing, judge_revoking
from ..rules.progress import judge_completion


def complete_if_done(membership: Membership, *, now: datetime) -> bool:
    """Whether the member has completed by now, or had before. What is required later takes nothing away."""
    with transaction.atomic():
        locked = lock_membership(membership.pk)
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
        locked = lock_membership(membership.pk)
        allowed(judge_issuing(holder_facts(locked), name_facts(name, is_chosen=bool(name))))
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
        locked = lock_membership(certificate.membership_id)
        allowed(judge_revoking(holder_facts(locked)))
        standing = valid_certificate(locked)
        assert standing is not None
        _end(standing, now)
        _record("certificate revoked", standing, actor_id=by_id, now=now, reason=reason)
        tell(locked.supporter, standing, f"revoked:{now.isoformat()}", now=now)


def give_back(certificate: Certificate, *, reason: str, by_id: int, now: datetime) -> None:
    """The last one was revoked by mistake: it is valid again as it is."""
    with transaction.atomic():
        locked = lock_membership(certificate.membership_id)
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
