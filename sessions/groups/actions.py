"""A cohort is set up, changed and closed; people are invited or apply, come in, and leave it again (J1, L6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from wagtail import hooks

from courses.models import Lecture
from network.membership.actions import correct
from network.models import Supporter
from portal import audit, structure
from portal.dates import tokyo_day
from portal.mail import tell
from portal.refusals import Decision, allowed

from .enums import MEMBERSHIP_TRANSITIONS, MembershipState
from .facts import facts_of
from .locks import lock_cohort, lock_membership, lock_way_in
from .models import Cohort, Membership
from .rules import (
    INVITATION_VALID,
    EnrolmentFacts,
    judge_admitting,
    judge_applying,
    judge_ending_application,
    judge_inviting,
    judge_removal,
    judge_taking_up,
    judge_turning_down,
)

FIELDS = ("name", "language", "enrols_from", "enrols_until", "required_workshops")


def keep_cohort(
    cohort: Cohort, *, facilitators: Sequence[Supporter], lectures: Sequence[UUID], by_id: int | None, now: datetime
) -> Cohort:
    """One that is set up, or one that is changed: of that the `FIELDS` are written and no more. `lectures` are keys."""
    with transaction.atomic():
        if not cohort.pk:
            verb = "set up"
            cohort.save()
        else:
            verb = "changed"
            lock_cohort(cohort.pk)
            cohort.save(update_fields=FIELDS)
        cohort.facilitators.set(facilitators)
        cohort.lectures.set(Lecture.objects.filter(key__in=lectures))
        changes = {
            "required_workshops": cohort.required_workshops,
            "lectures": sorted(str(key) for key in lectures),
            "facilitators": sorted(str(facilitator) for facilitator in facilitators),
        }
        audit.record(f"cohort {verb}", on=cohort, ref=str(cohort.pk), now=now, actor_id=by_id, changes=changes)
        # Who leads cohorts is remembered (facts.is_facilitator).
        structure.forget()
    return cohort


def close_cohort(cohort: Cohort, *, by_id: int | None, now: datetime) -> None:
    """Nobody joins any more. Who is a member goes on to the end, and completes."""
    with transaction.atomic():
        locked = lock_cohort(cohort.pk)
        if locked.closed_on is None:
            locked.closed_on = tokyo_day(now)
            locked.save(update_fields=["closed_on"])
            audit.record("cohort closed", on=locked, ref=str(locked.pk), now=now, actor_id=by_id)
            structure.forget()


def invite(cohort: Cohort, supporter: Supporter, *, by_id: int | None, now: datetime) -> Membership:
    """Valid for 14 days; a lapsed invitation is renewed. Raises RefusedError."""
    with transaction.atomic():
        membership = lock_way_in(cohort, supporter)
        allowed(judge_inviting(facts_of(membership), now))
        membership.invited_until = now + INVITATION_VALID
        _put(membership, MembershipState.INVITED, by_id=by_id, now=now)
        _tell(membership, now)
    return membership


def apply(cohort: Cohort, supporter: Supporter, *, declares_training: bool, now: datetime) -> Membership:
    """Who says only now that they want the training is registered for it (J1). Raises RefusedError."""
    with transaction.atomic():
        membership = lock_way_in(cohort, supporter)
        allowed(judge_applying(facts_of(membership, declares_training=declares_training), now))
        supporter = membership.supporter
        if not supporter.wants_foreign_origin_training:
            correct(supporter, {"wants_foreign_origin_training": True}, by_id=supporter.user_id, now=now)
        membership.invited_until = None
        _put(membership, MembershipState.APPLIED, by_id=supporter.user_id, now=now)
    return membership


def take_up_invitation(membership: Membership, *, now: datetime) -> Membership:
    own = membership.supporter.user_id
    return _move(membership, MembershipState.MEMBER, lambda facts: judge_taking_up(facts, now), by_id=own, now=now)


def turn_down_invitation(membership: Membership, *, now: datetime) -> Membership:
    own = membership.supporter.user_id
    return _move(membership, MembershipState.DECLINED, judge_turning_down, by_id=own, now=now)


def take_back(membership: Membership, *, now: datetime) -> Membership:
    """The application, by who has sent it. Raises RefusedError."""
    own = membership.supporter.user_id
    return _move(membership, MembershipState.WITHDRAWN, judge_ending_application, by_id=own, now=now)


def admit(membership: Membership, *, by_id: int | None, now: datetime) -> Membership:
    with transaction.atomic():
        membership = _move(membership, MembershipState.MEMBER, judge_admitting, by_id=by_id, now=now)
        _tell(membership, now)
    return membership


def reject(membership: Membership, *, by_id: int | None, now: datetime) -> Membership:
    with transaction.atomic():
        membership = _move(membership, MembershipState.DECLINED, judge_ending_application, by_id=by_id, now=now)
        _tell(membership, now)
    return membership


def remove(membership: Membership, *, by_id: int | None, now: datetime) -> Membership:
    """Out of the cohort and, by who answers the hook, of its workshops to come. What they typed for the others goes at
    once."""
    with transaction.atomic():
        membership = _move(membership, MembershipState.LEFT, judge_removal, by_id=by_id, now=now)
        share(membership, name="", contact="")
        for leave in hooks.get_hooks("consultations_cohort_left"):
            leave(membership, by_id=by_id, now=now)
    return membership


def leave_cohort(membership: Membership, *, now: datetime) -> Membership:
    """By the member. Raises RefusedError."""
    return remove(membership, by_id=membership.supporter.user_id, now=now)


def share(membership: Membership, *, name: str, contact: str) -> None:
    """What the person lets the others see, and the facilitators; empty takes it back at once."""
    membership.shared_name, membership.shared_contact = name, contact
    membership.save(update_fields=["shared_name", "shared_contact"])


def _move(
    membership: Membership,
    state: MembershipState,
    judge: Callable[[EnrolmentFacts], Decision],
    *,
    by_id: int | None,
    now: datetime,
) -> Membership:
    """Raises RefusedError."""
    with transaction.atomic():
        membership = lock_membership(membership)
        allowed(judge(facts_of(membership)))
        membership.invited_until = None
        return _put(membership, state, by_id=by_id, now=now)


def _put(membership: Membership, state: MembershipState, *, by_id: int | None, now: datetime) -> Membership:
    is_renewed = membership.state == state == MembershipState.INVITED
    assert not membership.state or is_renewed or state in MEMBERSHIP_TRANSITIONS[membership.state]
    membership.state, membership.since = state, now
    membership.save()
    changes = {"cohort": membership.cohort_id, "state": state.value}
    audit.record(
        f"membership {state}", on=membership, ref=str(membership.supporter), now=now, actor_id=by_id, changes=changes
    )
    return membership


def _tell(membership: Membership, now: datetime) -> None:
    """D4. The moment tells a second invitation from the first one."""
    tell(membership.supporter, membership, f"{membership.state}:{int(now.timestamp())}", now=now)
