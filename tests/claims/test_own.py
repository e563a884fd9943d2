from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from claims.actions import reject, return_for_correction, withdraw
from claims.enums import ClaimState, RejectionReason, ReturnReason
from claims.models import Claim, PaymentBatch
from network.models import Supporter
from network.people.rules.codes import in_groups
from portal.dashboard import collect_cards, collect_steps
from portal.drafts import draft_of
from portal.forms import IdempotentForm
from portal.mail import OutboxMail, letter_kinds
from tests.claims.made import NOW, a_claim, a_code, a_joined_claim, a_returned_claim, about_the_visit, at, key, lasting
from tests.ended_sessions import read_last_by
from tests.factories import SupporterFactory, UserFactory
from tests.headings import MISSING, heading
from tests.queries import counted

NOT_SENT = IdempotentForm.NOT_SENT
OWN_PAGES = ["", "sent/", "withdraw/", "correct/"]


def address(claim: Claim, page: str = "") -> str:
    return f"/en/claims/{claim.reference}/{page}"


@pytest.mark.parametrize("page", OWN_PAGES)
def test_claim_of_somebody_else_is_not_there(signed_in: Client, page: str) -> None:
    claim = a_returned_claim(SupporterFactory(experienced=True), UserFactory().pk)

    assert signed_in.get(address(claim, page)).status_code == 404
    if page in ("withdraw/", "correct/"):
        assert signed_in.post(address(claim, page), key()).status_code == 404
    assert Claim.objects.get().state == ClaimState.RETURNED


@pytest.mark.parametrize("reference", ["NOSUCH1", "x" * 300, "1-2-3"])
def test_claim_that_never_was_is_not_there(signed_in: Client, reference: str) -> None:
    answer = signed_in.get(f"/en/claims/{reference}/")

    assert (answer.status_code, heading(answer)) == (404, MISSING)


def warm_up(client: Client, path: str) -> None:
    """Twice: the first visit makes the row of settings, which empties the cache of structure again."""
    for _visit in range(2):
        client.get(path)


def test_list_has_own_claims_newest_first(signed_in: Client, supporter: Supporter) -> None:
    older, newer = a_claim(supporter, own=lasting(at(7))), a_claim(supporter)
    a_claim(SupporterFactory(experienced=True))

    assert list(signed_in.get("/en/claims/").context["page_obj"]) == [newer, older]


def test_list_asks_the_same_number_of_questions_however_long(signed_in: Client, supporter: Supporter) -> None:
    a_claim(supporter)
    warm_up(signed_in, "/en/claims/")
    with counted() as few:
        signed_in.get("/en/claims/")
    for _number in range(6):
        a_claim(supporter)
    with counted() as many:
        signed_in.get("/en/claims/")

    assert len(many) == len(few)


def test_my_page_asks_the_same_number_of_questions_however_many_claims(signed_in: Client, supporter: Supporter) -> None:
    a_claim(supporter)
    warm_up(signed_in, "/en/my/")
    with counted() as few:
        signed_in.get("/en/my/")
    for _number in range(6):
        a_claim(supporter)
    with counted() as many:
        signed_in.get("/en/my/")

    assert len(many) == len(few)
    assert len([statement for statement in many.statements if 'FROM "claims_claim" INNER JOIN' in statement]) == 1


def test_detail_tells_state_figures_and_visit_code(signed_in: Client, supporter: Supporter) -> None:
    claim = a_claim(supporter)
    page = signed_in.get(address(claim)).text

    told = [str(claim), "4,000 yen", "Sunday, 14 June 2026", in_groups(claim.visit.join_code), "10:00 – 11:30"]
    assert [words for words in told if words not in page] == []


def test_visit_code_goes_when_the_visit_is_full(signed_in: Client, supporter: Supporter) -> None:
    claim = a_claim(supporter)
    a_joined_claim(SupporterFactory(experienced=True), claim)

    assert signed_in.get(address(claim)).context["visit_code"] == ""


def test_who_joined_gets_no_visit_code_to_give_on(signed_in: Client, supporter: Supporter) -> None:
    claim = a_joined_claim(supporter, a_claim(SupporterFactory(experienced=True)))

    assert signed_in.get(address(claim)).context["visit_code"] == ""


def test_detail_shows_the_card_only_to_whom_it_was_issued(signed_in: Client, supporter: Supporter) -> None:
    mine, foreign = a_code(supporter), a_code()
    first, second = a_claim(supporter, mine), a_claim(supporter, foreign)

    assert [signed_in.get(address(claim)).context["card"] for claim in (first, second)] == [mine.pk, None]


