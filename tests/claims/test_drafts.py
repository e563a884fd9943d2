"""What is typed into a claim waits where it was left."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.http import QueryDict
from django.test import Client

from claims.drafts import ClaimDraft
from network.models import Supporter
from portal.drafts import PAGE_FOR, draft_of
from portal.forms import SWITCH
from tests.claims.made import NOW, about_the_visit
from tests.claims.pages import NEW, fill_in, post, send
from tests.ended_sessions import read_last_by
from tests.factories import SupporterFactory

SECOND = timedelta(seconds=1)


def test_what_is_typed_stays_as_typed(signed_in: Client, supporter: Supporter) -> None:
    typed = about_the_visit(day="the 14th", errand="")
    answer = post(signed_in, supporter, "visit", **typed)
    assert sorted(answer.context["form"].errors) == ["day", "errand"]

    again = signed_in.get("/ja/claims/new/visit/").context["form"]

    assert [again["day"].value(), again["field"].value(), again["obstacles"].value()] == [
        "the 14th",
        "medical_care",
        ["long_wait"],
    ]


def test_page_keeps_what_is_typed_before_it_is_sent(signed_in: Client, supporter: Supporter) -> None:
    post(signed_in, supporter, "start", way="has_code")
    owner = {"draft_owner": draft_of(supporter.user_id or 0, "claim").page.signed()}

    answer = signed_in.post(f"{NEW}code/keep/", {**owner, "code": "7K3"})

    assert answer.status_code == 204
    assert signed_in.get(f"{NEW}code/").context["form"]["code"].value() == "7K3"


def test_pages_kept_at_once_keep_what_each_was_sent(supporter: Supporter) -> None:
    both = [ClaimDraft(supporter.user_id or 0) for _ in range(2)]

    both[0].keep("start", QueryDict("way=has_code"), now=NOW)
    both[1].keep("visit", QueryDict("errand=hospital"), now=NOW)

    kept = ClaimDraft(supporter.user_id or 0)
    assert (kept.typed("start"), kept.typed("visit")) == ({"way": ["has_code"]}, {"errand": ["hospital"]})


def test_claim_that_is_sent_is_not_kept_by_a_page_from_before(signed_in: Client, supporter: Supporter) -> None:
    fill_in(signed_in, supporter)
    page = signed_in.get(f"{NEW}visit/").context["form"].initial["draft_owner"]
    late = {"draft_owner": page, **about_the_visit()}
    send(signed_in)

    assert signed_in.post(f"{NEW}visit/keep/", late).status_code == 403
    assert ClaimDraft(supporter.user_id or 0).values == {}


def test_page_of_another_form_keeps_nothing(signed_in: Client, supporter: Supporter) -> None:
    page = draft_of(supporter.user_id or 0, "referral").page

    answer = signed_in.post(f"{NEW}visit/keep/", {"draft_owner": page.signed(), **about_the_visit()})

    assert (answer.status_code, ClaimDraft(supporter.user_id or 0).values) == (403, {})


def test_session_that_ends_loses_nothing(signed_in: Client, supporter: Supporter) -> None:
    post(signed_in, supporter, "start", way="has_code")
    read_last_by(supporter.user, signed_in)  # type: ignore[arg-type]

    answer = post(signed_in, supporter, "visit", **about_the_visit(day="2026-05-01"))

    assert answer["Location"] == "/vi/account/login/?next=/en/claims/new/visit/".replace("/vi/", "/en/")
    signed_in.force_login(supporter.user)  # type: ignore[arg-type]
    assert signed_in.get(f"{NEW}visit/").context["form"]["day"].value() == "2026-05-01"


@pytest.mark.parametrize("token", ["", "forged", "\x00"])
def test_nothing_is_kept_for_an_unsigned_owner(signed_in: Client, supporter: Supporter, token: str) -> None:
    answer = signed_in.post(f"{NEW}visit/", {"draft_owner": token, **about_the_visit()})

    assert (answer.status_code, answer["Location"]) == (302, f"{NEW}visit/")
    assert ClaimDraft(supporter.user_id or 0).values == {}


def test_form_of_another_person_is_not_mixed_into_ones_own(signed_in: Client, supporter: Supporter) -> None:
    post(signed_in, SupporterFactory(), "visit", **about_the_visit())

    assert ClaimDraft(supporter.user_id or 0).values == {}


def test_page_of_more_than_thirty_days_says_so_and_can_be_sent_again(signed_in: Client, supporter: Supporter) -> None:
    page = draft_of(supporter.user_id or 0, "claim").page.signed()
    typed = about_the_visit(day="2026-06-14", obstacles=[])

    with time_machine.travel(NOW + PAGE_FOR + SECOND, tick=False):
        signed_in.force_login(supporter.user)  # type: ignore[arg-type]
        answer = signed_in.post(f"{NEW}visit/", {"draft_owner": page, **typed})
        assert "This page was open for more than 30 days, so it was not sent." in answer.text
        assert ClaimDraft(supporter.user_id or 0).values == {}

        shown = {field.html_name: field.value() for field in answer.context["form"]}
        assert typed.items() <= shown.items()
        signed_in.post(f"{NEW}visit/", shown)
        assert ClaimDraft(supporter.user_id or 0).typed("visit")["day"] == ["2026-06-14"]


def test_page_of_more_than_thirty_days_goes_on_in_another_language(signed_in: Client, supporter: Supporter) -> None:
    page = draft_of(supporter.user_id or 0, "claim").page.signed()

    with time_machine.travel(NOW + PAGE_FOR + SECOND, tick=False):
        signed_in.force_login(supporter.user)  # type: ignore[arg-type]
        answer = signed_in.post("/en/claims/new/code/", {"draft_owner": page, "code": "7K3", SWITCH: ""})

    assert answer.context["form"]["code"].value() == "7K3"


def test_old_page_of_another_person_shows_nothing_of_what_they_typed(signed_in: Client, supporter: Supporter) -> None:
    page = draft_of(SupporterFactory().user_id, "claim").page.signed()

    with time_machine.travel(NOW + PAGE_FOR + SECOND, tick=False):
        signed_in.force_login(supporter.user)  # type: ignore[arg-type]
        answer = signed_in.post(f"{NEW}code/", {"draft_owner": page, "code": "7K3"}, follow=True)

    assert (answer.context["form"]["code"].value(), "30 days" in answer.text) == (None, False)


def test_page_of_a_claim_that_is_sent_says_so(signed_in: Client, supporter: Supporter) -> None:
    fill_in(signed_in, supporter)
    page = signed_in.get(f"{NEW}visit/").context["form"].initial["draft_owner"]
    send(signed_in)

    answer = signed_in.post(f"{NEW}visit/", {"draft_owner": page, **about_the_visit()}, follow=True)

    assert "That page belongs to a claim that was sent or discarded since." in answer.text
    assert ClaimDraft(supporter.user_id or 0).values == {}
