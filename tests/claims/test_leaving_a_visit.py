"""A mistyped day or code has brought a claim into another's visit: its correction takes it out again (C7).

It is Friday 15 May 2026, noon in Tokyo."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from claims.actions import dispute, file_claim, resend, return_for_correction, withdraw
from claims.enums import ReturnReason
from claims.facts import times_of
from claims.models import Claim
from network.models import ConsulteeCode, Supporter
from network.people.rules.codes import in_groups
from portal.drafts import draft_of
from tests.claims.made import DETAILS, NOW, a_claim, a_code, a_joined_claim, about_the_visit, at, key, lasting
from tests.factories import SupporterFactory

EVE = date(2026, 5, 13)
TIMES = {"start_time": "10:00", "end_time": "11:30", "end_day": ""}


@pytest.fixture
def code(programme: object) -> ConsulteeCode:
    return a_code()


@pytest.fixture
def standing(code: ConsulteeCode) -> Claim:
    """Somebody else's, of the 14th."""
    return a_claim(SupporterFactory(experienced=True), code)


@pytest.fixture
def joined(supporter: Supporter, standing: Claim, code: ConsulteeCode, officer_id: int) -> Claim:
    """Back with its supporter, who was there on the 13th and has typed the 14th."""
    claim = file_claim(supporter, code, DETAILS, lasting(), now=NOW)
    dispute(standing, actor_id=None, now=NOW)
    return return_for_correction(claim, [ReturnReason.DATE_UNCLEAR], officer_id=officer_id, now=NOW)


def correct(client: Client, claim: Claim, query: str = "", **typed: Any) -> Any:
    page = draft_of(claim.supporter.user_id or 0, f"claim {claim.reference}").page
    about = {} if "start_day" in typed else about_the_visit()
    shown = {**about, **TIMES, "draft_owner": page.signed(), **key(), **typed}
    return client.post(f"/en/claims/{claim.reference}/correct/{query}", shown)


def test_correction_away_from_the_other_leads_to_a_visit_of_its_own(
    signed_in: Client, joined: Claim, standing: Claim
) -> None:
    refused = correct(signed_in, joined, start_day="2026-05-13")
    assert (refused.context["may_leave"], refused.context["is_apart"]) == (True, False)
    page = signed_in.get(f"/en/claims/{joined.reference}/correct/?apart")
    assert "If you were with the same person and your times overlap" in page.text
    form = page.context["form"]
    assert (form["day"].value(), form["start_time"].value(), form["errand"].value()) == ("2026-05-13", "10:00", None)

    answer = correct(signed_in, joined, "?apart", day="2026-05-13", errand="court")

    joined.refresh_from_db()
    standing.refresh_from_db()
    assert answer["Location"] == f"/en/claims/{joined.reference}/sent/"
    assert (joined.state, joined.visit.day, joined.visit.errand) == ("filed", EVE, "court")
    assert (joined.visit == standing.visit, joined.visit.consultee) == (False, standing.visit.consultee)
    assert (joined.leads_visit, joined.place, joined.visit.slot, standing.visit.slot) == (True, 1, 2, 1)
    assert (joined.disputed_at, standing.visit.errand) == (None, "hospital")
    assert [line.verb for line in standing.decisions.all()] == ["filed", "joined", "disputed", "parted"]


def test_claim_leaves_with_the_code_of_another_person_alone(signed_in: Client, joined: Claim, standing: Claim) -> None:
    other = a_code()

    correct(signed_in, joined, "?apart", day="2026-05-14", code=in_groups(other.code))

    joined.refresh_from_db()
    standing.refresh_from_db()
    assert (joined.visit.consultee, standing.visit.day) == (other.consultee, date(2026, 5, 14))
    assert standing.visit.consultee != other.consultee


def test_times_that_meet_the_other_keep_the_claim_in_the_visit(
    signed_in: Client, joined: Claim, standing: Claim
) -> None:
    correct(signed_in, joined, "?apart", day="2026-05-14", start_time="11:00", end_time="13:00", errand="court")

    joined.refresh_from_db()
    assert (joined.visit, joined.visit.errand, joined.leads_visit) == (standing.visit, "hospital", False)


