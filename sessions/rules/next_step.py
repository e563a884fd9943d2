"""What a member of a cohort does next (L6)."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from .cohorts import COMPLETED, LectureState, Progress, WorkshopState, judge_completion


class Next(StrEnum):
    BOOK = "book"
    ANSWER = "answer"
    WATCH = "watch"
    COME = "come"
    WAIT = "wait"
    # All is done: only the completion itself has not been noted yet.
    FINISH = "finish"
    NOTHING = "nothing"


OF_LECTURES = {
    LectureState.SURVEY_WAITS: Next.ANSWER,
    LectureState.BEGUN: Next.WATCH,
    LectureState.NOT_OPENED: Next.WATCH,
}


def next_step(progress: Progress, can_be_booked: Collection[str]) -> tuple[Next, str]:
    """With the key of the lecture or workshop it is about. What has a day of its own comes before what can wait."""
    if progress.state == COMPLETED:
        return Next.NOTHING, ""
    if judge_completion(progress).is_allowed:
        return Next.FINISH, ""
    coming = [key for key, state in progress.workshops if state == WorkshopState.COMING and key in can_be_booked]
    if coming and progress.workshops_missing:
        return Next.BOOK, coming[0]
    for key, state in progress.lectures:
        if state in OF_LECTURES:
            return OF_LECTURES[state], key
    booked = [key for key, state in progress.workshops if state == WorkshopState.BOOKED]
    return (Next.COME, booked[0]) if booked else (Next.WAIT, "")
