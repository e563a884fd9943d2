"""Papers on their way to the printer, and what then stands on them."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import pytest
from django.utils import translation
from pypdf import PdfReader

from network.models import Papers, Term
from network.printing.actions import CannotPrintError, print_papers
from network.printing.rules import Obstacle
from portal.dates import TOKYO
from tests.factories import PapersFactory, SupporterFactory, TermFactory

NOW = datetime(2026, 5, 1, 12, tzinfo=TOKYO)
OFFICE_ADDRESS = "〒110-0005\n東京都台東区上野0-0-0"
ADDRESS = {"postal_code": "１６９ー００７５", "postal_address": "東京都新宿区大久保1-2-3"}


def compact(text: str) -> str:
    """Japanese and Latin letters stand a little apart on paper, which readers of PDFs take for spaces."""
    return "".join(text.split())


def pages_of(pdf: bytes) -> list[str]:
    return [compact(page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


def printed(*papers: Papers, **options: Any) -> list[str]:
    with translation.override("ja"):
        return pages_of(print_papers([one.pk for one in papers], by_id=1, now=NOW, **options))


def obstacles(*papers: Papers) -> list[tuple[Obstacle, str]]:
    with pytest.raises(CannotPrintError) as refusal:
        printed(*papers)
    return [(problem.obstacle, str(problem.supporter or "")) for problem in refusal.value.problems]


def papers_for(**fields: Any) -> Papers:
    return PapersFactory(supporter=SupporterFactory(**{**ADDRESS, **fields}), term=term())


def term() -> Term:
    return Term.objects.first() or TermFactory()