def test_times_that_the_office_has_returned_keep_nobody_in_the_visit(
    signed_in: Client, joined: Claim, standing: Claim, officer_id: int
) -> None:
    return_for_correction(standing, [ReturnReason.TIMES_UNCLEAR], officer_id=officer_id, now=NOW)

    correct(signed_in, joined, "?apart", day="2026-05-14", start_time="11:00", end_time="13:00", errand="court")

    joined.refresh_from_db()
    standing.refresh_from_db()
    assert (joined.visit == standing.visit, joined.state, joined.leads_visit) == (False, "filed", True)
    assert (joined.visit.errand, standing.visit.errand) == ("court", "hospital")


def test_returned_times_that_were_right_join_the_visit_of_who_left(
    signed_in: Client, joined: Claim, standing: Claim, officer_id: int
) -> None:
    return_for_correction(standing, [ReturnReason.TIMES_UNCLEAR], officer_id=officer_id, now=NOW)
    correct(signed_in, joined, "?apart", day="2026-05-14", start_time="11:00", end_time="13:00", errand="court")

    resend(standing, times_of(standing), details=DETAILS, actor_id=None, now=NOW)

    joined.refresh_from_db()
    standing.refresh_from_db()
    assert (standing.visit, standing.state, standing.leads_visit) == (joined.visit, "filed", False)
    assert joined.visit.errand == "court"


def test_who_meets_returned_times_and_standing_ones_joins_the_standing(
    signed_in: Client, joined: Claim, standing: Claim, code: ConsulteeCode, officer_id: int
) -> None:
    return_for_correction(standing, [ReturnReason.TIMES_UNCLEAR], officer_id=officer_id, now=NOW)
    correct(signed_in, joined, "?apart", day="2026-05-14", start_time="11:00", end_time="13:00", errand="court")

    third = file_claim(SupporterFactory(experienced=True), code, DETAILS, lasting(), now=NOW)

    joined.refresh_from_db()
    assert third.visit == joined.visit


def test_claim_that_is_alone_meanwhile_keeps_its_visit_and_slot(
    signed_in: Client, joined: Claim, standing: Claim, code: ConsulteeCode
) -> None:
    for day in (11, 12):
        a_claim(SupporterFactory(experienced=True), code, lasting(at(10, day=date(2026, 5, day))))
    withdraw(standing, actor_id=None, now=NOW)

    correct(signed_in, joined, "?apart", day="2026-05-13", errand="court")

    joined.refresh_from_db()
    assert (joined.visit, joined.state, joined.visit.day) == (standing.visit, "filed", EVE)


def test_opener_whose_wrong_day_was_joined_leaves_the_other_there(
    signed_in: Client, supporter: Supporter, code: ConsulteeCode, officer_id: int
) -> None:
    mine = a_claim(supporter, code)
    return_for_correction(mine, [ReturnReason.DATE_UNCLEAR], officer_id=officer_id, now=NOW)
    honest = a_claim(SupporterFactory(experienced=True), code, lasting(at(11)))
    assert honest.visit == mine.visit
    assert correct(signed_in, mine, day="2026-05-13").context["may_leave"]

    correct(signed_in, mine, "?apart", day="2026-05-13")

    mine.refresh_from_db()
    honest.refresh_from_db()
    assert (mine.visit.day, honest.visit.day) == (EVE, date(2026, 5, 14))
    assert (mine.leads_visit, honest.leads_visit) == (True, True)


def test_openers_other_code_takes_nobody_along(
    signed_in: Client, supporter: Supporter, code: ConsulteeCode, officer_id: int
) -> None:
    """Who joined has typed the person's own code."""
    mine = a_claim(supporter, code)
    honest = a_claim(SupporterFactory(experienced=True), code)
    return_for_correction(mine, [ReturnReason.CODE_UNCLEAR], officer_id=officer_id, now=NOW)
    other = a_code()

    correct(signed_in, mine, day="2026-05-14", code=in_groups(other.code))

    mine.refresh_from_db()
    honest.refresh_from_db()
    assert (mine.visit.consultee, honest.visit.consultee) == (other.consultee, code.consultee)
    assert (mine.leads_visit, honest.leads_visit) == (True, True)