def test_rejection_is_explained(signed_in: Client, supporter: Supporter) -> None:
    claim = reject(a_claim(supporter), [RejectionReason.CLAIMED_TWICE], officer_id=UserFactory().pk, now=NOW)

    assert "The same visit was already claimed" in signed_in.get(address(claim)).text


def test_withdrawing_asks_first_and_happens_once(signed_in: Client, supporter: Supporter) -> None:
    claim = a_claim(supporter)
    assert signed_in.get(address(claim, "withdraw/")).status_code == 200
    assert Claim.objects.get().state == ClaimState.FILED
    sent = key()

    answers = [signed_in.post(address(claim, "withdraw/"), sent)["Location"] for _twice in range(2)]

    assert answers == [address(claim)] * 2
    assert Claim.objects.get().state == ClaimState.WITHDRAWN


def test_claim_in_a_frozen_batch_stays(signed_in: Client, supporter: Supporter) -> None:
    claim = a_claim(supporter)
    Claim.objects.update(batch=PaymentBatch.objects.create(pay_month=date(2026, 6, 1), frozen_at=NOW))

    answer = signed_in.post(address(claim, "withdraw/"), key())

    assert [refusal.matter for refusal in answer.context["refusals"]] == [
        "The payment of this claim is already being prepared."
    ]
    assert Claim.objects.get().state == ClaimState.FILED
    assert "/withdraw/" not in signed_in.get(address(claim)).text


def correction(supporter: Supporter, **changes: Any) -> dict[str, Any]:
    times = {"start_time": "09:00", "end_time": "11:30", "end_day": "", "code": ""}
    page = draft_of(supporter.user_id or 0, f"claim {supporter.claims.get().reference}").page
    return {**about_the_visit(), **times, "draft_owner": page.signed(), **key(), **changes}


def test_returned_claim_is_corrected_and_sent_again(signed_in: Client, supporter: Supporter) -> None:
    claim = a_returned_claim(supporter, UserFactory().pk)
    page = signed_in.get(address(claim, "correct/")).text
    assert "The start or end time needs checking" in page
    assert 'value="10:00"' in page
    sent = correction(supporter, errand="court")

    answers = [signed_in.post(address(claim, "correct/"), sent)["Location"] for _twice in range(2)]

    claim = Claim.objects.get()
    assert answers == [address(claim, "sent/")] * 2
    assert (claim.state, claim.amount, claim.visit.errand) == (ClaimState.FILED, 8000, "court")


def test_correction_that_is_sent_is_not_kept_by_a_page_from_before(signed_in: Client, supporter: Supporter) -> None:
    claim = a_returned_claim(supporter, UserFactory().pk)
    page = signed_in.get(address(claim, "correct/")).context["form"].initial["draft_owner"]
    late = correction(supporter, errand="court", draft_owner=page)
    signed_in.post(address(claim, "correct/"), late)

    assert signed_in.post(address(claim, "correct/keep/"), late).status_code == 403
    Claim.objects.update(state=ClaimState.RETURNED)
    assert signed_in.get(address(claim, "correct/")).context["form"]["errand"].initial != "police"


def test_page_sent_once_more_after_a_second_return_is_not_said_to_have_arrived(
    signed_in: Client, supporter: Supporter
) -> None:
    claim = a_returned_claim(supporter, UserFactory().pk)
    before = correction(supporter)
    arrived = signed_in.post(address(claim, "correct/"), before)["Location"]
    assert signed_in.get(arrived).status_code == 200
    return_for_correction(claim, [ReturnReason.TIMES_UNCLEAR], officer_id=UserFactory().pk, now=NOW)

    again = signed_in.post(address(claim, "correct/"), before | {"end_time": "15:30"})

    assert [str(message)[:18] for message in again.context["messages"]] == ["This was not sent:"]
    typed = {field.html_name: field.value() for field in again.context["form"]}
    assert typed["end_time"] == "15:30"
    assert signed_in.get(address(claim, "correct/")).context["form"].initial["end_time"] == "15:30"
    assert signed_in.post(address(claim, "correct/"), before | typed)["Location"] == arrived
    assert (Claim.objects.get().state, Claim.objects.get().minutes) == (ClaimState.FILED, 390)


def test_correction_changed_after_it_arrived_is_not_said_to_have_arrived(
    signed_in: Client, supporter: Supporter
) -> None:
    a_returned_claim(supporter, UserFactory().pk)
    sent = correction(supporter, start_time="10:00")
    claim = Claim.objects.get()
    signed_in.post(address(claim, "correct/"), sent)

    same = signed_in.post(address(claim, "correct/"), sent, follow=True)
    other = signed_in.post(address(claim, "correct/"), sent | {"end_time": "12:30"}, follow=True)

    assert [list(map(str, answer.context["messages"])) for answer in (same, other)] == [[], [str(NOT_SENT)]]
    assert "This was not sent" in other.text
    assert "4,000 yen" in other.text
    assert Claim.objects.get().minutes == 90


