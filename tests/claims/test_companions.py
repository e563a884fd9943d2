"""What two supporters of one visit see of each other. It is Friday 15 May 2026, noon in Tokyo."""

from __future__ import annotations

import pytest
from django.test import Client

from claims.actions import VisitDetails, file_claim, resend, return_for_correction, withdraw
from claims.enums import ReturnReason
from claims.models import Claim
from network.models import ConsulteeCode, Supporter, User
from network.people.rules.codes import in_groups
from tests.claims.made import DETAILS, NOW, a_claim, a_code, a_joined_claim, about_the_visit, at, key, lasting
from tests.claims.pages import NEW, post
from tests.factories import SupporterFactory, UserFactory

AT_COURT = VisitDetails("01", "court", "labour", "ja")
JOINS = "Your claim joins a visit"


@pytest.fixture
def opener(programme: object) -> Supporter:
    return SupporterFactory(experienced=True)


@pytest.fixture
def code(opener: Supporter) -> ConsulteeCode:
    return a_code(opener)


def fill_in(client: Client, owner: Supporter, code: ConsulteeCode, start: str = "10:00", end: str = "11:30") -> None:
    post(client, owner, "start", way="has_code")
    post(client, owner, "code", code=in_groups(code.code))
    post(client, owner, "visit", **about_the_visit())
    post(client, owner, "times", start_time=start, end_time=end, end_day="")


def address(claim: Claim, page: str = "") -> str:
    return f"/en/claims/{claim.reference}/{page}"


def own(supporter: Supporter) -> Claim:
    return Claim.objects.get(supporter=supporter)


def test_check_says_that_the_claim_joins_a_visit(
    signed_in: Client, supporter: Supporter, opener: Supporter, code: ConsulteeCode
) -> None:
    opened = file_claim(opener, code, AT_COURT, lasting(at(9, 15), minutes=75), now=NOW)
    fill_in(signed_in, supporter, code)

    page = signed_in.get(f"{NEW}check/")
    signed_in.post(f"{NEW}check/", page.context["form"].initial)

    foreign = ("9:15", "10:30", "Court", "Hokkaidō", in_groups(opened.visit.join_code), str(opener), str(opened))
    assert JOINS in page.text
    assert [words for words in foreign if words in page.text] == []
    assert own(supporter).visit == opened.visit
    told = [signed_in.get(address(own(supporter), sub)).text for sub in ("", "sent/")]
    assert [JOINS in page for page in told] == [True, True]
    assert [words for words in foreign for page in told if words in page] == []


def test_check_of_a_visit_of_ones_own_says_nothing_of_joining(
    signed_in: Client, supporter: Supporter, opener: Supporter, code: ConsulteeCode
) -> None:
    a_claim(opener, code)
    fill_in(signed_in, supporter, code, "11:30", "12:30")

    assert JOINS not in signed_in.get(f"{NEW}check/").text


def test_check_of_a_full_visit_tells_all_reasons(
    signed_in: Client, supporter: Supporter, opener: Supporter, code: ConsulteeCode
) -> None:
    a_joined_claim(SupporterFactory(experienced=True), a_claim(opener, code))
    fill_in(signed_in, supporter, code, "10:00", "10:59")

    page = signed_in.get(f"{NEW}check/")

    assert [refusal.matter for refusal in page.context["refusals"]] == [
        "The visit is shorter than 60 minutes.",
        "2 supporters have already claimed for this visit.",
    ]
    assert JOINS not in page.text


def test_check_after_a_visit_code_shows_the_code_and_nothing_of_the_visit(
    signed_in: Client, supporter: Supporter, opener: Supporter, code: ConsulteeCode
) -> None:
    visit = file_claim(opener, code, AT_COURT, lasting(), now=NOW).visit
    post(signed_in, supporter, "start", way="joins")
    post(signed_in, supporter, "join", visit_code=visit.join_code)
    post(signed_in, supporter, "times", start_day="2026-05-14", start_time="10:00", end_time="11:00")

    page = signed_in.get(f"{NEW}check/").text

    assert [words in page for words in (JOINS, in_groups(visit.join_code), "Court", "Hokkaidō")] == [
        True,
        True,
        False,
        False,
    ]


