"""How far members of cohorts have come, in a fixed number of queries however many they are, and their certificates."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, Max, OuterRef
from django.http import HttpRequest
from django.utils.translation import get_language

from courses.enums import OtherWay
from courses.facts.lectures import LectureEntry, Watched, courses_for
from courses.facts.lectures import lectures as lecture_entries
from courses.models import WatchedOtherwise, Watching
from network.people.rules.codes import is_code, normalise_code
from network.printing.rules import unprintable
from portal.fields import keyed_hash
from portal.printing.typesetting import coverage
from portal.refusals import Decision
from surveys.facts import survey_keys
from surveys.models import Completion
from surveys.rules import LectureFacts

from ..bookings.facts import Workshop, workshops_of
from ..groups.enums import MembershipState
from ..groups.models import Cohort, Membership
from .models import Certificate
from .rules.certificates import CERTIFICATE_CODE_LENGTH, HolderFacts
from .rules.progress import (
    LectureState,
    NudgeFacts,
    Progress,
    WorkshopState,
    judge_nudging,
    lecture_state,
    workshop_state,
)

NO_LECTURE = LectureFacts(asks_survey=False, is_available=False, required_percent=101)


@dataclass(frozen=True)
class OwnWay:
    """A member's progress with what to show of each lecture and workshop. A lecture's page may be gone."""

    progress: Progress
    lectures: list[tuple[LectureEntry | None, LectureState]]
    workshops: list[tuple[Workshop, WorkshopState]]


def progress_of(memberships: Iterable[Membership], *, now: datetime) -> dict[int, Progress]:
    """By the membership's pk: five queries, when `select_related("cohort", "supporter")` brings those along."""
    asked = list(memberships)
    cohorts = {one.cohort_id for one in asked}
    people = {one.supporter_id for one in asked}
    required = required_lectures(cohorts)
    workshops = workshops_of(cohorts, people)
    learned = _learned(people, {key for keys in required.values() for key in keys})
    return {
        one.pk: progress_in(
            one, required[one.cohort_id], learned.get(one.supporter_id, {}), workshops[one.cohort_id], now
        )
        for one in asked
    }


def progress_in(
    membership: Membership,
    required: Sequence[UUID],
    learned: Mapping[UUID, LectureFacts],
    workshops: Sequence[Workshop],
    now: datetime,
) -> Progress:
    person = membership.supporter_id
    return Progress(
        state=membership.state,
        has_left=membership.supporter.has_left,
        lectures=tuple((str(key), lecture_state(learned.get(key, NO_LECTURE))) for key in required),
        workshops=tuple(
            (str(one.key), workshop_state(one, one.bookings.get(person, ""), member_since=membership.since, now=now))
            for one in workshops
        ),
        required_workshops=membership.cohort.required_workshops,
    )


def own_way(request: HttpRequest, membership: Membership, *, now: datetime) -> OwnWay:
    """The same for one's own page, in two queries besides what the courses know of the reader anyway."""
    entries = {entry.key: entry for course in courses_for(request) for entry in course.lectures}
    learned = {
        key: lecture_facts(entry, key, entry.watched if entry else Watched(), has_answered=has_answered)
        for key, has_answered in _own_lectures(membership).items()
        for entry in (entries.get(key),)
    }
    required = _in_order(learned)
    workshops = workshops_of([membership.cohort_id], [membership.supporter_id])[membership.cohort_id]
    progress = progress_in(membership, required, learned, workshops, now)
    return OwnWay(
        progress,
        [(entries.get(key), state) for key, (_key, state) in zip(required, progress.lectures, strict=True)],
        [(workshop, state) for workshop, (_key, state) in zip(workshops, progress.workshops, strict=True)],
    )


def _own_lectures(membership: Membership) -> dict[UUID, bool]:
    """Each required lecture, and whether its survey has been answered."""
    done = Completion.objects.filter(supporter=membership.supporter_id, survey__lecture=OuterRef("lecture_id"))
    rows = Cohort.lectures.through.objects.filter(cohort=membership.cohort_id)
    return dict(rows.values_list("lecture_id", Exists(done)))


def required_lectures(cohort_ids: Collection[int]) -> dict[int, list[UUID]]:
    """One query."""
    found: dict[int, list[UUID]] = {pk: [] for pk in cohort_ids}
    rows = Cohort.lectures.through.objects.filter(cohort__in=cohort_ids).values_list("cohort_id", "lecture_id")
    for cohort_id, key in rows:
        found[cohort_id].append(key)
    return {pk: _in_order(keys) for pk, keys in found.items()}


def _in_order(keys: Iterable[UUID]) -> list[UUID]:
    """Of the courses; a lecture whose page is gone comes last."""
    order = {entry.key: number for number, entry in enumerate(known_lectures())}
    return sorted(keys, key=lambda key: (order.get(key, len(order)), str(key)))


