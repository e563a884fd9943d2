"""Many people pressing "send" at the same moment, for the race tests and for `dev.py bench claims`."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from threading import Barrier
from typing import Any

from django.db import connections
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from django.utils.http import urlencode

from claims.actions import file_claim
from claims.drafts import ClaimDraft
from claims.models import Claim, Visit
from claims.rules import Interval
from network.consultees.actions import issue_consultee_code
from network.models import ConsulteeCode, Supporter
from network.people.rules.codes import in_groups
from portal.dates import TOKYO
from portal.mail import OutboxMail
from tests.claims.made import DETAILS
from tests.racers import Racer, racer_of

CHECK = "/vi/claims/new/check/"
# Of the list of reasons on a page that refuses.
SUMMARY, REFUSED = b"data-error-summary", "refused"
CLAIMING, TOGETHER, JOINING, EQUAL = 40, 20, 20, 20


@dataclass(frozen=True)
class Outcome:
    """`answers`: status and address of each, or that it is a refusal; `left`: what stands afterwards."""

    answers: list[tuple[int, str]]
    left: int
    mails: int

    @property
    def refused(self) -> int:
        """Pages that say what stands in the way."""
        return self.answers.count((200, REFUSED))

    @property
    def broken(self) -> int:
        """Answers that are neither a page nor a redirect: a 500, a locked database."""
        return sum(status not in (200, 302) for status, _address in self.answers)


def claim_for_one_person(people: Sequence[Racer]) -> Outcome:
    """C6: each on another day."""
    code = issue_consultee_code(people[0].supporter, timezone.now())
    pages = [
        _draft(
            racer.supporter, {"way": ["has_code"]}, code=code, own=_on_day(1 + number // 2, hour=10 + 2 * (number % 2))
        )
        for number, racer in enumerate(people)
    ]
    mails = OutboxMail.objects.count()
    answers = _send_together([racer.client for racer in people], pages)
    visits = Visit.objects.live().filter(consultee_id=code.consultee_id)
    return Outcome(answers, visits.count(), OutboxMail.objects.count() - mails)


def claim_for_one_hour(people: Sequence[Racer]) -> tuple[Outcome, int]:
    """C7: all type one person's code and one hour. `left`: claims; and the visits they are for."""
    code = issue_consultee_code(people[0].supporter, timezone.now())
    pages = [_draft(racer.supporter, {"way": ["has_code"]}, code=code) for racer in people]
    mails = OutboxMail.objects.count()
    answers = _send_together([racer.client for racer in people], pages)
    claims = Claim.objects.filter(visit__consultee_id=code.consultee_id)
    visits = Visit.objects.filter(consultee_id=code.consultee_id)
    return Outcome(answers, claims.count(), OutboxMail.objects.count() - mails), visits.count()


def join_one_visit(opener: Racer, people: Sequence[Racer]) -> Outcome:
    code = issue_consultee_code(opener.supporter, timezone.now())
    visit = file_claim(opener.supporter, code, DETAILS, _yesterday(), now=timezone.now()).visit
    pages = [_draft(racer.supporter, {"way": ["joins"]}, visit=visit) for racer in people]
    mails = OutboxMail.objects.count()
    answers = _send_together([racer.client for racer in people], pages)
    return Outcome(answers, Claim.objects.live().filter(visit=visit).count(), OutboxMail.objects.count() - mails)


def filled_in(supporter: Supporter) -> dict[str, str]:
    """Of a claim for a person of their own: what the last page sends."""
    return _draft(supporter, {"way": ["has_code"]}, code=issue_consultee_code(supporter, timezone.now()))


def send_equal_posts(racer: Racer, count: int) -> Outcome:
    code = issue_consultee_code(racer.supporter, timezone.now())
    page = _draft(racer.supporter, {"way": ["has_code"]}, code=code)
    mails = OutboxMail.objects.count()
    clients = [racer_of(racer.supporter).client for _number in range(count)]
    answers = _send_together(clients, [page] * count)
    claims = Claim.objects.filter(visit__consultee_id=code.consultee_id)
    return Outcome(answers, claims.count(), OutboxMail.objects.count() - mails)


def _yesterday() -> Interval:
    return _on_day(1, hour=10)


def _on_day(days_ago: int, *, hour: int) -> Interval:
    day = (timezone.now() - timedelta(days=days_ago)).astimezone(TOKYO)
    start = day.replace(hour=hour, minute=0, second=0, microsecond=0)
    return Interval(start, start + timedelta(minutes=90))


def _draft(
    supporter: Supporter,
    start: dict[str, list[str]],
    code: ConsulteeCode | None = None,
    visit: Visit | None = None,
    own: Interval | None = None,
) -> dict[str, str]:
    """Every page is filled in; what is left to do is to send what the last one shows."""
    own = own or _yesterday()
    draft, now, day = ClaimDraft(supporter.user_id or 0), timezone.now(), f"{own.start:%Y-%m-%d}"
    times = {"start_day": [day], "start_time": [f"{own.start:%H:%M}"], "end_time": [f"{own.end:%H:%M}"]}
    about = {name: [getattr(DETAILS, name)] for name in ("prefecture", "errand", "field", "language")}
    pages: list[tuple[str, dict[str, list[Any]]]] = [("start", start), ("times", times)]
    if code is not None:
        pages += [("code", {"code": [in_groups(code.code)]}), ("visit", {**about, "day": [day]})]
    if visit is not None:
        pages += [("join", {"visit_code": [visit.join_code]})]
    for step, typed in pages:
        draft.keep(step, QueryDict(urlencode(typed, doseq=True)), now=now)
    return {"idempotency_key": str(draft.key), "shown": draft.sign}


def _send_together(clients: Sequence[Client], pages: Sequence[dict[str, str]]) -> list[tuple[int, str]]:
    start = Barrier(len(clients))

    def send(client: Client, page: dict[str, str]) -> tuple[int, str]:
        try:
            start.wait()
            answer = client.post(CHECK, page)
            return answer.status_code, answer.get("Location", REFUSED if SUMMARY in answer.content else "")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(clients)) as pool:
        return list(pool.map(send, clients, pages))
