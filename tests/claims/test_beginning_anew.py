"""A draft that is discarded, codes of several people, arrival, months. It is Friday 15 May 2026, noon in Tokyo."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client

from claims.actions import approve, return_for_correction
from claims.drafts import ClaimDraft
from claims.enums import ReturnReason
from claims.models import Claim, Visit
from network.models import ConsulteeCode, Supporter
from network.people.rules.codes import in_groups
from portal.dashboard import collect_steps
from portal.drafts import draft_of
from tests.claims.made import NOW, a_claim, a_code, about_the_visit, at, key, lasting
from tests.claims.pages import NEW, post, send
from tests.factories import UserFactory


def draft(supporter: Supporter) -> ClaimDraft:
    return ClaimDraft(supporter.user_id or 0)


def with_a_new_code(client: Client, owner: Supporter) -> ConsulteeCode:
    post(client, owner, "start", way="needs_code")
    client.post(f"{NEW}issue/", key())
    return ConsulteeCode.objects.latest("pk")


def fill_in(client: Client, owner: Supporter, **visit: Any) -> None:
    post(client, owner, "start", way="has_code")
    post(client, owner, "code", code=in_groups(a_code().code))
    post(client, owner, "visit", **about_the_visit(**visit))
    post(client, owner, "times", start_time="10:00", end_time="11:30", end_day="")


def test_draft_is_discarded_when_that_is_confirmed(signed_in: Client, supporter: Supporter) -> None:
    fill_in(signed_in, supporter)
    late = draft_of(supporter.user_id or 0, "claim").page.signed()
    assert [f"{NEW}discard/" in signed_in.get(page).text for page in ("/en/claims/", f"{NEW}start/")] == [True, True]
    assert signed_in.get(f"{NEW}discard/").status_code == 200
    assert draft(supporter).is_begun

    sent = key()
    answers = [signed_in.post(f"{NEW}discard/", sent)["Location"] for _twice in range(2)]

    assert (answers, draft(supporter).values) == ([NEW] * 2, {})
    assert signed_in.post(f"{NEW}visit/keep/", {"draft_owner": late, "day": "x"}).status_code == 403
    assert [f"{NEW}discard/" in signed_in.get(page).text for page in ("/en/claims/", f"{NEW}start/")] == [False, False]


def test_page_that_discarded_a_draft_discards_no_later_one(signed_in: Client, supporter: Supporter) -> None:
    fill_in(signed_in, supporter)
    sent = key()
    signed_in.post(f"{NEW}discard/", sent)
    fill_in(signed_in, supporter)

    signed_in.post(f"{NEW}discard/", sent)

    assert draft(supporter).is_begun


def test_page_says_that_the_draft_is_erased(signed_in: Client, supporter: Supporter) -> None:
    fill_in(signed_in, supporter)

    page = signed_in.post(f"{NEW}discard/", key(), follow=True)

    assert (page.redirect_chain[-1][0], "What you had typed is erased." in page.text) == (f"{NEW}start/", True)


def test_nothing_is_asked_where_there_is_nothing_to_discard(signed_in: Client, supporter: Supporter) -> None:
    assert signed_in.get(f"{NEW}discard/")["Location"] == "/en/claims/"


def test_page_sent_again_does_not_call_a_later_draft_erased(signed_in: Client, supporter: Supporter) -> None:
    fill_in(signed_in, supporter)
    sent = key()
    signed_in.post(f"{NEW}discard/", sent, follow=True)
    fill_in(signed_in, supporter)

    page = signed_in.post(f"{NEW}discard/", sent, follow=True)

    assert "What you had typed is erased." not in page.text


def test_next_person_without_a_code_gets_a_new_one(signed_in: Client, supporter: Supporter) -> None:
    former = with_a_new_code(signed_in, supporter)
    post(signed_in, supporter, "start", way="needs_code")
    page = signed_in.get(f"{NEW}issue/").text
    assert "Is this claim for the same person?" in page

    signed_in.post(f"{NEW}issue/", {**key(), "shown": former.pk})
    post(signed_in, supporter, "visit", **about_the_visit())
    post(signed_in, supporter, "times", start_time="10:00", end_time="11:30", end_day="")
    send(signed_in)

    newer = ConsulteeCode.objects.latest("pk")
    assert (newer.pk == former.pk, Visit.objects.get().consultee_code) == (False, newer)


def test_page_from_before_a_code_was_made_makes_no_second_one(signed_in: Client, supporter: Supporter) -> None:
    """In two tabs: the second one has not asked whether it is the same person."""
    post(signed_in, supporter, "start", way="needs_code")
    tabs = [signed_in.get(f"{NEW}issue/").context["form"] for _tab in range(2)]
    typed = [{name: tab[name].value() for name in ("idempotency_key", "shown")} for tab in tabs]
    signed_in.post(f"{NEW}issue/", typed[0])

    answer = signed_in.post(f"{NEW}issue/", typed[1], follow=True)

    only = ConsulteeCode.objects.get()
    assert ("changed in another window" in answer.text, answer.context["issued"]) == (True, only.pk)
    assert signed_in.post(f"{NEW}issue/", typed[0])["Location"] == f"/en/claims/card/{only.pk}/"
    signed_in.post(f"{NEW}issue/", answer.context["form"].initial | key())
    assert ConsulteeCode.objects.count() == 2


def test_page_that_made_a_code_hands_it_to_nobody_else(signed_in: Client, supporter: Supporter) -> None:
    post(signed_in, supporter, "start", way="needs_code")
    sent = key()
    card = signed_in.post(f"{NEW}issue/", sent)["Location"]
    again = signed_in.post(f"{NEW}issue/", sent)["Location"]
    signed_in.post(f"{NEW}discard/", key())
    post(signed_in, supporter, "start", way="needs_code")

    asked = signed_in.post(f"{NEW}issue/", sent, follow=True)

    assert (again, asked.redirect_chain) == (card, [(f"{NEW}issue/", 302)])
    assert "That page belongs to a claim that was sent or discarded since." in asked.text
    assert (ConsulteeCode.objects.count(), draft(supporter).issued) == (1, None)


def test_same_person_keeps_the_code(signed_in: Client, supporter: Supporter) -> None:
    issued = with_a_new_code(signed_in, supporter)
    post(signed_in, supporter, "start", way="has_code")
    post(signed_in, supporter, "code", code=in_groups(a_code().code))
    post(signed_in, supporter, "start", way="needs_code")
    made = ConsulteeCode.objects.count()

    shown = signed_in.get(f"{NEW}issue/").context["form"].initial
    answer = signed_in.post(f"{NEW}issue/", {**key(), **shown, "same": "yes"})

    assert answer["Location"] == f"{NEW}visit/"
    assert draft(supporter).typed("code") == {"code": [in_groups(issued.code)]}
    assert ConsulteeCode.objects.count() == made


def test_code_issued_to_somebody_else_is_not_kept(signed_in: Client, supporter: Supporter) -> None:
    post(signed_in, supporter, "start", way="needs_code")
    kept = draft(supporter)
    kept.keep_issued(a_code(), now=NOW)

    shown = signed_in.get(f"{NEW}issue/").context["form"].initial
    signed_in.post(f"{NEW}issue/", {**key(), **shown, "same": "yes"})

    assert ConsulteeCode.objects.latest("pk").issued_to == supporter


@pytest.fixture
def waiting_for_the_lock(at_noon: None) -> Callable[[datetime], AbstractContextManager[None]]:
    """Whoever writes first waits until then, as behind the lock of another."""

    def until(moment: datetime) -> AbstractContextManager[None]:
        def wait(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
            if sql.startswith("INSERT"):
                clock.move_to(moment)
            return execute(sql, *more)

        return connection.execute_wrapper(wait)

    with time_machine.travel(NOW, tick=False) as clock:
        yield until


def test_claim_counts_from_its_arrival_however_long_it_waited(
    signed_in: Client, supporter: Supporter, waiting_for_the_lock: Callable[[datetime], AbstractContextManager[None]]
) -> None:
    fill_in(signed_in, supporter, day="2026-04-15")
    page = signed_in.get(f"{NEW}check/")

    with waiting_for_the_lock(NOW + timedelta(days=1)):
        signed_in.post(f"{NEW}check/", page.context["form"].initial)

    claim = Claim.objects.get()
    assert (claim.filed_at, claim.deadline) == (NOW, date(2026, 5, 15))


def test_returned_claim_is_never_pushed_off_my_page(signed_in: Client, supporter: Supporter) -> None:
    older = [a_claim(supporter, own=lasting(at(hour)), now=NOW - timedelta(hours=4)) for hour in (1, 4)]
    for claim in older:
        return_for_correction(claim, [ReturnReason.TIMES_UNCLEAR], officer_id=UserFactory().pk, now=NOW)
    for _number in range(5):
        a_claim(supporter)

    page = signed_in.get("/en/my/")

    assert [f"/en/claims/{claim.reference}/" in page.text for claim in older] == [True, True]
    steps = {step.order: step.url for step in collect_steps(page.wsgi_request)}
    assert steps[70] == f"/en/claims/{older[1].reference}/correct/"


def texts(client: Client, claim: Claim) -> list[str]:
    paths = ("/en/my/", "/en/claims/", f"/en/claims/{claim.reference}/", f"/en/claims/{claim.reference}/sent/")
    return [client.get(path).text for path in paths]


@pytest.mark.parametrize("approved", [False, True])
def test_month_of_payment_is_spoken_of_until_it_is_over(client: Client, supporter: Supporter, approved: bool) -> None:
    claim = a_claim(supporter)
    if approved:
        approve(claim, officer_id=UserFactory().pk, now=NOW)
    client.force_login(supporter.user)  # type: ignore[arg-type]

    with time_machine.travel(datetime(2026, 6, 30, 23, 59, tzinfo=NOW.tzinfo), tick=False):
        assert [spoken(page) for page in texts(client, claim)] == [True, False, True, True]
    with time_machine.travel(datetime(2026, 7, 1, tzinfo=NOW.tzinfo), tick=False):
        assert [spoken(page) for page in texts(client, claim)] == [False] * 4


def spoken(page: str) -> bool:
    return any(words in page for words in ("Planned for", "Month of payment", "paid in", "pays it in"))
