"""Answers to whoever pays for accompanying, if anybody does: who was found for whom, and what was claimed."""

from __future__ import annotations

from datetime import datetime

from network.models import Supporter
from network.people.facts import Accompaniment, FiledVisit

from .actions.answering import link_visit, unlink_visit
from .facts.offers import accompaniments


def known(supporter: Supporter, now: datetime) -> list[Accompaniment]:
    return accompaniments(supporter, now)


def visit_was_filed(supporter: Supporter, filed: FiledVisit, now: datetime) -> None:
    link_visit(supporter, filed, now=now)


def visit_was_left(supporter: Supporter, visit: int, now: datetime) -> None:
    unlink_visit(supporter, visit, now=now)
