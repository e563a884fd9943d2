from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from claims.actions import file_claim, join_visit, withdraw
from claims.enums import ClaimState
from claims.models import Claim, Visit
from claims.rules import Interval, Reason
from network.models import ConsulteeCode, Programme, Supporter
from portal.audit import AuditEntry
from portal.mail import OutboxMail
from portal.refusals import RefusedError
from tests.claims.made import DETAILS, NOW, VISIT_DAY, a_claim, a_code, a_joined_claim, at, lasting
from tests.factories import ProgrammeFactory, SupporterFactory
from tests.queries import counted


def refused(supporter: Supporter, code: ConsulteeCode | None = None, own: Interval | None = None) -> tuple[Reason, ...]:
    with pytest.raises(RefusedError) as error:
        a_claim(supporter, code, own)
    return error.value.decision.reasons


def on_day(number: int) -> Interval:
    return lasting(at(10, day=date(2026, 5, number)))


def test_filing_keeps_what_the_claim_was_judged_by(supporter: Supporter, programme: Programme) -> None:
    claim = a_claim(supporter, own=lasting(minutes=120))

    claim.refresh_from_db()
    assert claim.state == ClaimState.FILED
    assert (claim.amount, claim.deadline, claim.pay_month) == (8000, date(2026, 6, 14), date(2026, 6, 1))
    assert (claim.place, claim.visit.slot, claim.visit.day) == (1, 1, VISIT_DAY)
    assert claim.visit.programme == programme
    assert claim.facts["claimant"]["has_confirmed_experience"] is True
    assert claim.facts["programme"]["long_amount"] == 8000
    assert [(entry.verb, entry.amount) for entry in claim.decisions.all()] == [("filed", 8000)]


def test_filing_writes_one_mail_and_one_entry(supporter: Supporter) -> None:
    code = a_code()
    claim = a_claim(supporter, code)

    assert list(OutboxMail.objects.values_list("kind", "recipient", "language", "reference")) == [
        ("claims.news", supporter.user_id, "vi", claim.reference)
    ]
    entries = AuditEntry.objects.filter(object_type="claims.claim")
    assert list(entries.values_list("verb", "object_ref", "actor_id", "changes")) == [
        ("claim filed", claim.reference, supporter.user_id, {"state": "filed", "amount": 4000})
    ]


def test_filing_without_a_login_sends_no_mail(programme: Programme) -> None:
    a_claim(SupporterFactory(experienced=True, user=None))

    assert not OutboxMail.objects.exists()


def test_claim_gets_a_reference_that_no_other_has(supporter: Supporter, monkeypatch: pytest.MonkeyPatch) -> None:
    first, joiner = a_claim(supporter), SupporterFactory(experienced=True)
    drawn = iter(first.reference[:-1] + "000001")
    monkeypatch.setattr("secrets.choice", lambda signs: next(drawn))

    assert (a_joined_claim(joiner, first).reference[:-1], list(drawn)) == ("000001", [])


def test_visit_code_is_not_kept_in_clear(supporter: Supporter) -> None:
    visit = a_claim(supporter).visit

    with connection.cursor() as cursor:
        cursor.execute("SELECT join_code FROM claims_visit")
        (kept,) = cursor.fetchone()
    assert visit.join_code not in kept


def test_fourth_visit_of_a_person_is_refused_whoever_goes(programme: Programme) -> None:
    code = a_code()
    for number in (1, 2, 3):
        a_claim(SupporterFactory(experienced=True), code, on_day(number))

    assert refused(SupporterFactory(experienced=True), code, on_day(4)) == (Reason.CONSULTEE_LIMIT,)
    assert list(Visit.objects.order_by("slot").values_list("slot", flat=True)) == [1, 2, 3]


def test_withdrawn_visit_gives_its_slot_to_the_next(supporter: Supporter) -> None:
    code = a_code()
    _first, second, _third = (a_claim(supporter, code, on_day(number)) for number in (1, 2, 3))

    withdraw(second, actor_id=supporter.user_id, now=NOW)

    assert a_claim(supporter, code, on_day(4)).visit.slot == 2


def test_each_programme_counts_anew(supporter: Supporter, programme: Programme) -> None:
    ProgrammeFactory(starts_on=date(2025, 1, 1), ends_on=date(2026, 2, 28))
    code = a_code()
    for number in (1, 2, 3):
        a_claim(supporter, code, on_day(number))
    winter = at(10, day=date(2026, 2, 10))

    claim = a_claim(supporter, code, lasting(winter), winter + timedelta(days=1))

    assert (claim.visit.programme == programme, claim.visit.slot) == (False, 1)


def test_all_reasons_come_at_once(programme: Programme) -> None:
    newcomer = SupporterFactory()

    assert refused(newcomer, own=lasting(at(10, day=date(2026, 2, 1)), minutes=59)) == (
        Reason.NEITHER_EXPERIENCED_NOR_QUALIFIED,
        Reason.OUTSIDE_PROGRAMME,
        Reason.TOO_SHORT,
    )
    assert not Visit.objects.exists()


