"""The papers of a term, from asking for them to having them (R3, R4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from portal import audit, mail
from portal.dates import start_of_day, tokyo_day
from portal.refusals import allowed

from ..people.locks import lock_person
from ..people.models import Supporter
from . import rules
from .enums import MissingPart, PapersState
from .facts import renewable_term
from .locks import lock_papers
from .models import Papers, PapersStep, Term

RENEWAL_MAIL = "network.renewal"
NEWS_MAIL = "network.papers"


def ask_for_papers(supporter: Supporter, *, now: datetime) -> None:
    """For today's term, of whoever wants to accompany; the desk finds them in its list."""
    term = Term.objects.on(tokyo_day(now)).first()
    if term is not None and supporter.wants_to_accompany:
        open_papers(supporter, term, by_id=supporter.user_id, now=now)


def open_papers(supporter: Supporter, term: Term, *, by_id: int | None, now: datetime) -> Papers:
    """Asking again for the same term changes nothing."""
    papers, is_new = Papers.objects.get_or_create(supporter=supporter, term=term, defaults={"changed_at": now})
    if is_new:
        _write_down(papers, by_id, now)
    return papers


def renew(supporter: Supporter, *, by_id: int | None, now: datetime) -> Papers:
    """R4, in one step. Raises RefusedError."""
    with transaction.atomic():
        supporter = lock_person(supporter.pk)
        term = renewable_term(supporter, tokyo_day(now))
        has_papers = term is not None and supporter.papers.filter(term=term).exists()
        allowed(rules.judge_renewal(has_left=supporter.has_left, has_term=term is not None, has_papers=has_papers))
        assert term is not None
        return open_papers(supporter, term, by_id=by_id, now=now)


def move_papers(
    papers: Papers, to: PapersState, *, missing: Sequence[MissingPart] = (), by_id: int, now: datetime
) -> Papers:
    """Sent, back in part, back in full. Raises RefusedError."""
    with transaction.atomic():
        papers = lock_papers(papers.pk)
        allowed(rules.judge_step(papers, to, missing))
        papers.state, papers.missing, papers.changed_at = to, [str(part) for part in missing], now
        papers.save(update_fields=["state", "missing", "changed_at"])
        _write_down(papers, by_id, now)
        if to in (PapersState.INCOMPLETE, PapersState.COMPLETE):
            _tell(papers, now)
    return papers


def ask_for_renewal(term: Term, *, by_id: int, now: datetime) -> int:
    """The desk's campaign: one mail to everybody who was registered before the term and has no papers for it."""
    waiting = not_renewed(term)
    for supporter in waiting:
        _invite(supporter, term, "campaign", now)
    audit.record(
        "asked for renewal", on=term, ref=str(term.pk), now=now, actor_id=by_id, changes={"mails": len(waiting)}
    )
    return len(waiting)


def remind_of_renewal(now: datetime) -> None:
    """Thirty and seven days before a term ends, once each, however late the clock comes."""
    today = tokyo_day(now)
    ending = Term.objects.on(today).first()
    days = rules.reminder_due(ending.ends_on, today) if ending else None
    following = Term.objects.after(today).first()
    if days is None or following is None:
        return
    for supporter in not_renewed(following):
        _invite(supporter, following, f"{days} days", now)


def not_renewed(term: Term) -> list[Supporter]:
    """R4: registered before the term began, and without papers for it."""
    members = Supporter.objects.registered().filter(user__isnull=False, wants_to_accompany=True)
    earlier = members.filter(registered_at__lt=start_of_day(term.starts_on))
    return list(earlier.exclude(papers__term=term))


def _invite(supporter: Supporter, term: Term, occasion: str, now: datetime) -> None:
    assert supporter.user_id is not None
    mail.queue(
        RENEWAL_MAIL,
        recipient_id=supporter.user_id,
        language=supporter.language,
        reference=str(term.pk),
        dedupe_key=f"{RENEWAL_MAIL}:{term.pk}:{supporter.pk}:{occasion}",
        now=now,
    )


def _tell(papers: Papers, now: datetime) -> None:
    supporter = papers.supporter
    if supporter.user_id is None:
        return
    mail.queue(
        NEWS_MAIL,
        recipient_id=supporter.user_id,
        language=supporter.language,
        reference=str(papers.pk),
        dedupe_key=f"{NEWS_MAIL}:{papers.pk}:{papers.steps.count()}",
        now=now,
    )


def _write_down(papers: Papers, by_id: int | None, now: datetime) -> None:
    PapersStep.objects.create(papers=papers, at=now, actor_id=by_id, state=papers.state, missing=papers.missing)
    changes = {"state": str(papers.state), "missing": papers.missing, "term": papers.term_id}
    audit.record("papers", on=papers, ref=str(papers.supporter), now=now, actor_id=by_id, changes=changes)