def test_openers_other_code_takes_along_who_came_by_the_visits_code(
    signed_in: Client, supporter: Supporter, officer_id: int
) -> None:
    mine = a_claim(supporter)
    companion = a_joined_claim(SupporterFactory(experienced=True), mine)
    return_for_correction(mine, [ReturnReason.CODE_UNCLEAR], officer_id=officer_id, now=NOW)
    other = a_code()

    correct(signed_in, mine, day="2026-05-14", code=in_groups(other.code))

    mine.refresh_from_db()
    companion.refresh_from_db()
    assert (mine.visit, mine.visit.consultee) == (companion.visit, other.consultee)


def test_other_persons_code_is_not_lost_where_the_other_came_by_the_visits_code(
    signed_in: Client, supporter: Supporter, officer_id: int
) -> None:
    """Of the three who claim the opener withdraws: nobody left in the visit has named the person."""
    opened = a_claim(SupporterFactory(experienced=True))
    leading = a_joined_claim(SupporterFactory(experienced=True), opened)
    withdraw(opened, actor_id=None, now=NOW)
    mine = a_joined_claim(supporter, leading)
    return_for_correction(mine, [ReturnReason.CODE_UNCLEAR], officer_id=officer_id, now=NOW)
    other = a_code()

    correct(signed_in, mine, "?apart", day="2026-05-14", code=in_groups(other.code), errand="court")

    mine.refresh_from_db()
    leading.refresh_from_db()
    assert (mine.visit.consultee, mine.visit.errand, mine.leads_visit) == (other.consultee, "court", True)
    assert (leading.visit.consultee, leading.visit.errand) == (opened.visit.consultee, "hospital")


def test_opener_who_was_apart_with_another_person_takes_nobody_along(
    signed_in: Client, supporter: Supporter, officer_id: int
) -> None:
    mine = a_claim(supporter)
    stranger = a_joined_claim(SupporterFactory(experienced=True), mine)
    return_for_correction(mine, [ReturnReason.CODE_UNCLEAR], officer_id=officer_id, now=NOW)
    other = a_code()

    correct(signed_in, mine, "?apart", day="2026-05-14", code=in_groups(other.code))

    left = stranger.visit.consultee
    mine.refresh_from_db()
    stranger.refresh_from_db()
    assert (mine.visit.consultee, stranger.visit.consultee) == (other.consultee, left)


def test_own_visit_is_offered_where_the_times_are_anothers_visit_of_the_person(
    signed_in: Client, joined: Claim, standing: Claim, code: ConsulteeCode, officer_id: int
) -> None:
    """Both are returned, so nothing says that their times are apart."""
    third = a_claim(SupporterFactory(experienced=True), code, lasting(at(7)))
    return_for_correction(standing, [ReturnReason.DATE_UNCLEAR], officer_id=officer_id, now=NOW)
    times = {"day": "2026-05-14", "start_time": "07:30", "end_time": "09:00"}

    refused = correct(signed_in, joined, start_day="2026-05-14", **times)

    matter = "Your times overlap with another visit of this person."
    assert [one.matter for one in refused.context["refusals"]] == [matter]
    assert refused.context["may_leave"]
    correct(signed_in, joined, "?apart", **times)
    joined.refresh_from_db()
    assert (joined.visit, joined.state) == (third.visit, "filed")


@pytest.mark.parametrize("query", ["", "?apart"])
def test_own_visit_is_not_offered_to_who_is_alone_in_one(
    signed_in: Client, supporter: Supporter, code: ConsulteeCode, officer_id: int, query: str
) -> None:
    mine = a_claim(supporter, code, lasting(at(7)))
    for hour in (9, 11):
        a_claim(SupporterFactory(experienced=True), code, lasting(at(hour), minutes=60))
    return_for_correction(mine, [ReturnReason.TIMES_UNCLEAR], officer_id=officer_id, now=NOW)

    refused = correct(signed_in, mine, query, day="2026-05-14", start_time="09:30", end_time="11:30")

    assert refused.context["refusals"] != []
    assert not refused.context["may_leave"]


def test_own_visit_beyond_the_persons_third_is_refused(signed_in: Client, joined: Claim, code: ConsulteeCode) -> None:
    for day in (11, 12):
        a_claim(SupporterFactory(experienced=True), code, lasting(at(10, day=date(2026, 5, day))))

    refused = correct(signed_in, joined, "?apart", day="2026-05-13")

    assert [one.matter for one in refused.context["refusals"]] == ["3 visits of this person have already been claimed."]
    joined.refresh_from_db()
    assert joined.state == "returned"
