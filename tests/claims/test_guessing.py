"""Ten well-formed codes that nobody has, and guessing is over for an hour. It is Friday 15 May 2026, noon in Tokyo."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from claims.drafts import ClaimDraft
from claims.models import Claim
from network.models import Supporter
from network.people.rules.codes import CONSULTEE_CODE_LENGTH, VISIT_CODE_LENGTH, make_code
from portal.drafts import draft_of
from portal.limits import RecentUses
from tests.claims.made import NOW, a_claim, a_code, about_the_visit, key
from tests.claims.pages import NEW, post, send
from tests.factories import SupporterFactory

UNKNOWN = "The portal has not issued this code. Ask the person to show you the card again."
LOCKED = "You have typed ten codes that the portal does not know. Try again in an hour. What you have typed is kept."


def guess(client: Client, owner: Supporter, code: str = "") -> list[str]:
    answer = post(client, owner, "code", code=code or make_code(CONSULTEE_CODE_LENGTH))
    return [] if answer.status_code == 302 else answer.context["form"].errors["code"]


@pytest.fixture
def locked(signed_in: Client, supporter: Supporter) -> Client:
    assert [guess(signed_in, supporter) for _number in range(10)] == [[UNKNOWN]] * 10
    return signed_in


def test_ten_unknown_codes_lock_right_ones_too(locked: Client, supporter: Supporter) -> None:
    assert guess(locked, supporter, a_code().code) == [LOCKED]
    assert guess(locked, supporter) == [LOCKED]


def test_code_issued_to_oneself_is_no_guess(locked: Client, supporter: Supporter) -> None:
    assert guess(locked, supporter, a_code(supporter).code) == []


def test_who_is_locked_still_claims_with_a_new_code(locked: Client, supporter: Supporter) -> None:
    post(locked, supporter, "start", way="needs_code")
    locked.post(f"{NEW}issue/", key())
    post(locked, supporter, "visit", **about_the_visit())
    post(locked, supporter, "times", start_time="10:00", end_time="11:30", end_day="")

    send(locked)

    assert Claim.objects.get().visit.consultee_code.issued_to == supporter


def test_lock_ends_after_an_hour(locked: Client, supporter: Supporter) -> None:
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        assert guess(locked, supporter, a_code().code) == []


def test_visit_codes_are_locked_by_the_same_ten(locked: Client, supporter: Supporter) -> None:
    visit = a_claim(SupporterFactory(experienced=True)).visit

    assert post(locked, supporter, "join", visit_code=visit.join_code).context["form"].errors == {
        "visit_code": [LOCKED]
    }


def test_other_people_are_not_locked(locked: Client) -> None:
    other = SupporterFactory(experienced=True)
    locked.force_login(other.user)

    assert guess(locked, other, a_code().code) == []


def test_same_unknown_code_counts_once(signed_in: Client, supporter: Supporter) -> None:
    mistaken = make_code(CONSULTEE_CODE_LENGTH)
    assert [guess(signed_in, supporter, mistaken) for _number in range(12)] == [[UNKNOWN]] * 12

    assert guess(signed_in, supporter, a_code().code) == []


@pytest.mark.parametrize("typed", ["7K3", "AAAA-AAAA-AA"])
def test_malformed_and_right_codes_do_not_count(signed_in: Client, supporter: Supporter, typed: str) -> None:
    right = a_code().code
    for _number in range(11):
        guess(signed_in, supporter, typed)
        guess(signed_in, supporter, right)

    assert not RecentUses.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_codes_that_were_kept_and_never_sent_count_too(signed_in: Client, supporter: Supporter, method: str) -> None:
    post(signed_in, supporter, "start", way="has_code")
    post(signed_in, supporter, "visit", **about_the_visit())
    post(signed_in, supporter, "times", start_time="10:00", end_time="11:30", end_day="")
    page = {"draft_owner": draft_of(supporter.user_id or 0, "claim").page.signed()}
    for _number in range(10):
        signed_in.post(f"{NEW}code/keep/", {**page, "code": make_code(CONSULTEE_CODE_LENGTH)})
        getattr(signed_in, method)(f"{NEW}check/", key())
    signed_in.post(f"{NEW}code/keep/", {**page, "code": a_code().code})

    shown = {"shown": ClaimDraft(supporter.user_id or 0).sign}
    answer = signed_in.post(f"{NEW}check/", {**key(), **shown})

    assert (answer["Location"], Claim.objects.count()) == (f"{NEW}code/?incomplete=1", 0)
    assert signed_in.get(answer["Location"]).context["form"].errors == {"code": [LOCKED]}


def test_correction_asks_no_more_codes_either(locked: Client, supporter: Supporter) -> None:
    claim = a_claim(supporter)
    Claim.objects.update(state="returned")
    page = draft_of(supporter.user_id or 0, f"claim {claim.reference}").page.signed()
    typed = {"start_time": "10:00", "end_time": "11:30", "end_day": "", "code": a_code().code, "draft_owner": page}

    answer = locked.post(f"/en/claims/{claim.reference}/correct/", {**about_the_visit(), **typed, **key()})

    assert answer.context["form"].errors == {"code": [LOCKED]}


def test_draft_of_who_is_locked_stays(locked: Client, supporter: Supporter) -> None:
    typed = make_code(VISIT_CODE_LENGTH)
    post(locked, supporter, "join", visit_code=typed)

    assert ClaimDraft(supporter.user_id or 0).typed("join") == {"visit_code": [typed]}
