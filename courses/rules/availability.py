"""Whether a lecture is given out: recordings, captions, transcripts, and the word for having learned it (L2, L7).

A lecture is one thing in all languages, so the answer is one: the lecture's own availability, and whether a page of it
stands in some language. Which language a recording is spoken in doesn't matter: the pages of all languages offer it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from portal.refusals import Decision, when

PLAYS_ON = timedelta(minutes=10)
"""What a browser has loaded plays on when the lecture is taken down: nobody loses seconds that were truly seen."""


class Reason(StrEnum):
    NOT_REGISTERED = "not_registered"
    TAKEN_DOWN = "taken_down"
    NOT_PUBLISHED = "not_published"
    # of taking down and putting back
    TAKEN_DOWN_ALREADY = "taken_down_already"
    NOT_TAKEN_DOWN = "not_taken_down"


@dataclass(frozen=True)
class PageFacts:
    """One language's page. It is whole when everything on it is said in its language: else its readers get a 404."""

    language: str
    is_live: bool = True
    are_pages_above_live: bool = True
    is_whole: bool = True
    expires_at: datetime | None = None

    def stands(self, now: datetime) -> bool:
        is_shown = self.is_live and self.are_pages_above_live and self.is_whole
        return is_shown and (self.expires_at is None or now < self.expires_at)


@dataclass(frozen=True)
class Availability:
    """What decides on one lecture. `unavailable_since` is nothing while it isn't taken down."""

    unavailable_since: datetime | None = None
    pages: tuple[PageFacts, ...] = ()

    def stands(self, now: datetime) -> bool:
        return any(page.stands(now) for page in self.pages)


@dataclass(frozen=True)
class Reader:
    """`keeps_recordings`: brings them in and corrects them, so looks at what isn't published, or not any more."""

    may_learn: bool
    keeps_recordings: bool = False


def judge_giving(lecture: Availability, reader: Reader, now: datetime) -> Decision:
    return Decision() if reader.keeps_recordings else Decision(tuple(_against_giving(lecture, reader, now)))


def _against_giving(lecture: Availability, reader: Reader, now: datetime) -> Iterator[Reason]:
    if not reader.may_learn:
        yield Reason.NOT_REGISTERED
    if lecture.unavailable_since is not None:
        yield Reason.TAKEN_DOWN
    if not lecture.stands(now):
        yield Reason.NOT_PUBLISHED


def counted_until(lecture: Availability, opened_at: datetime, now: datetime) -> datetime | None:
    """Up to which moment what a report tells can have been watched; nothing, if it can't have been at all (L4).

    A player is opened only while the lecture is given out. What it saw counts, however late the report arrives. When
    the last page went isn't known: there the opening's own short life is the limit.
    """
    since = lecture.unavailable_since
    if since is None:
        return now
    return min(since + PLAYS_ON, now) if opened_at < since else None


def judge_taking_down(lecture: Availability) -> Decision:
    return Decision(when(lecture.unavailable_since is not None, Reason.TAKEN_DOWN_ALREADY))


def judge_putting_back(lecture: Availability) -> Decision:
    return Decision(when(lecture.unavailable_since is None, Reason.NOT_TAKEN_DOWN))