def test_claim_that_is_over_is_not_said_to_have_arrived(signed_in: Client, supporter: Supporter) -> None:
    claim = withdraw(a_claim(supporter), actor_id=1, now=NOW)

    assert signed_in.get(address(claim, "sent/"))["Location"] == address(claim)


def test_refused_correction_tells_why_and_keeps_it(signed_in: Client, supporter: Supporter) -> None:
    claim = a_returned_claim(supporter, UserFactory().pk)

    answer = signed_in.post(address(claim, "correct/"), correction(supporter, end_time="09:30"))

    assert [refusal.matter for refusal in answer.context["refusals"]] == ["The visit is shorter than 60 minutes."]
    assert signed_in.get(address(claim, "correct/")).context["form"]["end_time"].value() == "09:30"


def test_who_joined_corrects_only_the_own_times(signed_in: Client, supporter: Supporter) -> None:
    first = a_claim(SupporterFactory(experienced=True))
    joined = a_joined_claim(supporter, first)
    Claim.objects.filter(pk=joined.pk).update(state=ClaimState.RETURNED)
    sent = correction(supporter, start_day="2026-05-14", errand="court")

    signed_in.post(address(joined, "correct/"), sent)

    joined.refresh_from_db()
    assert (joined.state, joined.minutes, joined.visit.errand) == (ClaimState.FILED, 150, "hospital")


def test_claim_that_is_not_returned_has_nothing_to_correct(signed_in: Client, supporter: Supporter) -> None:
    claim = a_claim(supporter)

    assert signed_in.get(address(claim, "correct/"))["Location"] == address(claim)


def test_session_that_ends_loses_no_correction(signed_in: Client, supporter: Supporter) -> None:
    claim = a_returned_claim(supporter, UserFactory().pk)
    read_last_by(supporter.user, signed_in)  # type: ignore[arg-type]
    signed_in.post(address(claim, "correct/"), correction(supporter, start_time="08:15"))
    signed_in.force_login(supporter.user)  # type: ignore[arg-type]

    assert signed_in.get(address(claim, "correct/")).context["form"]["start_time"].value() == "08:15"


def steps(client: Client, supporter: Supporter) -> list[tuple[int, str]]:
    request = client.get("/en/my/").wsgi_request
    return [(step.order, step.state) for step in collect_steps(request) if step.order >= 60]


def test_way_before_the_first_claim(signed_in: Client, supporter: Supporter) -> None:
    assert steps(signed_in, supporter) == [(60, "now"), (70, "later"), (80, "later")]


def test_way_of_who_may_not_accompany_yet(client: Client, at_noon: None, supporter: Supporter) -> None:
    newcomer = SupporterFactory()
    client.force_login(newcomer.user)

    assert steps(client, newcomer) == [(60, "later"), (70, "later"), (80, "later")]


def test_way_after_a_claim_and_when_it_comes_back(signed_in: Client, supporter: Supporter) -> None:
    a_claim(supporter)
    assert steps(signed_in, supporter) == [(60, "done"), (70, "done"), (80, "later")]

    a_returned_claim(supporter, UserFactory().pk)
    assert steps(signed_in, supporter) == [(60, "done"), (70, "now"), (80, "later")]


def test_card_on_my_page_shows_the_latest_claims(signed_in: Client, supporter: Supporter) -> None:
    claims = [a_claim(supporter) for _number in range(4)]
    withdraw(claims[3], actor_id=supporter.user_id, now=NOW)
    answer = signed_in.get("/en/my/")

    card = next(card for card in collect_cards(answer.wsgi_request) if card.order == 60)
    assert card.context["claims"] == [claims[3], claims[2], claims[1]]
    assert "Withdrawn by you" in answer.text


def test_staff_without_registration_see_no_card(client: Client, db: None) -> None:
    client.force_login(UserFactory())
    request = client.get("/en/my/").wsgi_request

    assert [card.order for card in collect_cards(request)] == []


def test_mail_says_only_that_there_is_news(supporter: Supporter, in_english: None) -> None:
    claim = a_claim(supporter)
    mail = OutboxMail.objects.get()
    letter = letter_kinds()[mail.kind].build(mail)

    assert letter is not None
    assert letter.subject == "There is news on your page"
    assert letter.text == (
        "Hello,\n\nThere is news on your page in the portal. Sign in to read it:\nhttp://localhost:8000/en/my/\n"
    )
    assert claim.reference not in letter.text
