"""Who was there first says of who joined: not with me. It is Friday 15 May 2026, noon in Tokyo."""

from __future__ import annotations

import pytest
from django.test import Client

from claims.actions import approve, dispute, withdraw
from claims.models import Claim
from network.models import Supporter, User
from portal.audit import AuditEntry
from portal.mail import OutboxMail
from tests.claims.made import NOW, a_claim, a_joined_claim, at, key, lasting
from tests.factories import SupporterFactory, UserFactory


@pytest.fixture
def opener(programme: object) -> Supporter:
    return SupporterFactory(experienced=True)


def address(claim: Claim, page: str = "") -> str:
    return f"/en/claims/{claim.reference}/{page}"


def own(supporter: Supporter) -> Claim:
    return Claim.objects.get(supporter=supporter)


def test_opener_says_not_with_me_and_the_desk_sees_it(
    signed_in: Client, supporter: Supporter, opener: Supporter
) -> None:
    first = a_claim(supporter)
    joined = a_joined_claim(opener, first)
    assert address(first, "not-with-me/") in signed_in.get(address(first)).text
    assert signed_in.get(address(first, "not-with-me/")).status_code == 200
    assert Claim.objects.disputed().count() == 0

    sent = key()
    answers = [signed_in.post(address(first, "not-with-me/"), sent)["Location"] for _twice in range(2)]

    assert answers == [address(first)] * 2
    assert list(Claim.objects.disputed()) == [joined]
    page = signed_in.get(address(first)).text
    assert (address(first, "not-with-me/") in page, "Told the office: not with me" in page) == (False, True)
    assert str(opener) not in page
    assert AuditEntry.objects.filter(verb="claim disputed").values_list("object_ref", "actor_id").get() == (
        first.reference,
        supporter.user_id,
    )


def test_who_joined_is_not_shown_that_the_other_disputes_it(
    signed_in: Client, supporter: Supporter, opener: Supporter
) -> None:
    first = a_claim(opener)
    joined = a_joined_claim(supporter, first)
    dispute(first, actor_id=opener.user_id, now=NOW)

    page = signed_in.get(address(joined)).text

    assert ("not with me" in page.lower(), "Another supporter" in page) == (False, False)


@pytest.mark.parametrize("who", ["alone", "joined"])
def test_only_who_leads_a_visit_that_was_joined_disputes(
    signed_in: Client, supporter: Supporter, opener: Supporter, who: str
) -> None:
    mine = a_claim(supporter) if who == "alone" else a_joined_claim(supporter, a_claim(opener))

    answer = signed_in.post(address(mine, "not-with-me/"), key())

    assert [refusal.matter for refusal in answer.context["refusals"]] == [
        "This claim has changed meanwhile, so this is no longer possible."
    ]
    assert Claim.objects.disputed().count() == 0


def test_claim_of_somebody_else_is_not_disputed(signed_in: Client, opener: Supporter) -> None:
    first = a_claim(opener)
    a_joined_claim(SupporterFactory(experienced=True), first)

    answers = [ask(address(first, "not-with-me/")).status_code for ask in (signed_in.get, signed_in.post)]

    assert (answers, Claim.objects.disputed().count()) == ([404, 404], 0)


def test_desk_finds_what_is_disputed_until_it_is_decided(
    desk: Client, officer: User, supporter: Supporter, opener: Supporter
) -> None:
    first = a_claim(opener)
    joined = a_joined_claim(supporter, first)
    a_claim(opener, own=lasting(at(7)))
    dispute(first, actor_id=opener.user_id, now=NOW)

    assert "Of 1 claim another supporter says: not with me." in desk.get("/admin/").text
    found = desk.get("/admin/claims/?disputed=true")
    assert list(found.context["object_list"]) == [joined]
    assert [(one.field_label, one.value) for one in found.context["view"].active_filters] == [
        ("“Not with me”, says another", "Yes")
    ]
    pages = [desk.get(f"/admin/claims/{page}/{joined.pk}/").text for page in ("inspect", "approve")]
    assert ["The other supporter of this visit has said on" in page for page in pages] == [True, True]
    approve(joined, officer_id=officer.pk, now=NOW)
    assert Claim.objects.disputed().count() == 0


def test_claim_withdrawn_while_disputed_leaves_nothing_to_look_into(
    desk: Client, supporter: Supporter, opener: Supporter
) -> None:
    first = a_claim(opener)
    joined = a_joined_claim(supporter, first)
    dispute(first, actor_id=opener.user_id, now=NOW)

    withdraw(joined, actor_id=supporter.user_id, now=NOW)

    assert [line.verb for line in first.decisions.all()] == ["filed", "joined", "disputed", "parted"]
    assert OutboxMail.objects.filter(reference=first.reference).count() == 3
    assert list(desk.get("/admin/claims/?disputed=true").context["object_list"]) == []


