"""Papers of a term at the desk and on my page (R3, R4). It is Friday 15 May 2026."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from network.models import Papers, PapersStep, Supporter, Term
from network.papers.actions import ask_for_renewal, move_papers, remind_of_renewal, renew
from network.papers.enums import MissingPart, PapersState
from network.papers.rules import Reason
from portal.audit import AuditEntry
from portal.dates import TOKYO
from portal.mail import OutboxMail, send_due_mail
from portal.names import Name
from portal.refusals import RefusedError
from tests.factories import PapersFactory, SupporterFactory, TermFactory, UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 15, 12, tzinfo=TOKYO)
ADDRESS = {"postal_code": "110-0005", "postal_address": "Tokyo, Taito-ku 1-2-3"}


@pytest.fixture(autouse=True)
def _at_noon() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def term() -> Term:
    return TermFactory()


@pytest.fixture
def next_term(term: Term) -> Term:
    return TermFactory(name=Name.of("2027"), starts_on=date(2027, 4, 1), ends_on=date(2028, 3, 31))


@pytest.fixture
def supporter() -> Supporter:
    return SupporterFactory(**ADDRESS)


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(UserFactory(groups=["Desk"]))
    return client


def states(papers: Papers) -> list[tuple[str, int | None]]:
    return list(PapersStep.objects.filter(papers=papers).values_list("state", "actor_id"))


def test_papers_go_from_to_send_to_complete(supporter: Supporter, term: Term) -> None:
    papers = PapersFactory(supporter=supporter, term=term)

    move_papers(papers, PapersState.SENT, by_id=7, now=NOW)
    move_papers(papers, PapersState.INCOMPLETE, missing=[MissingPart.SEAL], by_id=8, now=NOW)
    move_papers(papers, PapersState.COMPLETE, by_id=9, now=NOW)

    papers.refresh_from_db()
    assert (papers.state, papers.missing, papers.changed_at) == ("complete", [], NOW)
    assert states(papers) == [("sent", 7), ("incomplete", 8), ("complete", 9)]
    assert OutboxMail.objects.filter(kind="network.papers").count() == 2


def test_papers_scanned_twice_change_nothing(supporter: Supporter, term: Term) -> None:
    papers = PapersFactory(supporter=supporter, term=term, complete=True)

    with pytest.raises(RefusedError) as refused:
        move_papers(papers, PapersState.COMPLETE, by_id=7, now=NOW)

    assert refused.value.decision.reasons == (Reason.ALREADY_COMPLETE,)
    assert states(papers) == []


def test_missing_parts_stand_with_incomplete_papers_alone(supporter: Supporter, term: Term) -> None:
    papers = PapersFactory(supporter=supporter, term=term)

    for wrong in ({"missing": ["seal"]}, {"state": "incomplete"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Papers.objects.filter(pk=papers.pk).update(**wrong)


def test_one_set_of_papers_a_term(supporter: Supporter, term: Term) -> None:
    PapersFactory(supporter=supporter, term=term)

    with pytest.raises(IntegrityError), transaction.atomic():
        PapersFactory(supporter=supporter, term=term)


@pytest.mark.parametrize(
    ("start", "end"), [(date(2027, 3, 31), date(2027, 12, 31)), (date(2026, 5, 1), date(2026, 5, 1))]
)
def test_terms_never_overlap(term: Term, start: date, end: date) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        TermFactory(starts_on=start, ends_on=end)


def test_renewal_asks_for_the_next_term_once_it_is_open(supporter: Supporter, term: Term, next_term: Term) -> None:
    PapersFactory(supporter=supporter, term=term, complete=True)

    with pytest.raises(RefusedError):
        renew(supporter, by_id=supporter.user_id, now=NOW)
    renewed = renew(supporter, by_id=supporter.user_id, now=datetime(2027, 2, 1, tzinfo=TOKYO))

    assert (renewed.term, renewed.state) == (next_term, "to_send")


def test_campaign_writes_once_to_whoever_has_not_renewed(term: Term, next_term: Term) -> None:
    waiting = PapersFactory(term=term, complete=True).supporter
    renewed = PapersFactory(term=term, complete=True).supporter
    PapersFactory(supporter=renewed, term=next_term)
    PapersFactory(term=term, complete=True, supporter=SupporterFactory(left=True))
    SupporterFactory(wants_to_accompany=False)
    SupporterFactory(registered_at=datetime(2027, 4, 1, tzinfo=TOKYO))

    counts = [ask_for_renewal(next_term, by_id=1, now=NOW) for _time in range(2)]

    assert counts == [1, 1]
    assert list(OutboxMail.objects.values_list("kind", "recipient_id")) == [("network.renewal", waiting.user_id)]


def test_reminders_come_thirty_and_seven_days_before_once_each(term: Term, next_term: Term) -> None:
    PapersFactory(term=term, complete=True)

    counts = []
    for day in (date(2027, 2, 28), date(2027, 3, 1), date(2027, 3, 2), date(2027, 3, 25), date(2027, 3, 31)):
        remind_of_renewal(datetime(day.year, day.month, day.day, 9, tzinfo=TOKYO))
        counts.append(OutboxMail.objects.count())

    assert counts == [0, 1, 1, 2, 2]


def test_letter_about_papers_tells_nothing(supporter: Supporter, term: Term, mailoutbox: list[object]) -> None:
    papers = PapersFactory(supporter=supporter, term=term, sent=True)
    move_papers(papers, PapersState.INCOMPLETE, missing=[MissingPart.SEAL], by_id=7, now=NOW)

    send_due_mail(NOW)

    [mail] = mailoutbox
    told = f"{mail.subject}\n{mail.body}"  # type: ignore[attr-defined]
    assert [word for word in (supporter.name, str(supporter), "Taito", "giấy tờ", "dấu") if word in told] == []


def test_desk_takes_papers_through_by_its_buttons(desk: Client, supporter: Supporter, term: Term) -> None:
    papers = PapersFactory(supporter=supporter, term=term)
    found = desk.post("/admin/papers/find/", {"network_id": f" {supporter} ".lower()})
    assert found["Location"] == f"/admin/supporters/inspect/{supporter.pk}/"

    desk.post(f"/admin/papers/{papers.pk}/sent/")
    key = desk.get(f"/admin/papers/{papers.pk}/incomplete/").context["form"]["idempotency_key"].value()
    desk.post(f"/admin/papers/{papers.pk}/incomplete/", {"missing": ["seal"], "idempotency_key": key})
    desk.post(f"/admin/papers/{papers.pk}/complete/")

    assert [state for state, _by in states(papers)] == ["sent", "incomplete", "complete"]


def test_incomplete_sent_twice_is_one_step_and_one_mail(desk: Client, supporter: Supporter, term: Term) -> None:
    papers = PapersFactory(supporter=supporter, term=term, sent=True)
    key = desk.get(f"/admin/papers/{papers.pk}/incomplete/").context["form"]["idempotency_key"].value()

    answers = [
        desk.post(f"/admin/papers/{papers.pk}/incomplete/", {"missing": ["seal"], "idempotency_key": key})["Location"]
        for _twice in range(2)
    ]

    assert answers == [f"/admin/supporters/inspect/{supporter.pk}/"] * 2
    assert [state for state, _by in states(papers)] == ["incomplete"]
    assert OutboxMail.objects.filter(kind="network.papers").count() == 1


def test_other_parts_said_by_the_same_page_are_said_too(desk: Client, supporter: Supporter, term: Term) -> None:
    papers = PapersFactory(supporter=supporter, term=term, sent=True)
    key = desk.get(f"/admin/papers/{papers.pk}/incomplete/").context["form"]["idempotency_key"].value()

    for missing in (["seal"], ["seal", "signature"]):
        desk.post(f"/admin/papers/{papers.pk}/incomplete/", {"missing": missing, "idempotency_key": key})

    papers.refresh_from_db()
    assert sorted(papers.missing) == ["seal", "signature"]


@pytest.mark.parametrize("typed", ["", "\x00", "🌸", "0000-0000", "x" * 5000])
def test_desk_finds_nobody_by_nonsense(desk: Client, supporter: Supporter, typed: str) -> None:
    response = desk.post("/admin/papers/find/", {"network_id": typed})

    assert (response.status_code, list(response.context["form"].errors)) == (200, ["network_id"])


def test_desk_finds_an_imported_id_of_another_shape(desk: Client) -> None:
    imported = SupporterFactory(network_id="KANTO/2019-17")

    response = desk.post("/admin/papers/find/", {"network_id": "KANTO/2019-17"})

    assert response["Location"] == f"/admin/supporters/inspect/{imported.pk}/"


def test_desk_sends_many_at_once_and_hears_of_each(desk: Client, supporter: Supporter, term: Term) -> None:
    good = PapersFactory(supporter=supporter, term=term)
    homeless = PapersFactory(term=term)
    key = desk.get("/admin/papers/send-out/").context["form"]["idempotency_key"].value()

    response = desk.post("/admin/papers/send-out/", {"papers": [good.pk, homeless.pk], "idempotency_key": key})

    assert [(line["papers"], bool(line["refusals"])) for line in response.context["report"]] == [
        (good, False),
        (homeless, True),
    ]
    assert [Papers.objects.get(pk=one.pk).state for one in (good, homeless)] == ["sent", "to_send"]


@pytest.mark.parametrize("group", ["Editors", "Claims officers", "Treasurers", "Coordinators", "Auditors"])
def test_other_groups_handle_no_papers(client: Client, supporter: Supporter, term: Term, group: str) -> None:
    papers = PapersFactory(supporter=supporter, term=term)
    client.force_login(UserFactory(groups=[group]))

    answers = [
        client.post(f"/admin/papers/{path}") for path in (f"{papers.pk}/sent/", "find/", "send-out/", "renewal/")
    ]

    assert [answer.status_code for answer in answers] == [302] * 4
    assert Papers.objects.get().state == "to_send"


def test_own_papers_are_asked_for_in_one_step(client: Client, supporter: Supporter, term: Term) -> None:
    client.force_login(supporter.user)  # type: ignore[arg-type]
    assert client.get("/en/my/papers/").context["renewable"] == term

    answers = [client.post("/en/my/papers/ask/")["Location"] for _twice in range(2)]

    assert answers == ["/en/my/papers/"] * 2
    assert [(papers.term, papers.state) for papers in supporter.papers.all()] == [(term, "to_send")]


def test_papers_are_on_record_without_what_they_say(supporter: Supporter, term: Term) -> None:
    papers = PapersFactory(supporter=supporter, term=term)
    move_papers(papers, PapersState.SENT, by_id=7, now=NOW + timedelta(hours=1))

    entry = AuditEntry.objects.get(verb="papers")
    assert (entry.object_ref, entry.actor_id, entry.changes) == (
        str(supporter),
        7,
        {"state": "sent", "missing": [], "term": term.pk},
    )


def test_papers_of_who_has_no_login_go_on_without_a_mail(term: Term) -> None:
    papers = PapersFactory(supporter=SupporterFactory(user=None), term=term, sent=True)

    move_papers(papers, PapersState.INCOMPLETE, missing=[MissingPart.SEAL], by_id=8, now=NOW)

    assert (states(papers), OutboxMail.objects.count()) == ([("incomplete", 8)], 0)