def test_without_any_programme_the_visit_lies_outside(db: None) -> None:
    assert refused(SupporterFactory(experienced=True)) == (Reason.OUTSIDE_PROGRAMME,)


def test_nobody_is_twice_with_one_person_at_one_time(supporter: Supporter) -> None:
    code = a_code()
    a_claim(supporter, code)

    assert refused(supporter, code, lasting(at(11))) == (Reason.ALREADY_CLAIMED,)
    assert a_claim(supporter, code, lasting(at(12), minutes=60)).visit.slot == 2


def test_second_supporter_joins_and_is_paid_in_full(supporter: Supporter) -> None:
    first = a_claim(supporter)
    second = a_joined_claim(SupporterFactory(experienced=True), first)

    assert (second.visit_id, second.place, second.amount, second.opened_visit) == (first.visit_id, 2, 4000, False)


def test_third_supporter_finds_the_visit_full(supporter: Supporter) -> None:
    first = a_claim(supporter)
    a_joined_claim(SupporterFactory(experienced=True), first)

    with pytest.raises(RefusedError) as error:
        a_joined_claim(SupporterFactory(experienced=True), first)
    assert error.value.decision.reasons == (Reason.VISIT_FULL,)


def test_place_of_who_withdraws_is_free_again(supporter: Supporter) -> None:
    first = a_claim(supporter)
    a_joined_claim(SupporterFactory(experienced=True), first)
    withdraw(first, actor_id=supporter.user_id, now=NOW)

    assert a_joined_claim(SupporterFactory(experienced=True), first).place == 1
    assert Visit.objects.get().slot == 1


def test_visit_that_nobody_claims_any_more_cannot_be_joined(supporter: Supporter) -> None:
    first = a_claim(supporter)
    withdraw(first, actor_id=supporter.user_id, now=NOW)

    with pytest.raises(RefusedError) as error:
        a_joined_claim(SupporterFactory(experienced=True), first)
    assert error.value.decision.reasons == (Reason.WRONG_STATE,)


def test_visit_begins_when_the_first_of_two_does(supporter: Supporter) -> None:
    first = a_claim(supporter, own=lasting(at(0, 30), hours=2))
    earlier = lasting(at(23, day=date(2026, 5, 13)), hours=3)
    join_visit(SupporterFactory(experienced=True), first.visit, earlier, now=NOW)

    assert Visit.objects.get().day == date(2026, 5, 13)


def test_filing_asks_the_same_number_of_questions_however_many_claims(supporter: Supporter) -> None:
    code = a_code()
    with counted() as few:
        file_claim(supporter, code, DETAILS, on_day(1), now=NOW)
    for _number in range(5):
        a_claim(SupporterFactory(experienced=True))
    with counted() as many:
        file_claim(supporter, code, DETAILS, on_day(2), now=NOW)

    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("table", "changes", "constraint"),
    [
        ("visit", {"slot": None}, "visit_holds_a_slot_while_live"),
        ("visit", {"slot": 4}, "visit_slot_is_within_the_limit"),
        ("visit", {"slot": 0}, "visit_slot_is_within_the_limit"),
        ("visit", {"is_live": False}, "visit_holds_a_slot_while_live"),
        ("claim", {"place": None}, "claim_holds_a_place_while_live"),
        ("claim", {"place": 3}, "claim_place_is_within_the_limit"),
        ("claim", {"state": "rejected"}, "claim_holds_a_place_while_live"),
        ("claim", {"state": "unheard_of"}, "claim_holds_a_place_while_live"),
        ("claim", {"ends_at": at(10)}, "claim_ends_after_it_starts"),
    ],
)
def test_database_refuses_what_the_rules_would(
    supporter: Supporter, table: str, changes: dict[str, object], constraint: str
) -> None:
    claim = a_claim(supporter)
    rows = Visit.objects.filter(pk=claim.visit_id) if table == "visit" else Claim.objects.filter(pk=claim.pk)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        rows.update(**changes)


def test_database_gives_a_slot_and_a_place_once(supporter: Supporter) -> None:
    code = a_code()
    first, second = a_claim(supporter, code, on_day(1)), a_claim(supporter, code, on_day(2))
    joined = a_joined_claim_on(first)

    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.filter(pk=second.visit_id).update(slot=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=joined.pk).update(place=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=joined.pk).update(supporter=supporter)


def a_joined_claim_on(claim: Claim) -> Claim:
    own = lasting(claim.starts_at)
    return join_visit(SupporterFactory(experienced=True), claim.visit, own, now=NOW)


def test_history_of_a_claim_is_never_changed(supporter: Supporter) -> None:
    claim = a_claim(supporter)

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        claim.decisions.update(amount=1)
