from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client

from network.models import Programme
from tests.factories import ProgrammeFactory, UserFactory

pytestmark = pytest.mark.django_db

# The one that is there: 1 March to 31 December 2026.
OVERLAPPING = [
    (date(2026, 3, 1), date(2026, 12, 31)),
    (date(2026, 1, 1), date(2026, 3, 1)),
    (date(2026, 12, 31), date(2027, 3, 31)),
    (date(2026, 5, 1), date(2026, 5, 1)),
    (date(2025, 1, 1), date(2028, 1, 1)),
]
BESIDE = [(date(2026, 1, 1), date(2026, 2, 28)), (date(2027, 1, 1), date(2027, 1, 1))]


@pytest.mark.parametrize(("starts_on", "ends_on"), OVERLAPPING)
def test_overlapping_programme_is_refused_by_the_database(starts_on: date, ends_on: date) -> None:
    ProgrammeFactory()

    with pytest.raises(DatabaseError), transaction.atomic():
        ProgrammeFactory(starts_on=starts_on, ends_on=ends_on)

    assert Programme.objects.count() == 1


def test_programme_moved_onto_another_is_refused_by_the_database() -> None:
    ProgrammeFactory()
    other = ProgrammeFactory(starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))

    with pytest.raises(DatabaseError), transaction.atomic():
        Programme.objects.filter(pk=other.pk).update(starts_on=date(2026, 12, 31))


@pytest.mark.parametrize(("starts_on", "ends_on"), BESIDE)
def test_programme_beside_another_is_kept(starts_on: date, ends_on: date) -> None:
    ProgrammeFactory()

    ProgrammeFactory(starts_on=starts_on, ends_on=ends_on)

    assert Programme.objects.count() == 2


@pytest.mark.parametrize(
    "impossible",
    [{"starts_on": date(2026, 5, 2), "ends_on": date(2026, 5, 1)}, {"minimum_minutes": 121}],
)
def test_impossible_programme_is_refused_by_the_database(impossible: dict[str, Any]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        ProgrammeFactory(**impossible)


@pytest.mark.parametrize(("starts_on", "ends_on"), [*OVERLAPPING, (date(2027, 2, 1), date(2027, 1, 1))])
def test_form_says_what_the_database_would_refuse(starts_on: date, ends_on: date) -> None:
    ProgrammeFactory()

    with pytest.raises(ValidationError):
        ProgrammeFactory.build(starts_on=starts_on, ends_on=ends_on).full_clean()


def test_programme_is_changed_in_the_admin(client: Client) -> None:
    programme = ProgrammeFactory()
    client.force_login(UserFactory(administrator=True))
    shown = client.get(f"/admin/programmes/edit/{programme.pk}/").context["form"].initial

    client.post(f"/admin/programmes/edit/{programme.pk}/", {**shown, "name_ja": "今", "short_amount": 4500})

    programme.refresh_from_db()
    assert programme.short_amount == 4500


@pytest.mark.parametrize(
    ("day", "found"),
    [(date(2026, 2, 28), 0), (date(2026, 3, 1), 1), (date(2026, 12, 31), 1), (date(2027, 1, 1), 0)],
)
def test_programme_on_a_day_includes_first_and_last(day: date, found: int) -> None:
    ProgrammeFactory()

    assert Programme.objects.on(day).count() == found
