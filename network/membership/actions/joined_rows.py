"""What becomes of the rows that point at a record when it is joined with another: each room names its own.

`network_joined_rows` answers, for every relation by its label, a function that sees to it. Nothing is joined while
there is a relation that no room has named.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model

from ...papers.enums import PapersState
from ...papers.models import Papers
from ...people.facts import relations_to
from ...people.models import Supporter

Rows = Callable[[type[Model], str, Supporter, Supporter], None]
"""Of this model's rows, by this field of theirs: what of the joining record (last) becomes the staying one's."""


def move(model: type[Model], field: str, staying: Supporter, joining: Supporter) -> None:
    model._base_manager.filter(**{field: joining}).update(**{field: staying})


def drop(model: type[Model], field: str, staying: Supporter, joining: Supporter) -> None:
    model._base_manager.filter(**{field: joining}).delete()


def forget(model: type[Model], field: str, staying: Supporter, joining: Supporter) -> None:
    model._base_manager.filter(**{field: joining}).update(**{field: None})


def one_each(*keys: str, earlier: str = "") -> Rows:
    """At most one row of the person for these keys: the staying record's, or that with the earlier day."""

    def merge(model: type[Model], field: str, staying: Supporter, joining: Supporter) -> None:
        def key(row: Any) -> tuple[Any, ...]:
            return tuple(getattr(row, name) for name in keys)

        kept = {key(row): row for row in model._base_manager.filter(**{field: staying})}
        for row in model._base_manager.filter(**{field: joining}):
            known: Any = kept.get(key(row))
            if known is None:
                setattr(row, field, staying)
                row.save(update_fields=[field])
                continue
            if earlier and getattr(row, earlier) < getattr(known, earlier):
                setattr(known, earlier, getattr(row, earlier))
                known.save(update_fields=[earlier])
            row.delete()

    return merge


FURTHEST = (PapersState.TO_SEND, PapersState.SENT, PapersState.INCOMPLETE, PapersState.COMPLETE)


def merge_papers(model: type[Model], field: str, staying: Supporter, joining: Supporter) -> None:
    """Of one term those that have come further, with the history and the prints of both (D5)."""
    for papers in Papers.objects.filter(supporter=joining):
        other = Papers.objects.filter(supporter=staying, term=papers.term_id).first()
        if other is not None:
            behind, further = sorted((papers, other), key=lambda one: FURTHEST.index(PapersState(one.state)))
            for relation in relations_to(Papers):
                relation.model._base_manager.filter(**{relation.name: behind}).update(**{relation.name: further})
            behind.delete()
            papers = further
        papers.supporter = staying
        papers.save(update_fields=["supporter"])


OWN_ROWS: dict[str, Rows] = {
    "network.PayeeAccount.supporter": one_each(),
    # The first of two keyings: it is keyed again.
    "network.AccountEntry.supporter": drop,
    "network.Papers.supporter": merge_papers,
    "network.ConsulteeCode.issued_to": move,
    "network.LanguageSpoken.supporter": one_each("language"),
    "network.Consent.supporter": move,
    "network.FormerNetworkID.supporter": move,
    # What was imported can't be taken out of the one record again.
    "network.ImportLine.supporter": forget,
    "network.ImportLine.registered_as": forget,
    "network.JoiningProposal.staying": drop,
    "network.JoiningProposal.joining": drop,
}
