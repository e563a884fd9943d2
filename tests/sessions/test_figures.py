"""The year in figures: true, without persons, and the same on the page and in the file (P4)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from network.people.enums import ErrandField, Prefecture
from portal.audit import AuditEntry
from portal.dates import TOKYO
from portal.figures.rules import Hidden
from portal.figures.spreadsheets import harmless
from portal.figures.tables import Table
from portal.names import Name
from sessions.bookings.enums import BookingState, Role
from sessions.figures import as_file, tables_of
from sessions.hour.enums import CaseOutcome
from sessions.meetings.figures import years_with_figures
from sessions.models import Meeting, SessionPlan
from sessions.referrals.enums import ReferralOutcome, ReferralState
from tests.factories import SupporterFactory, UserFactory
from tests.queries import counted
from tests.sessions.made import (
    ENDS,
    STARTS,
    BookingFactory,
    CaseFactory,
    CohortFactory,
    MeetingFactory,
    MembershipFactory,
    ReferralFactory,
)

pytestmark = pytest.mark.django_db

NOW = ENDS + timedelta(days=1)
RAISED = datetime(2026, 5, 15, 12, tzinfo=TOKYO)
PAGE = "/admin/figures/"


@pytest.fixture(autouse=True)
def _in_june() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False), translation.override("en"):
        yield


def attended(
    meeting: Meeting, count: int, *, role: str = Role.HELPER, state: str = "attended", language: str = "vi"
) -> None:
    for _number in range(count):
        person = SupporterFactory(experienced=True, language=language)
        invited = {"seat": None} if role in (Role.EXPERT, Role.INTERPRETER) else {}
        BookingFactory(meeting=meeting, supporter=person, role=role, state=state, **invited)


def table(key: str, year: int = 2026) -> Table:
    return next(found for found in tables_of(year, NOW) if found.key == key)


def lines(key: str, year: int = 2026) -> dict[str, tuple[object, ...]]:
    return dict(table(key, year).lines)


def test_sessions_are_counted_as_planned_held_cancelled_and_to_come() -> None:
    SessionPlan.objects.create(fiscal_year=2026, planned=6)
    MeetingFactory(helper_seats=10, learner_seats=5)
    MeetingFactory(cancelled_at=NOW)
    MeetingFactory(starts_at=STARTS + timedelta(days=60), ends_at=ENDS + timedelta(days=60))
    MeetingFactory(workshop=True)
    MeetingFactory(fiscal_year=2025)

    assert lines("sessions") == {"Planned": (6,), "Held": (1,), "Cancelled": (1,), "Still to come": (1,)}
    assert lines("seats") == {"Seats for helpers": (10,), "Seats for learners": (5,), "Seats taken": (0,)}


def test_attendance_is_told_by_role_and_language() -> None:
    meeting = MeetingFactory(helper_seats=50, learner_seats=50)
    attended(meeting, 7)
    attended(meeting, 6, role=Role.LEARNER, language="ja")
    attended(meeting, 5, role=Role.LEARNER, state=BookingState.NO_SHOW)

    assert lines("roles") == {"Helper": (7, 0, 0), "Learner": (6, 5, 0)}
    assert list(lines("languages").values()) == [(7, 5, 0), (6, 0, 0), (0, 0, 0), (0, 0, 0)]
    assert (table("roles").total, lines("seats")["Seats taken"]) == ((13, 5, 0), (18,))


def test_small_group_is_hidden_and_so_is_what_would_give_it_away() -> None:
    meeting = MeetingFactory(helper_seats=50, learner_seats=50)
    attended(meeting, 7)
    attended(meeting, 2, role=Role.LEARNER)
    attended(meeting, 1, role=Role.LEARNER, state=BookingState.NO_SHOW)

    assert lines("roles") == {
        "Helper": (Hidden.WITHHELD, 0, 0),
        "Learner": (Hidden.FEW, Hidden.FEW, 0),
    }
    assert table("roles").total == (9, Hidden.FEW, 0)
    assert lines("seats")["Seats taken"] == (Hidden.WITHHELD,)


def test_invited_are_counted_beside_the_seats() -> None:
    meeting = MeetingFactory()
    attended(meeting, 5, role=Role.EXPERT)

    assert lines("invited") == {"Expert": (5, 0, 0), "Interpreter": (0, 0, 0)}
    assert table("roles").total == (0, 0, 0)


def test_sessions_that_were_cancelled_or_are_to_come_have_no_attendance() -> None:
    attended(MeetingFactory(cancelled_at=NOW), 6, state=BookingState.CONFIRMED)
    attended(
        MeetingFactory(starts_at=STARTS + timedelta(days=9), ends_at=ENDS + timedelta(days=9)), 6, state="confirmed"
    )

    assert table("roles").total == (0, 0, 0)


def test_cases_are_told_by_matter_and_by_outcome() -> None:
    meeting = MeetingFactory()
    for _number in range(5):
        CaseFactory(meeting=meeting, field=ErrandField.LABOUR, outcome=CaseOutcome.SOLVED)
        CaseFactory(meeting=meeting, field=ErrandField.FAMILY, outcome=CaseOutcome.TO_ACCOMPANIMENT)

    assert {group: cells for group, cells in lines("case_fields").items() if cells != (0,)} == {
        "Labour": (5,),
        "Family": (5,),
    }
    assert lines("case_outcomes") == {
        "Not discussed yet": (0,),
        "Solved in the session": (5,),
        "To be followed up": (0,),
        "Handed on to accompaniment": (5,),
        "Handed on to a partner": (0,),
    }


def test_referrals_are_told_by_outcome_place_and_time_to_match() -> None:
    closed = {"state": ReferralState.CLOSED, "ended_at": RAISED + timedelta(days=20)}
    for days in (1, 1, 2, 2, 2, 5, 5, 5, 6, 7):
        matched = {"matched_at": RAISED + timedelta(days=days), "outcome": ReferralOutcome.ACCOMPANIED}
        ReferralFactory(raised_at=RAISED, **matched, **closed)
    for _number in range(5):
        ReferralFactory(raised_at=RAISED, prefecture=Prefecture.AICHI)
    ReferralFactory(raised_at=datetime(2026, 3, 31, 23, 59, tzinfo=TOKYO))

    assert {group: cells for group, cells in lines("outcomes").items() if cells != (0,)} == {
        "Accompanied": (10,),
        "Supporters are being asked": (5,),
    }
    assert lines("prefectures") == {"Tokyo": (10,), "Aichi": (5,)}
    assert lines("times") == {
        "Within 2 days": (5,),
        "Within 7 days": (5,),
        "After more than 7 days": (0,),
        "Not found, or not yet": (5,),
    }
    assert table("times").note == "Median: 3.5 days."


def test_time_to_match_of_few_is_not_told() -> None:
    ReferralFactory(raised_at=RAISED, matched_at=RAISED, state=ReferralState.MATCHED)

    assert table("times").note == "Median: not shown, for fewer than 5 referrals were matched."
    assert lines("prefectures") == {"Tokyo": (Hidden.FEW,)}


def test_cohorts_tell_how_many_have_completed() -> None:
    cohort = CohortFactory(name=Name.of("Spring"), enrols_from=date(2026, 4, 1))
    MembershipFactory.create_batch(5, cohort=cohort, completed=True)
    MembershipFactory.create_batch(6, cohort=cohort)
    MembershipFactory(cohort=cohort, invited=True)
    CohortFactory(enrols_from=date(2026, 3, 31))

    assert lines("cohorts") == {"Spring": (5, 6)}


def test_years_are_those_with_sessions_or_a_plan_and_the_running_one() -> None:
    MeetingFactory(fiscal_year=2024)
    SessionPlan.objects.create(fiscal_year=2027, planned=6)

    assert years_with_figures(NOW) == [2027, 2026, 2024]


def test_figures_are_counted_in_the_same_number_of_queries() -> None:
    def fill() -> None:
        attended(MeetingFactory(), 3)
        CaseFactory()
        ReferralFactory()
        MembershipFactory()

    fill()
    with counted() as few:
        tables_of(2026, NOW)
    for _number in range(4):
        fill()
    with counted() as many:
        tables_of(2026, NOW)

    assert len(few) == len(many) == 6


# On the page and in the file


def test_coordinator_sees_tables_with_charts(client: Client) -> None:
    SessionPlan.objects.create(fiscal_year=2026, planned=6)
    client.force_login(UserFactory(groups=["Coordinators"]))

    page = client.get(PAGE, headers={"accept-language": "en"}).text

    assert "Sessions: Number, as bars. The table below has the numbers." in page
    assert 'width="360.0" height="16"' in page
    assert "style=" not in page.split("<svg role")[1].split("</svg>")[0]


def test_other_year_is_chosen_and_an_unknown_one_is_the_running_year(client: Client) -> None:
    SessionPlan.objects.create(fiscal_year=2024, planned=6)
    client.force_login(UserFactory(groups=["Coordinators"]))

    shown = [client.get(f"{PAGE}?year={year}").context["year"] for year in ("2024", "", "1999", "x", "²")]
    assert shown == [2024, 2026, 2026, 2026, 2026]


def test_file_holds_what_the_page_shows_and_is_on_record(client: Client) -> None:
    attended(MeetingFactory(), 3)
    coordinator = UserFactory(groups=["Coordinators"])
    client.force_login(coordinator)

    response = client.post(f"{PAGE}export/", {"year": "2026"}, headers={"accept-language": "en"})

    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response["Content-Disposition"] == 'attachment; filename="figures-2026.csv"'
    assert rows[0] == ["Fiscal year", "2026"]
    assert ["Helper", "fewer than 5", "0", "0"] in rows
    entry = AuditEntry.objects.get(verb="figures exported")
    assert (entry.object_ref, entry.actor_id) == ("2026", coordinator.pk)


def test_file_runs_nothing_in_a_spreadsheet() -> None:
    CohortFactory(name=Name.of('=HYPERLINK("http://example.org")'))

    assert "'=HYPERLINK" in as_file(2026, NOW)
    assert [harmless(cell) for cell in ("+1", "-1", "@x", "1", "")] == ["'+1", "'-1", "'@x", "1", ""]


@pytest.mark.parametrize(
    ("group", "sees", "exports"),
    [("Coordinators", True, True), ("Auditors", True, False), ("Editors", False, False), ("Desk", False, False)],
)
def test_seeing_and_exporting_have_their_own_permissions(client: Client, group: str, sees: bool, exports: bool) -> None:
    client.force_login(UserFactory(groups=[group]))

    page = client.get(PAGE)
    assert (page.status_code == 200) is sees
    assert (client.post(f"{PAGE}export/", {"year": "2026"}).status_code == 200) is exports
    assert client.get(f"{PAGE}export/").status_code in (302, 405)
    assert AuditEntry.objects.filter(verb="figures exported").exists() is exports
