"""A cohort as its facilitators see it: who is where, and who needs a word first. Six queries, however many members."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..models import Cohort, Membership
from ..rules.cohorts import Decision, LectureState, NudgeFacts, Progress, WorkshopState, judge_nudging
from .cohorts import progress_of


@dataclass(frozen=True)
class MemberEntry:
    membership: Membership
    progress: Progress
    nudging: Decision

    @property
    def name(self) -> str:
        """What the person typed for the others, or the network ID; never the name they registered with."""
        return self.membership.shared_name or str(self.membership.supporter)

    def lectures_in(self, state: LectureState) -> list[str]:
        return [key for key, found in self.progress.lectures if found == state]

    def workshops_in(self, state: WorkshopState) -> list[str]:
        return [key for key, found in self.progress.workshops if found == state]


def members_of(cohort: Cohort, now: datetime) -> list[MemberEntry]:
    """Who needs a word first comes first; who has left the network is not among them."""
    inside = Membership.objects.in_cohort().filter(cohort=cohort, supporter__left_on=None)
    memberships = list(inside.select_related("cohort", "supporter__user"))
    progress = progress_of(memberships, now=now)
    entries = [MemberEntry(one, progress[one.pk], judge_nudge(one, progress[one.pk], now)) for one in memberships]
    return sorted(entries, key=lambda entry: (*entry.progress.urgency, entry.name))


def judge_nudge(membership: Membership, progress: Progress, now: datetime) -> Decision:
    user = membership.supporter.user
    facts = NudgeFacts(
        progress=progress,
        is_closed=membership.cohort.closed_on is not None,
        has_login=user is not None and user.is_active,
        nudged_at=membership.nudged_at,
    )
    return judge_nudging(facts, now)
