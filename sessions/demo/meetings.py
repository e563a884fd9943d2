"""The sessions of the flyer (S1), held long ago, and three to come: open for sign-up, not yet open, cancelled."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from network.models import Supporter, User
from network.people.enums import SpokenLanguage
from portal.dates import TOKYO, tokyo_day
from portal.demo import contents
from portal.models import HomePage

from ..meetings.enums import MeetingKind, Mode
from ..meetings.facts import year_of
from ..meetings.models import ConsultationIndexPage, Meeting
from ..planning.actions.announcing import announce
from ..planning.actions.planning import cancel_meeting, plan, set_planned
from ..planning.rules import usual_closing

PAGES = Path(__file__).parent / "pages"
COORDINATOR, FACILITATOR = "coordinator@example.org", "facilitator@example.org"
SUPPORTER, COMPANION = "supporter@example.org", "companion@example.org"

PLANNED = {2023: 2, 2024: 6, 2025: 6}
THIS_YEAR = 6
HELD = [
    *(date(2023, 10, 28), date(2024, 2, 17)),
    *(date(2024, 5, 18), date(2024, 7, 13), date(2024, 9, 14)),
    *(date(2024, 11, 16), date(2025, 1, 18), date(2025, 3, 8)),
    *(date(2025, 5, 17), date(2025, 7, 12), date(2025, 9, 13)),
    *(date(2025, 11, 15), date(2026, 1, 17), date(2026, 2, 21)),
]
SIGN_UP_LASTS = timedelta(days=30)


def load(now: datetime) -> None:
    load_index_page()
    if Meeting.objects.consultations().exists():
        return
    coordinator = user_id(COORDINATOR)
    for year, planned in {**PLANNED, year_of(now): THIS_YEAR}.items():
        set_planned(year, planned, by_id=coordinator, now=now)
    for day in HELD:
        if day < tokyo_day(now):
            make(day, by_id=coordinator)
    today = tokyo_day(now)
    make(today + timedelta(days=14), by_id=coordinator, helper_seats=3, learner_seats=2)
    cancelled = make(today + timedelta(days=25), by_id=coordinator)
    cancel_meeting(cancelled, by_id=coordinator, now=now)
    place = "東京都デモ区見本町1-2-3 見本会館"
    make(today + timedelta(days=40), by_id=coordinator, mode=Mode.BOTH, place=place)


def load_index_page() -> None:
    home = HomePage.objects.get(locale__language_code=settings.LANGUAGE_CODE)
    for content in contents.read(PAGES):
        page = ConsultationIndexPage(**contents.fields_of(content))
        contents.translate(contents.add_page(home, page, before=content["before"]), contents.texts_of(content))


def make(day: date, *, by_id: int, **changed: Any) -> Meeting:
    """A consultation, planned and announced before its sign-up opens."""
    starts_at = datetime.combine(day, time(14), TOKYO)
    opens_at = starts_at.replace(hour=0) - SIGN_UP_LASTS
    then = opens_at - timedelta(days=15)
    usual = {
        "kind": MeetingKind.CONSULTATION,
        "languages": [SpokenLanguage.JAPANESE, SpokenLanguage.VIETNAMESE],
        "helper_seats": 10,
        "learner_seats": 10,
        "sign_up_opens_at": opens_at,
        "sign_up_closes_at": usual_closing(starts_at, opens_at),
    }
    meeting = planned(starts_at, [supporter(FACILITATOR)], by_id=by_id, now=then, **{**usual, **changed})
    announce(meeting, at=None, by_id=by_id, now=then)
    return meeting


def planned(starts_at: datetime, facilitators: list[Supporter], *, by_id: int, now: datetime, **said: Any) -> Meeting:
    """Two hours, online unless it is said otherwise."""
    wanted = Meeting(starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), **{"mode": Mode.ONLINE, **said})
    wanted.join_link = f"https://meet.example.org/demo-{tokyo_day(starts_at)}"
    return plan(wanted, facilitators=facilitators, by_id=by_id, now=now)


def supporter(email: str) -> Supporter:
    return Supporter.objects.get(user__email=email)


def user_id(email: str) -> int:
    return User.objects.values_list("pk", flat=True).get(email=email)
