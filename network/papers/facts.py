from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from portal import structure

from ..people.models import Supporter
from .models import Papers, Term
from .rules import is_renewable


def terms() -> list[Term]:
    """All registration terms in their order; they change once a year."""
    return structure.remember("terms", lambda: list(Term.objects.all()))


def renewable_term(supporter: Supporter, today: date) -> Term | None:
    """The term for which papers can be asked for today: the running one, or the next once its renewal is open."""
    return missing_term(list(supporter.papers.all()), today)


def missing_term(papers: Iterable[Papers], today: date) -> Term | None:
    had = {one.term_id for one in papers}
    waiting = (term for term in terms() if term.ends_on >= today and is_renewable(term.starts_on, today))
    return next((term for term in waiting if term.pk not in had), None)