@pytest.fixture
def disputed(officer: User, supporter: Supporter, opener: Supporter) -> Claim:
    """Approved already, when who was there first said "not with me"."""
    first = a_claim(opener)
    joined = a_joined_claim(supporter, first)
    approve(joined, officer_id=officer.pk, now=NOW)
    dispute(first, actor_id=opener.user_id, now=NOW)
    return joined


def test_disputed_claim_that_was_approved_stays_so_when_it_was_looked_into(desk: Client, disputed: Claim) -> None:
    page = desk.get(f"/admin/claims/inspect/{disputed.pk}/")
    assert [page.context[name] for name in ("can_approve", "can_uphold", "can_reject")] == [False, True, True]

    desk.post(f"/admin/claims/uphold/{disputed.pk}/", key())

    disputed.refresh_from_db()
    assert (disputed.state, disputed.disputed_at, disputed.decisions.last().verb) == ("approved", None, "upheld")  # type: ignore[union-attr]


def test_disputed_claim_that_was_approved_is_rejected(desk: Client, disputed: Claim, opener: Supporter) -> None:
    desk.post(f"/admin/claims/reject/{disputed.pk}/", {**key(), "reasons": ["not_accompanied"]})

    disputed.refresh_from_db()
    assert (disputed.state, disputed.place, disputed.disputed_at) == ("rejected", None, None)
    assert own(opener).leads_visit


@pytest.mark.parametrize("verb", ["uphold", "reject"])
def test_who_said_not_with_me_reads_that_it_was_looked_into_and_no_more(
    desk: Client, disputed: Claim, opener: Supporter, verb: str
) -> None:
    desk.post(f"/admin/claims/{verb}/{disputed.pk}/", {**key(), "reasons": ["not_accompanied"]})

    first = own(opener)
    assert [line.verb for line in first.decisions.all()] == ["filed", "joined", "disputed", "looked_at"]
    own_browser = Client()
    own_browser.force_login(opener.user)  # type: ignore[arg-type]
    page = own_browser.get(address(first)).text
    assert ("The office has looked into" in page, "not-with-me" in page, str(disputed) in page) == (True, False, False)


def test_office_is_told_once_of_who_joined(signed_in: Client, supporter: Supporter, opener: Supporter) -> None:
    first = a_claim(supporter)
    joined = a_joined_claim(opener, first)
    signed_in.post(address(first, "not-with-me/"), key())
    assert "The office looks into it before it decides." in signed_in.get(address(first)).text
    approve(joined, officer_id=UserFactory().pk, now=NOW)

    again = signed_in.post(address(first, "not-with-me/"), key())

    told = "You have told the office already that nobody was there with you."
    assert [refusal.matter for refusal in again.context["refusals"]] == [told]
    assert Claim.objects.disputed().count() == 0


def test_next_who_joins_can_be_disputed_too(supporter: Supporter, opener: Supporter) -> None:
    first = a_claim(supporter)
    a_joined_claim(opener, first)
    dispute(first, actor_id=None, now=NOW)
    withdraw(own(opener), actor_id=None, now=NOW)
    later = a_joined_claim(SupporterFactory(experienced=True), first)

    dispute(first, actor_id=None, now=NOW)

    assert list(Claim.objects.disputed()) == [later]


def test_my_page_and_list_tell_that_somebody_joined_until_it_is_decided(
    signed_in: Client, supporter: Supporter, opener: Supporter
) -> None:
    def told() -> list[bool]:
        pages = [signed_in.get(page).text for page in ("/en/my/", "/en/claims/")]
        return ["Another supporter has claimed for this visit" in page for page in pages]

    first = a_claim(supporter)
    assert told() == [False, False]
    joined = a_joined_claim(opener, first)
    assert told() == [True, True]
    approve(joined, officer_id=UserFactory().pk, now=NOW)
    assert told() == [False, False]


@pytest.mark.parametrize("verb", ["approve", "reject", "return", "uphold"])
def test_page_of_a_decision_that_is_not_possible_says_why_and_offers_none(
    desk: Client, officer: User, supporter: Supporter, verb: str
) -> None:
    claim = a_claim(supporter)
    withdraw(claim, actor_id=None, now=NOW)

    page = desk.get(f"/admin/claims/{verb}/{claim.pk}/")

    assert "This claim has changed meanwhile" in page.text
    assert "idempotency_key" not in page.text