def test_check_after_the_code_of_a_returned_visit_says_that_it_joins(
    signed_in: Client, supporter: Supporter, opener: Supporter, code: ConsulteeCode
) -> None:
    first = file_claim(opener, code, AT_COURT, lasting(at(1)), now=NOW)
    return_for_correction(first, [ReturnReason.DATE_UNCLEAR], officer_id=UserFactory().pk, now=NOW)
    post(signed_in, supporter, "start", way="joins")
    post(signed_in, supporter, "join", visit_code=first.visit.join_code)
    post(signed_in, supporter, "times", start_day="2026-05-14", start_time="10:00", end_time="11:00")

    page = signed_in.get(f"{NEW}check/")
    signed_in.post(f"{NEW}check/", page.context["form"].initial)

    agree = "You claim for the visit whose code you typed."
    pages = [page.text, *(signed_in.get(address(own(supporter), sub)).text for sub in ("", "sent/"))]
    assert [agree in text for text in pages] == [True] * 3
    assert own(supporter).visit == first.visit


def test_who_leads_after_the_opener_fills_in_what_it_was_about(
    signed_in: Client, supporter: Supporter, opener: Supporter, code: ConsulteeCode
) -> None:
    first = file_claim(opener, code, AT_COURT, lasting(), now=NOW)
    joined = a_joined_claim(supporter, first)
    withdraw(first, actor_id=opener.user_id, now=NOW)
    return_for_correction(joined, [ReturnReason.ERRAND_UNCLEAR], officer_id=UserFactory().pk, now=NOW)

    form = signed_in.get(address(joined, "correct/")).context["form"]

    assert [form[name].value() for name in ("errand", "prefecture", "start_time")] == [None, None, "10:00"]
    resend(joined, lasting(), details=DETAILS, actor_id=None, now=NOW)
    joined.refresh_from_db()
    assert (joined.opened_visit, joined.visit.errand) == (True, "hospital")


def test_officer_decides_no_claim_of_the_same_person_and_time(
    desk: Client, officer: User, supporter: Supporter, code: ConsulteeCode
) -> None:
    colleague = SupporterFactory(experienced=True, user=officer)
    withdraw(a_claim(colleague, code), actor_id=officer.pk, now=NOW)
    same, earlier = a_claim(supporter, code), a_claim(supporter, code, lasting(at(7)))

    pages = [desk.get(f"/admin/claims/inspect/{claim.pk}/") for claim in (same, earlier)]

    assert [page.context["can_approve"] for page in pages] == [False, True]
    assert "You have claimed for this visit yourself." in pages[0].text


def test_officer_decides_no_claim_of_a_visit_they_claimed_for(
    desk: Client, officer: User, supporter: Supporter
) -> None:
    colleague = SupporterFactory(experienced=True, user=officer)
    first = a_claim(supporter)
    mine = a_joined_claim(colleague, first)
    withdraw(mine, actor_id=officer.pk, now=NOW)

    page = desk.get(f"/admin/claims/inspect/{first.pk}/")

    assert [page.context[name] for name in ("can_approve", "can_reject", "can_return")] == [False] * 3
    assert "You have claimed for this visit yourself." in page.text
    for verb, reason in (("approve", ""), ("reject", "no_answer"), ("return", "code_unclear")):
        answer = desk.post(f"/admin/claims/{verb}/{first.pk}/", {**key(), "reasons": [reason]})
        assert "You have claimed for this visit yourself." in answer.text
    assert Claim.objects.get(pk=first.pk).state == "filed"


def test_page_of_a_decision_that_was_sent_before_says_so(desk: Client, supporter: Supporter) -> None:
    claim = a_claim(supporter)
    sent = {**key(), "reasons": ["code_unclear"]}
    first = desk.post(f"/admin/claims/return/{claim.pk}/", sent, follow=True)
    resend(claim, lasting(), details=DETAILS, actor_id=None, now=NOW)

    again = desk.post(f"/admin/claims/return/{claim.pk}/", sent, follow=True)

    said = [[str(message).strip() for message in answer.context["messages"]] for answer in (first, again)]
    assert said == [
        [f"Claim {claim}: done."],
        [f"Claim {claim}: this page was sent before. Nothing was done now."],
    ]
    assert Claim.objects.get().state == "filed"
