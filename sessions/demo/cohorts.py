"""Two cohorts for the demo, by the same actions as real ones: one half way, one that has come to its end."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.contrib.auth.hashers import make_password

from courses.actions.watching import say_watched_otherwise
from courses.enums import OtherWay
from courses.models import LecturePage
from network.models import User
from network.people.enums import Prefecture, SpokenLanguage, Want
from network.registering.actions import Registration, register
from portal.dates import TOKYO, tokyo_day
from portal.names import Name
from surveys.actions import answer_survey
from surveys.enums import WITH_OPTIONS, QuestionKind
from surveys.models import Question, Survey

from ..bookings.enums import Role
from ..groups.actions import close_cohort, invite, keep_cohort, share, take_up_invitation
from ..groups.models import Cohort, Membership
from ..meetings.enums import Audience, MeetingKind
from ..meetings.models import Meeting
from ..progress.actions import complete_if_done
from .bookings import ROOTS, hold
from .meetings import COORDINATOR, FACILITATOR, planned, supporter, user_id

NEWCOMER = "newcomer@example.org"
# Invented, and nobody signs in as them: e-mail, name, language.
OTHERS = {
    "thu@example.org": ("Demo Thu", "vi"),
    "minji@example.org": ("Demo Minji", "ja-hira"),
    "marisol@example.org": ("Demo Marisol", "en"),
}
THU, MINJI, MARISOL = OTHERS
DAY = timedelta(days=1)

NAMES = {
    name: Name(texts)
    for name, texts in tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8")).items()
}


def load(now: datetime) -> None:
    if Cohort.objects.exists():
        return
    by_id = user_id(COORDINATOR)
    for email in OTHERS:
        introduce(email, now - 240 * DAY)
    _at_its_end(by_id, now - 230 * DAY)
    _half_way(by_id, now)


def _half_way(by_id: int, now: datetime) -> None:
    """Roots is half way, Thu has watched and not answered, Minji has missed the workshop and opened nothing."""
    first, second = "residence-status", "labour"
    cohort = found(NAMES["together"], [first, second], now - 40 * DAY, by_id, workshops=2, language="ja-hira")
    roots, thu, minji = (join(cohort, email, now - 35 * DAY, by_id) for email in (ROOTS, THU, MINJI))
    share(roots, name="Hoa", contact="")
    share(thu, name="Thu", contact="LINE: demo-thu")
    past = workshop(cohort, now - 4 * DAY, NAMES["what_it_is"], by_id)
    hold(past, Role.LEARNER, came=[roots.supporter, thu.supporter], missed=[minji.supporter])
    workshop(cohort, now + 10 * DAY, NAMES["to_the_office"], by_id)
    learn(roots, first, now - 20 * DAY, answers=True)
    learn(thu, first, now - 10 * DAY, answers=True)
    learn(thu, second, now - 3 * DAY, answers=False)
    invite(cohort, supporter(NEWCOMER), by_id=by_id, now=now)


def _at_its_end(by_id: int, then: datetime) -> None:
    cohort = found(NAMES["first"], ["social-work", "refugees"], then, by_id, workshops=1, language="vi")
    marisol = join(cohort, MARISOL, then + DAY, by_id)
    only = workshop(cohort, then + 30 * DAY, NAMES["companions"], by_id)
    hold(only, Role.LEARNER, came=[marisol.supporter], missed=[])
    for slug in ("social-work", "refugees"):
        learn(marisol, slug, then + 40 * DAY, answers=True)
    complete_if_done(marisol, now=then + 41 * DAY)
    close_cohort(cohort, by_id=by_id, now=then + 60 * DAY)


def introduce(email: str, then: datetime) -> None:
    if User.objects.filter(email=email).exists():
        return
    name, language = OTHERS[email]
    said = Registration(
        name=name,
        email=email,
        password=make_password(uuid4().hex),
        prefecture=Prefecture.TOKYO,
        language=language,
        wants=frozenset({Want.FOREIGN_ORIGIN_TRAINING}),
        has_declared_experience=False,
        consent_version="demo",
    )
    register(said, quota=email, now=then)


def found(name: Name, slugs: list[str], then: datetime, by_id: int, *, workshops: int, language: str) -> Cohort:
    cohort = Cohort(
        name=name,
        language=language,
        enrols_from=tokyo_day(then),
        enrols_until=tokyo_day(then + 60 * DAY),
        required_workshops=workshops,
    )
    lectures = [page_of(slug).translation_key for slug in slugs]
    return keep_cohort(cohort, facilitators=[supporter(FACILITATOR)], lectures=lectures, by_id=by_id, now=then)


def page_of(slug: str) -> Any:
    return LecturePage.objects.filter(slug=slug).order_by("pk")[0]


def join(cohort: Cohort, email: str, then: datetime, by_id: int) -> Membership:
    return take_up_invitation(invite(cohort, supporter(email), by_id=by_id, now=then), now=then)


def workshop(cohort: Cohort, then: datetime, title: Name, by_id: int) -> Meeting:
    """On the afternoon of that day; its sign-up is open since twenty days before."""
    starts_at = then.astimezone(TOKYO).replace(hour=14, minute=0, second=0, microsecond=0)
    return planned(
        starts_at,
        [],
        kind=MeetingKind.WORKSHOP,
        cohort=cohort,
        title=title,
        languages=[SpokenLanguage.JAPANESE],
        learner_seats=12,
        audience=Audience.COHORT,
        sign_up_opens_at=starts_at - 20 * DAY,
        sign_up_closes_at=starts_at - timedelta(hours=1),
        by_id=by_id,
        now=starts_at - 21 * DAY,
    )


def learn(member: Membership, slug: str, then: datetime, *, answers: bool) -> None:
    """By reading the transcript, and answering the survey or not yet."""
    key = page_of(slug).translation_key
    say_watched_otherwise(member.supporter_id, key, OtherWay.TRANSCRIPT, now=then)
    if answers:
        survey = Survey.objects.get(lecture=key)
        asked = Question.objects.filter(page__translation_key=survey.key, page__locale__language_code="vi")
        said = {str(question.translation_key): an_answer(question) for question in asked}
        answer_survey(member.supporter, survey, said, language=member.supporter.language, now=then)


def an_answer(question: Question) -> Any:
    if question.kind in WITH_OPTIONS:
        return [question.options[0].id]
    return 4 if question.kind == QuestionKind.SCALE else "Cảm ơn."
