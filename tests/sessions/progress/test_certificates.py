"""From completing the training to a certificate that can be checked (L6)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from portal.audit import AuditEntry
from portal.mail import OutboxMail
from portal.refusals import RefusedError
from sessions.bookings.enums import BookingState
from sessions.groups.enums import MembershipState
from sessions.models import Certificate, Membership
from sessions.progress.actions import complete_if_done, complete_memberships, forget_names, give_back, issue, revoke
from sessions.progress.facts import certificate_digest, is_valid
from sessions.progress.rules.certificates import Reason
from tests.sessions.made import ENDS, BookingFactory, CohortFactory, MeetingFactory, MembershipFactory

pytestmark = pytest.mark.django_db

AFTER = ENDS + timedelta(hours=1)


# Completing


def a_member(state: BookingState = BookingState.ATTENDED, **fields: Any) -> Membership:
    """Of a cohort with one workshop, which is all it asks."""
    cohort = CohortFactory(required_workshops=1)
    membership: Membership = MembershipFactory(cohort=cohort, **fields)
    workshop = MeetingFactory(workshop=True, cohort=cohort)
    BookingFactory(meeting=workshop, supporter=membership.supporter, role="learner", state=state)
    return membership


def test_member_who_has_done_all_completes_once_and_is_told_once() -> None:
    membership = a_member()

    for _time in range(2):
        assert complete_if_done(membership, now=AFTER)

    membership.refresh_from_db()
    assert (membership.state, membership.completed_on) == (MembershipState.COMPLETED, AFTER.date())
    assert list(OutboxMail.objects.values_list("dedupe_key", flat=True)) == [
        f"consultations.news:membership:{membership.pk}:completed"
    ]
    assert AuditEntry.objects.filter(verb="training completed").count() == 1


def test_member_who_missed_the_workshop_does_not_complete() -> None:
    membership = a_member(BookingState.NO_SHOW)

    assert not complete_if_done(membership, now=AFTER)
    assert not OutboxMail.objects.exists()


def test_completion_stays_when_more_is_required_later() -> None:
    membership = a_member()
    complete_if_done(membership, now=AFTER)
    membership.cohort.required_workshops = 5
    membership.cohort.save()

    assert complete_if_done(membership, now=AFTER + timedelta(days=30))
    membership.refresh_from_db()
    assert membership.completed_on == AFTER.date()


def test_clock_completes_those_who_are_done() -> None:
    done, missing, left = a_member(), a_member(BookingState.NO_SHOW), a_member(supporter__left=True)

    complete_memberships(AFTER)

    states = dict(Membership.objects.values_list("pk", "state"))
    assert states == {done.pk: "completed", missing.pk: "member", left.pk: "member"}


# Issuing


@pytest.fixture
def membership() -> Membership:
    return MembershipFactory(completed=True, supporter__name="Registered Name")


def test_certificate_keeps_code_and_name_encrypted(membership: Membership) -> None:
    issued = issue(membership, name="Lan", now=AFTER)

    stored = Certificate.objects.extra(select={"raw_code": "code", "raw_name": "name"}).get(pk=issued.pk)
    assert issued.digest == certificate_digest(issued.code)
    assert [plain for plain in (issued.code, "Lan") if plain in (stored.raw_code, stored.raw_name)] == []
    assert AuditEntry.objects.get(verb="certificate issued").changes == {}


def test_other_name_makes_the_certificate_before_invalid(membership: Membership) -> None:
    first = issue(membership, name="Lan", now=AFTER)
    second = issue(membership, name="", now=AFTER + timedelta(days=1))

    assert (is_valid(first.code), is_valid(second.code)) == (False, True)


def test_same_name_again_is_the_same_certificate(membership: Membership) -> None:
    assert issue(membership, name="Lan", now=AFTER) == issue(membership, name="Lan", now=AFTER)


def test_certificate_is_refused_before_completion() -> None:
    with pytest.raises(RefusedError) as refusal:
        issue(MembershipFactory(), name="", now=AFTER)

    assert refusal.value.decision.reasons == (Reason.NOT_COMPLETED,)


def test_revoked_certificate_is_replaced_by_none_until_it_is_given_back(membership: Membership) -> None:
    issued = issue(membership, name="Lan", now=AFTER)
    revoke(issued, reason="by mistake", by_id=7, now=AFTER)

    with pytest.raises(RefusedError) as refusal:
        issue(membership, name="Other", now=AFTER)
    assert refusal.value.decision.reasons == (Reason.REVOKED,)
    assert not is_valid(issued.code)

    give_back(issued, reason="mine", by_id=7, now=AFTER)
    assert is_valid(issued.code)
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", "actor_id", "reason"))[1:] == [
        ("certificate revoked", 7, "by mistake"),
        ("certificate given back", 7, "mine"),
    ]


def test_database_itself_holds_one_valid_certificate_a_membership(membership: Membership) -> None:
    issue(membership, name="", now=AFTER)

    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.create(membership=membership, digest="x", code="x", issued_on=AFTER.date())


def test_erased_person_leaves_a_certificate_without_a_name(membership: Membership) -> None:
    issued = issue(membership, name="Lan", now=AFTER)

    forget_names(membership.supporter)

    assert Certificate.objects.get().name == ""
    assert is_valid(issued.code)
