"""Undoing an import takes away no experience or qualification on which a claim rests since (R5, C2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from claims.actions import approve, reject, withdraw
from claims.enums import RejectionReason
from claims.models import Claim
from network.importing.enums import Undone
from network.models import MemberImport, Programme, Supporter
from surveys.models import Qualification
from tests.claims.made import NOW, a_claim
from tests.factories import SupporterFactory, UserFactory
from tests.network.bringing_in import Office, undone
from tests.network.spreadsheets import member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]

FILLED = date(2024, 5, 1)
BEFORE = NOW - timedelta(hours=1)


@pytest.fixture
def office(client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Office:
    client.force_login(UserFactory(groups=["Desk"]))
    return Office(client, django_capture_on_commit_callbacks)


@pytest.fixture
def lan(programme: Programme) -> Supporter:
    return SupporterFactory(network_id="BN-1", name="Lan", prefecture="", has_declared_experience=True)


def fill_in(office: Office) -> MemberImport:
    return office.imported(member("BN-1", "Lan", prefecture="大阪", confirmed="2024-05-01", qualified="2024-05-01"))


def credit(supporter: Supporter) -> tuple[date | None, list[date]]:
    supporter.refresh_from_db()
    qualified = Qualification.objects.filter(supporter=supporter).values_list("qualified_on", flat=True)
    return supporter.experience_confirmed_on, list(qualified)


RELIED_ON = [["experience_confirmed_on", "relied_on"], ["qualified_on", "relied_on"]]


def nothing(claim: Claim) -> None:
    pass


def approved(claim: Claim) -> None:
    approve(claim, officer_id=UserFactory().pk, now=NOW)


def rejected(claim: Claim) -> None:
    reject(claim, [RejectionReason.NOT_CONFIRMED], officer_id=UserFactory().pk, now=NOW)


def withdrawn(claim: Claim) -> None:
    withdraw(claim, actor_id=None, now=NOW)


@pytest.mark.parametrize("and_then", [nothing, approved])
def test_credit_on_which_a_claim_rests_stays_and_is_named(
    office: Office, lan: Supporter, and_then: Callable[[Claim], None]
) -> None:
    done = fill_in(office)
    lan.refresh_from_db()
    and_then(a_claim(lan))

    assert undone(office.undo(done)) == [(2, Undone.RESTORED, RELIED_ON)]
    assert credit(lan) == (FILLED, [FILLED])
    assert lan.prefecture == ""


@pytest.mark.parametrize("and_then", [rejected, withdrawn])
def test_claim_that_has_ended_holds_no_credit(
    office: Office, lan: Supporter, and_then: Callable[[Claim], None]
) -> None:
    done = fill_in(office)
    lan.refresh_from_db()
    and_then(a_claim(lan))

    assert undone(office.undo(done)) == [(2, Undone.RESTORED, [])]
    assert credit(lan) == (None, [])


def test_claim_filed_before_the_import_rests_on_it_only_when_approved(office: Office, lan: Supporter) -> None:
    claim = a_claim(lan, now=BEFORE)
    assert undone(office.undo(fill_in(office))) == [(2, Undone.RESTORED, [])]

    done = fill_in(office)
    approved(Claim.objects.get(pk=claim.pk))
    assert undone(office.undo(done)) == [(2, Undone.RESTORED, RELIED_ON)]
    assert credit(lan) == (FILLED, [FILLED])
