"""A claim on its way through the pages. It is Friday 15 May 2026, noon in Tokyo."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from claims.drafts import ClaimDraft
from claims.models import Claim, Visit
from network.models import ConsulteeCode, Supporter
from network.people.rules.codes import in_groups
from portal.drafts import Draft
from portal.mail import OutboxMail
from tests.claims.made import a_claim, a_code, a_joined_claim, about_the_visit
from tests.claims.pages import NEW, TIMES, fill_in, matters, post, send
from tests.factories import SupporterFactory, UserFactory
from tests.headings import MISSING, NOT_OPEN, heading


def test_whole_way_with_a_code(signed_in: Client, supporter: Supporter) -> None:
    code = fill_in(signed_in, supporter)
    check = signed_in.get(f"{NEW}check/")
    assert (check.context["decision"].amount, check.context["refusals"]) == (4000, [])
    assert "Sunday, 14 June 2026" in check.text
    assert "June 2026" in check.text

    answer = send(signed_in)

    claim = Claim.objects.get()
    assert answer["Location"] == f"/en/claims/{claim.reference}/sent/"
    assert (claim.visit.consultee_code, claim.supporter, claim.minutes) == (code, supporter, 90)
    sent = signed_in.get(answer["Location"])
    assert str(claim) in sent.text
    assert in_groups(claim.visit.join_code) in sent.text
    assert ClaimDraft(supporter.user_id or 0).values == {}


def test_each_page_leads_to_the_next(signed_in: Client, supporter: Supporter) -> None:
    answers = [
        post(signed_in, supporter, "start", way="has_code"),
        post(signed_in, supporter, "code", code=a_code().code),
        post(signed_in, supporter, "visit", **about_the_visit()),
        post(signed_in, supporter, "times", **TIMES),
    ]

    assert [answer["Location"] for answer in answers] == [
        f"{NEW}code/",
        f"{NEW}visit/",
        f"{NEW}times/",
        f"{NEW}check/",
    ]


def test_new_code_comes_once_on_a_card(signed_in: Client, supporter: Supporter) -> None:
    assert post(signed_in, supporter, "start", way="needs_code")["Location"] == f"{NEW}issue/"
    key = {"idempotency_key": str(uuid.uuid4())}

    answers = [signed_in.post(f"{NEW}issue/", key)["Location"] for _twice in range(2)]

    issued = ConsulteeCode.objects.get()
    assert answers == [f"/en/claims/card/{issued.pk}/"] * 2
    assert issued.issued_to == supporter
    post(signed_in, supporter, "visit", **about_the_visit())
    post(signed_in, supporter, "times", **TIMES)
    send(signed_in)
    assert Visit.objects.get().consultee_code == issued


def test_printed_card_says_nothing_but_the_code(signed_in: Client, supporter: Supporter) -> None:
    issued = a_code(supporter)
    page = signed_in.get(f"/en/claims/card/{issued.pk}/print/").text

    assert in_groups(issued.code) in page
    told = [word for word in ("Bansō", "migrant", "consultee", "claim ", "honorarium", "office") if word in page]
    assert told == []


@pytest.mark.parametrize("page", ["", "print/"])
def test_card_of_somebody_else_is_not_there(signed_in: Client, page: str) -> None:
    code = a_code()

    answer = signed_in.get(f"/en/claims/card/{code.pk}/{page}")

    assert (answer.status_code, heading(answer), in_groups(code.code) in answer.text) == (404, MISSING, False)


def test_second_supporter_joins_by_the_visit_code(signed_in: Client, supporter: Supporter) -> None:
    visit = a_claim(SupporterFactory(experienced=True)).visit
    assert post(signed_in, supporter, "start", way="joins")["Location"] == f"{NEW}join/"
    assert post(signed_in, supporter, "join", visit_code=visit.join_code)["Location"] == f"{NEW}times/"
    post(signed_in, supporter, "times", start_day="2026-05-14", start_time="11:00", end_time="13:00")

    send(signed_in)

    claim = Claim.objects.get(supporter=supporter)
    assert (claim.visit, claim.amount, claim.place) == (visit, 8000, 2)


@pytest.mark.parametrize(
    ("visit", "times", "expected"),
    [
        ({"day": "2026-05-16"}, {}, ["According to the times you gave, the visit is not over yet."]),
        ({"day": "2026-02-28"}, {}, ["On the day of this visit no programme was running."]),
        (
            {"day": "2027-01-01"},
            {},
            [
                "On the day of this visit no programme was running.",
                "According to the times you gave, the visit is not over yet.",
            ],
        ),
        ({"day": "2026-04-14"}, {}, ["The time for this claim is over. Its last day was Thursday, 14 May 2026."]),
        ({"day": "2026-04-15"}, {}, []),
        ({}, {"end_time": "09:00"}, ["The visit ends before it begins."]),
        ({"day": "2026-05-12"}, {"end_day": "2026-05-13", "end_time": "10:00"}, []),
        (
            {"day": "2026-05-12"},
            {"end_day": "2026-05-13", "end_time": "10:01"},
            ["The visit lasts longer than 24 hours."],
        ),
        ({}, {"end_time": "10:59"}, ["The visit is shorter than 60 minutes."]),
        ({}, {"end_time": "11:00"}, []),
        ({"day": "２０２６-０５-１４"}, {"end_time": "１１：００"}, []),
    ],
)
def test_check_tells_every_reason(
    signed_in: Client, supporter: Supporter, visit: dict[str, str], times: dict[str, str], expected: list[str]
) -> None:
    fill_in(signed_in, supporter, {**TIMES, **times}, **visit)

    assert matters(signed_in) == expected


@pytest.mark.parametrize(("end", "amount"), [("11:00", 4000), ("11:59", 4000), ("12:00", 8000)])
def test_check_shows_the_amount(signed_in: Client, supporter: Supporter, end: str, amount: int) -> None:
    fill_in(signed_in, supporter, {**TIMES, "end_time": end}, day="2026-05-13")

    assert signed_in.get(f"{NEW}check/").context["decision"].amount == amount


def test_refusals_lead_to_the_rule_and_the_way_out(client: Client, at_noon: None, supporter: Supporter) -> None:
    newcomer = SupporterFactory()
    client.force_login(newcomer.user)
    fill_in(client, newcomer, {**TIMES, "end_time": "10:30"})

    told = client.get(f"{NEW}check/").context["refusals"]

    assert [(refusal.rule_url, refusal.url) for refusal in told] == [
        ("/en/how-it-works/#claim-who", "/en/courses/"),
        ("/en/how-it-works/#claim-one-hour", f"{NEW}times/"),
    ]


def test_refused_claim_is_not_sent(signed_in: Client, supporter: Supporter) -> None:
    fill_in(signed_in, supporter, {**TIMES, "end_time": "10:30"})

    answer = send(signed_in)

    assert answer.status_code == 200
    assert [refusal.matter for refusal in answer.context["refusals"]] == ["The visit is shorter than 60 minutes."]
    assert not Claim.objects.exists()
    assert ClaimDraft(supporter.user_id or 0).typed("times")["end_time"] == ["10:30"]


def test_who_joins_changes_the_date_where_the_own_one_stands(
    signed_in: Client, supporter: Supporter, programme: object
) -> None:
    visit = a_claim(SupporterFactory(experienced=True)).visit
    post(signed_in, supporter, "start", way="joins")
    post(signed_in, supporter, "join", visit_code=visit.join_code)
    assert signed_in.get(f"{NEW}times/").context["form"]["start_day"].value() is None
    post(signed_in, supporter, "times", start_day="2026-04-10", **TIMES)

    [link] = {one.url for one in signed_in.get(f"{NEW}check/").context["refusals"] if "date" in str(one.action)}

    assert signed_in.get(link)["Location"] == f"{NEW}times/"


def test_second_post_gets_the_first_ones_page(signed_in: Client, supporter: Supporter) -> None:
    fill_in(signed_in, supporter)
    shown = signed_in.get(f"{NEW}check/").context["form"].initial

    answers = [signed_in.post(f"{NEW}check/", shown)["Location"] for _twice in range(2)]

    assert answers == [f"/en/claims/{Claim.objects.get().reference}/sent/"] * 2
    assert OutboxMail.objects.count() == 1


def changes_the_times(client: Client, supporter: Supporter) -> None:
    post(client, supporter, "times", **{**TIMES, "end_time": "16:00"})


def changes_the_person(client: Client, supporter: Supporter) -> None:
    post(client, supporter, "code", code=a_code().code)


def begins_anew(client: Client, supporter: Supporter) -> None:
    client.post(f"{NEW}discard/", {"idempotency_key": str(uuid.uuid4())})
    fill_in(client, supporter, day="2026-05-13")


@pytest.mark.parametrize("happens", [changes_the_times, changes_the_person, begins_anew])
def test_page_sends_only_what_it_has_shown(
    signed_in: Client, supporter: Supporter, happens: Callable[[Client, Supporter], None]
) -> None:
    fill_in(signed_in, supporter)
    shown = signed_in.get(f"{NEW}check/").context["form"].initial
    happens(signed_in, supporter)
    typed = ClaimDraft(supporter.user_id or 0).values

    answer = signed_in.post(f"{NEW}check/", shown, follow=True)

    assert answer.redirect_chain == [(f"{NEW}check/", 302)]
    assert "changed in another window" in answer.text
    assert (Claim.objects.count(), ClaimDraft(supporter.user_id or 0).values) == (0, typed)
    assert send(signed_in)["Location"] == f"/en/claims/{Claim.objects.get().reference}/sent/"


def test_page_of_a_draft_thrown_away_elsewhere_says_that_nothing_was_sent(
    signed_in: Client, supporter: Supporter
) -> None:
    fill_in(signed_in, supporter)
    shown = signed_in.get(f"{NEW}check/").context["form"].initial
    signed_in.post(f"{NEW}discard/", {"idempotency_key": str(uuid.uuid4())})

    answer = signed_in.post(f"{NEW}check/", shown, follow=True)

    assert answer.redirect_chain[-1] == (f"{NEW}start/", 302)
    assert "nothing has been sent" in answer.text


def test_two_tabs_of_one_draft_send_one_claim(signed_in: Client, supporter: Supporter) -> None:
    fill_in(signed_in, supporter)
    keys = [signed_in.get(f"{NEW}check/").context["form"].initial["idempotency_key"] for _tab in range(2)]

    assert keys[0] == keys[1]


@pytest.mark.parametrize("key", ["", "no key", "\x00", "x" * 5000])
def test_post_without_a_key_sends_nothing(signed_in: Client, supporter: Supporter, key: str) -> None:
    fill_in(signed_in, supporter)

    assert signed_in.post(f"{NEW}check/", {"idempotency_key": key}).status_code == 200
    assert not Claim.objects.exists()


def test_page_left_out_is_asked_for(signed_in: Client, supporter: Supporter) -> None:
    post(signed_in, supporter, "start", way="has_code")
    post(signed_in, supporter, "visit", **about_the_visit())

    answer = signed_in.get(f"{NEW}check/")
    assert answer["Location"] == f"{NEW}code/"
    assert signed_in.get(answer["Location"]).context["form"].errors == {}
    assert signed_in.get(f"{NEW}times/").status_code == 200


def test_page_half_filled_in_says_what_it_lacks(signed_in: Client, supporter: Supporter) -> None:
    post(signed_in, supporter, "start", way="has_code")
    post(signed_in, supporter, "code", code="7K3")

    answer = signed_in.get(f"{NEW}check/")

    assert answer["Location"] == f"{NEW}code/?incomplete=1"
    assert sorted(signed_in.get(answer["Location"]).context["form"].errors) == ["code"]


def test_times_wait_for_the_visit(signed_in: Client) -> None:
    assert signed_in.get(f"{NEW}times/")["Location"] == f"{NEW}visit/"


@pytest.mark.parametrize("step", ["start", "code", "join", "visit", "times"])
@pytest.mark.parametrize("typed", ["", "\x00", "🌸", "x" * 100_000])
def test_nonsense_is_a_form_error(signed_in: Client, supporter: Supporter, step: str, typed: str) -> None:
    post(signed_in, supporter, "visit", **about_the_visit())
    names = ("way", "code", "visit_code", "day", "errand", "obstacles", "start_time", "end_time", "end_day")

    answer = post(signed_in, supporter, step, **dict.fromkeys(names, typed))

    assert answer.status_code == 200
    assert answer.context["form"].errors != {}


@pytest.mark.parametrize("path", ["new/start/", "new/check/", "new/issue/", "", "card/1/"])
def test_strangers_are_asked_to_sign_in(client: Client, db: None, path: str) -> None:
    assert client.get(f"/en/claims/{path}")["Location"] == f"/en/account/login/?next=/en/claims/{path}"


def test_login_without_registration_is_told_so(client: Client, db: None) -> None:
    client.force_login(UserFactory())

    answer = client.get(f"{NEW}start/")

    assert (answer.status_code, heading(answer)) == (403, NOT_OPEN)


@pytest.mark.parametrize("path", ["new/unheard-of/", "new/unheard-of/keep/"])
def test_unknown_page_is_not_there(signed_in: Client, path: str) -> None:
    assert signed_in.post(f"/en/claims/{path}", {"way": "joins"}).status_code == 404
    assert Draft.objects.count() == 0


def test_visit_filled_up_meanwhile_is_refused_at_the_last_moment(signed_in: Client, supporter: Supporter) -> None:
    first = a_claim(SupporterFactory(experienced=True))
    post(signed_in, supporter, "start", way="joins")
    post(signed_in, supporter, "join", visit_code=first.visit.join_code)
    post(signed_in, supporter, "times", start_day="2026-05-14", start_time="10:00", end_time="11:30")
    a_joined_claim(SupporterFactory(experienced=True), first)

    answer = send(signed_in)

    assert [refusal.matter for refusal in answer.context["refusals"]] == [
        "2 supporters have already claimed for this visit."
    ]
