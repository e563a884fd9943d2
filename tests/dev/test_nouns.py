from __future__ import annotations

from tests.benchmarks.house._nouns import listed_in_vain, nouns_of, pairs_of

MODULES = [
    "sessions",
    "sessions.models",
    "sessions.bookings.models",
    "sessions.bookings.actions.booking",
    "sessions.planning.actions.planning",
    "sessions.calendars",
    "sessions.bookings.calendars.feeds",
    "sessions.referrals",
    "sessions.referrals.models",
    "sessions.referrals.sentences",
    "sessions.jobs",
]
LISTED = {"bookings": ["models.bookings", "*.booking"], "meetings": ["*.planning", "views.doors"]}


def test_module_is_about_the_noun_whose_package_holds_it_or_that_is_listed_for_it() -> None:
    assert nouns_of("sessions", MODULES, LISTED) == {
        "sessions.bookings.models": "bookings",
        "sessions.bookings.actions.booking": "bookings",
        "sessions.planning.actions.planning": "meetings",
        "sessions.referrals": "referrals",
        "sessions.referrals.models": "referrals",
        "sessions.referrals.sentences": "referrals",
    }


def test_listed_name_that_stands_for_no_module_is_told() -> None:
    assert listed_in_vain("sessions", MODULES, LISTED) == ["views.doors"]


def test_nouns_that_import_each_other_are_one_pair_and_named_where_both_do() -> None:
    links = [
        ("bookings", "meetings"),
        ("bookings", "meetings"),
        ("meetings", "bookings"),
        ("hour", "meetings"),
        ("hour", "hour"),
    ]

    assert pairs_of(links) == ([("bookings", "meetings"), ("hour", "meetings")], [("bookings", "meetings")])
