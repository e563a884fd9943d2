"""A cohort with lectures and workshops, and members who come along in it, for tests."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from courses.models import Lecture, LecturePage, Watching
from network.models import Supporter
from portal.dates import TOKYO
from sessions.models import Cohort, Meeting, Membership
from surveys.models import Completion, Survey
from tests.learning import make_course, make_lecture, make_recording, make_survey
from tests.sessions.made import BookingFactory, CohortFactory, MeetingFactory, MembershipFactory

NOW = datetime(2026, 5, 15, 12, tzinfo=TOKYO)
DAY = timedelta(days=1)


def a_cohort(*, lectures: int = 0, with_survey: bool = True, **fields: Any) -> Cohort:
    """Its lectures each have a recording, and a survey unless told otherwise."""
    cohort: Cohort = CohortFactory(**fields)
    course = make_course() if lectures else None
    for number in range(1, lectures + 1):
        assert course is not None
        page = make_lecture(course, number)
        make_recording(page)
        if with_survey:
            make_survey(page)
        cohort.lectures.add(page.translation_key)
    return cohort


def keys_of(cohort: Cohort) -> list[UUID]:
    pages = LecturePage.objects.filter(translation_key__in=cohort.lectures.values("pk"))
    return list(pages.order_by("number").values_list("translation_key", flat=True))


def a_workshop(cohort: Cohort, starts_at: datetime, **fields: Any) -> Meeting:
    """Two hours long; its sign-up is open since a month before, until it starts."""
    meeting: Meeting = MeetingFactory(
        workshop=True,
        cohort=cohort,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        sign_up_opens_at=starts_at - 30 * DAY,
        sign_up_closes_at=starts_at,
        learner_seats=40,
        **fields,
    )
    return meeting


def a_member(cohort: Cohort, **fields: Any) -> Membership:
    membership: Membership = MembershipFactory(cohort=cohort, **fields)
    return membership


def watch(supporter: Supporter, key: UUID, share: int = 100) -> None:
    recording = Lecture.objects.get(pk=key).recordings.get()
    Watching.objects.create(supporter=supporter, recording=recording, share=share, updated_at=NOW)


def answer(supporter: Supporter, key: UUID) -> None:
    Completion.objects.create(supporter=supporter, survey=Survey.objects.get(lecture=key), day=date(2026, 5, 10))


def book(supporter: Supporter, meeting: Meeting, state: str = "confirmed") -> None:
    BookingFactory(meeting=meeting, supporter=supporter, role="learner", state=state)


def states() -> list[str]:
    return list(Membership.objects.order_by("pk").values_list("state", flat=True))
