"""Invented people, one for each role. Other rooms find them by their address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from portal.dates import TOKYO

from ..people.enums import LanguageLevel, Prefecture, SpokenLanguage, Want

PASSWORD = "walk-side-by-side"  # noqa: S105  for everybody in the demo, and printed when it starts


@dataclass(frozen=True)
class Person:
    role: str
    email: str
    name: str
    language: str
    prefecture: str
    wants: frozenset[str]
    is_experienced: bool = False
    address: tuple[str, str] = ("", "")  # postal code, postal address
    languages: tuple[tuple[str, str], ...] = ()
    registered_at: datetime | None = None  # the moment of loading, unless it says otherwise


@dataclass(frozen=True)
class Colleague:
    role: str
    email: str
    group: str


PEOPLE = [
    Person(
        "Newcomer",
        "newcomer@example.org",
        "Demo Newcomer",
        "vi",
        Prefecture.SAITAMA,
        frozenset({Want.ACCOMPANY, Want.LEARN, Want.FOREIGN_ORIGIN_TRAINING}),
    ),
    Person(
        "Learner",
        "learner@example.org",
        "Demo Learner",
        "vi",
        Prefecture.TOKYO,
        frozenset({Want.ACCOMPANY, Want.LEARN}),
        address=("110-0005", "東京都台東区見本町1-2-3"),
        languages=(
            (SpokenLanguage.VIETNAMESE, LanguageLevel.MOTHER_TONGUE),
            (SpokenLanguage.JAPANESE, LanguageLevel.FLUENT),
        ),
    ),
    Person(
        "Supporter",
        "supporter@example.org",
        "Demo Supporter",
        "ja",
        Prefecture.AICHI,
        frozenset({Want.ACCOMPANY}),
        is_experienced=True,
        address=("450-0002", "愛知県名古屋市中村区見本町4-5-6"),
        languages=(
            (SpokenLanguage.JAPANESE, LanguageLevel.MOTHER_TONGUE),
            (SpokenLanguage.VIETNAMESE, LanguageLevel.EVERYDAY),
        ),
        registered_at=datetime(2023, 7, 18, 10, tzinfo=TOKYO),
    ),
    Person(
        "Companion",
        "companion@example.org",
        "Demo Companion",
        "vi",
        Prefecture.TOKYO,
        frozenset({Want.ACCOMPANY}),
        is_experienced=True,
        address=("130-0012", "東京都墨田区見本町7-8-9"),
        languages=(
            (SpokenLanguage.VIETNAMESE, LanguageLevel.MOTHER_TONGUE),
            (SpokenLanguage.JAPANESE, LanguageLevel.FLUENT),
        ),
        registered_at=datetime(2024, 5, 13, 20, tzinfo=TOKYO),
    ),
    Person(
        "Facilitator",
        "facilitator@example.org",
        "Demo Facilitator",
        "ja",
        Prefecture.TOKYO,
        frozenset({Want.ACCOMPANY}),
        is_experienced=True,
        address=("169-0072", "東京都新宿区見本町3-2-1"),
        languages=(
            (SpokenLanguage.JAPANESE, LanguageLevel.MOTHER_TONGUE),
            (SpokenLanguage.ENGLISH, LanguageLevel.FLUENT),
        ),
        registered_at=datetime(2023, 9, 4, 12, tzinfo=TOKYO),
    ),
    Person(
        "Foreign-origin supporter",
        "roots@example.org",
        "Demo Roots",
        "vi",
        Prefecture.TOKYO,
        frozenset({Want.LEARN, Want.FOREIGN_ORIGIN_TRAINING}),
        languages=(
            (SpokenLanguage.VIETNAMESE, LanguageLevel.MOTHER_TONGUE),
            (SpokenLanguage.JAPANESE, LanguageLevel.EVERYDAY),
        ),
        registered_at=datetime(2026, 3, 5, 19, tzinfo=TOKYO),
    ),
]
OFFICE = [
    Colleague("Editor", "editor@example.org", "Editors"),
    Colleague("Desk", "desk@example.org", "Desk"),
    Colleague("Claims officer", "officer@example.org", "Claims officers"),
    Colleague("Treasurer", "treasurer@example.org", "Treasurers"),
    Colleague("Coordinator", "coordinator@example.org", "Coordinators"),
    Colleague("Auditor", "auditor@example.org", "Auditors"),
]
ADMINISTRATOR = "admin@example.org"