def _learned(supporter_ids: Collection[int], keys: Collection[UUID]) -> dict[int, dict[UUID, LectureFacts]]:
    """Supporter → lecture → what the rules ask of it. Three queries."""
    watched = Watching.objects.filter(supporter__in=supporter_ids, recording__lecture__in=keys)
    best = watched.values_list("supporter_id", "recording__lecture_id").annotate(best=Max("share"))
    shares = {(person, key): share for person, key, share in best}
    said = WatchedOtherwise.objects.filter(supporter__in=supporter_ids, lecture__in=keys)
    ways = set(said.values_list("supporter_id", "lecture_id", "way"))
    # What was answered stays answered, whatever became of the survey's page.
    done = Completion.objects.filter(supporter__in=supporter_ids, survey__lecture__in=keys)
    answered = set(done.values_list("supporter_id", "survey__lecture_id"))
    entries = {entry.key: entry for entry in known_lectures()}
    return {
        person: {
            key: lecture_facts(
                entries.get(key),
                key,
                Watched(
                    shares.get((person, key), 0),
                    (person, key, OtherWay.TRANSCRIPT) in ways,
                    (person, key, OtherWay.WITHOUT_PLAYER) in ways,
                ),
                has_answered=(person, key) in answered,
            )
            for key in keys
        }
        for person in supporter_ids
    }


def lecture_facts(entry: LectureEntry | None, key: UUID, watched: Watched, *, has_answered: bool) -> LectureFacts:
    """A lecture without a page can't be watched, and nobody knows to what share."""
    return LectureFacts(
        asks_survey=key in survey_keys(),
        is_available=entry is not None and entry.is_available,
        required_percent=entry.required_share if entry else NO_LECTURE.required_percent,
        seen_percent=watched.share,
        has_read_transcript=watched.has_read_transcript,
        says_watched_elsewhere=watched.says_watched_elsewhere,
        has_answered=has_answered,
    )


def known_lectures() -> list[LectureEntry]:
    return lecture_entries(get_language() or settings.LANGUAGE_CODE)


@dataclass(frozen=True)
class MemberEntry:
    membership: Membership
    progress: Progress
    nudging: Decision

    @property
    def name(self) -> str:
        """What the person typed for the others, or the network ID; never the name they registered with."""
        return self.membership.shared_name or str(self.membership.supporter)


def members_of(cohort: Cohort, now: datetime) -> list[MemberEntry]:
    """Who needs a word first comes first; who has left the network is not among them."""
    inside = Membership.objects.in_cohort().filter(cohort=cohort, supporter__left_on=None)
    memberships = list(inside.select_related("cohort", "supporter__user"))
    progress = progress_of(memberships, now=now)
    entries = [
        MemberEntry(one, progress[one.pk], judge_nudging(nudge_facts(one, progress[one.pk]), now))
        for one in memberships
    ]
    return sorted(entries, key=lambda entry: (*entry.progress.urgency, entry.name))


def nudge_facts(membership: Membership, progress: Progress) -> NudgeFacts:
    user = membership.supporter.user
    return NudgeFacts(
        progress=progress,
        is_closed=membership.cohort.closed_on is not None,
        has_login=user is not None and user.is_active,
        nudged_at=membership.nudged_at,
    )


def certificate_digest(code: str) -> str:
    return keyed_hash(code, purpose="certificate")


def is_valid(typed: str) -> bool:
    """Whatever was typed, the same is done: how long it takes tells nothing either."""
    code = normalise_code(typed[:100])
    stands = Certificate.objects.filter(digest=certificate_digest(code), revoked_on=None).exists()
    return is_code(code, CERTIFICATE_CODE_LENGTH) and stands


def valid_certificate(membership: Membership) -> Certificate | None:
    return membership.certificates.filter(revoked_on=None).first()


def holder_facts(membership: Membership) -> HolderFacts:
    made = list(membership.certificates.values_list("revoked_on", flat=True))
    return HolderFacts(
        has_completed=membership.state == MembershipState.COMPLETED,
        has_left=membership.supporter.has_left,
        certificates=len(made),
        has_valid_one=None in made,
    )


def unprintable_in(name: str) -> list[str]:
    return list(unprintable([name], coverage()))


def last_certificates(cohort: Cohort) -> list[Certificate]:
    """Of each member the last one, for the office: names are not its business."""
    made = Certificate.objects.filter(membership__cohort=cohort).defer("code", "name")
    last = {one.membership_id: one for one in made.select_related("membership__supporter").order_by("pk")}
    return sorted(last.values(), key=lambda one: one.membership.supporter.network_id)
