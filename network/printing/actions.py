"""Printing papers: what stands in the way is said at once, and what was printed is kept in mind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from portal import audit
from portal.printing.typesetting import typeset

from ..papers.models import Papers
from ..people.locks import lock_people
from .contents import JAPANESE, TEMPLATE, Printing, contents_of
from .facts import Problem, gather, problems_of
from .models import AgreementText, AgreementVersion, PrintedPapers, digest_of
from .rules import Obstacle


class CannotPrintError(Exception):
    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(problem.obstacle for problem in problems))
        self.problems = problems


def print_papers(ids: Iterable[int], *, by_id: int, now: datetime, with_cover: bool = False) -> bytes:
    """One PDF: for each set two copies of the agreement and the payee form. The papers' state stays as it is."""
    printing = gather(ids)
    if not printing.papers:
        raise CannotPrintError([Problem(Obstacle.NO_PAPERS)])
    if problems := problems_of(printing):
        raise CannotPrintError(problems)
    pdf = typeset(TEMPLATE, contents_of(printing, with_cover=with_cover))
    with transaction.atomic():
        _refuse_who_has_left_meanwhile(printing)
        for papers in printing.papers:
            _keep_in_mind(papers, printing.agreements, by_id=by_id, now=now)
    return pdf


def _refuse_who_has_left_meanwhile(printing: Printing) -> None:
    locked = lock_people(papers.supporter_id for papers in printing.papers)
    if gone := [supporter for supporter in locked.values() if supporter.has_left]:
        raise CannotPrintError([Problem(Obstacle.HAS_LEFT, supporter) for supporter in gone])


def _keep_in_mind(papers: Papers, agreements: dict[str, AgreementText], *, by_id: int, now: datetime) -> None:
    languages = dict.fromkeys([JAPANESE, papers.supporter.language])
    printed = PrintedPapers.objects.create(papers=papers, at=now, actor_id=by_id)
    printed.versions.set([_version_of(agreements[language], now) for language in languages])
    audit.record("papers printed", on=papers, ref=str(papers.pk), now=now, actor_id=by_id)


def _version_of(text: AgreementText, now: datetime) -> AgreementVersion:
    version, _created = AgreementVersion.objects.get_or_create(
        digest=digest_of(text.language, text.title, text.paragraphs),
        defaults={
            "language": text.language,
            "title": text.title,
            "paragraphs": text.paragraphs,
            "first_printed_at": now,
        },
    )
    return version
