from __future__ import annotations

from tests.benchmarks.house._nouns import nouns_of, pairs_of

MODULES = [
    "sessions",
    "sessions.models",
    "sessions.bookings.models",
    "sessions.bookings.actions.booking",
    "sessions.bookings.calendars.feeds",
    "sessions.referrals",
    "sessions.referrals.models",
    "sessions.referrals.accompaniments",
    "sessions.templatetags.meeting_tags",
    "sessions.jobs",
]


def test_module_is_about_the_noun_whose_package_holds_it() -> None:
    assert nouns_of("sessions", MODULES) == {
        "sessions.bookings.models": "bookings",
        "sessions.bookings.actions.booking": "bookings",
        "sessions.bookings.calendars.feeds": "bookings",
        "sessions.referrals": "referrals",
        "sessions.referrals.models": "referrals",
        "sessions.referrals.accompaniments": "referrals",
    }


def test_nouns_that_import_each_other_are_one_pair_and_named_where_both_do() -> None:
    links = [
        ("bookings", "meetings"),
        ("bookings", "meetings"),
        ("meetings", "bookings"),
        ("hour", "meetings"),
        ("hour", "hour"),
    ]

    assert pairs_of(links) == ([("bookings", "meetings"), ("hour", "meetings")], [("bookings", "meetings")])
