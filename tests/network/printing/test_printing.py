"""What keeps papers from being printed, and what stays of a printing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

import pytest

from network.models import AgreementText, AgreementVersion, Papers, PrintedPapers, Supporter
from network.papers.enums import PapersState
from network.printing.actions import CannotPrintError, print_papers
from network.printing.facts import latest_papers_of
from network.printing.rules import Obstacle
from portal.audit import AuditEntry
from portal.models import ContactSettings
from portal.names import Name
from tests.factories import PapersFactory, TermFactory
from tests.meanwhile import meanwhile
from tests.network.printing.printed import NOW, obstacles, papers_for, printed
from tests.queries import Queries


def test_printing_without_the_offices_address_is_refused(office: ContactSettings) -> None:
    office.postal_address = " \n"
    office.save()

    assert obstacles(papers_for()) == [(Obstacle.NO_OFFICE_ADDRESS, "")]
    assert not PrintedPapers.objects.exists()


def test_every_reason_of_everybody_is_said_at_once(office: ContactSettings) -> None:
    nameless = papers_for(network_id="00000000", name="", postal_code="")
    rare = papers_for(network_id="11111140", name="한글 😀")
    gone = papers_for(network_id="2222222Z", left=True)

    assert obstacles(nameless, rare, gone, papers_for()) == [
        (Obstacle.NO_NAME, "0000-0000"),
        (Obstacle.NO_ADDRESS, "0000-0000"),
        (Obstacle.NO_GLYPHS, "1111-1140"),
        (Obstacle.HAS_LEFT, "2222-222Z"),
    ]


def test_characters_that_fonts_lack_are_named(office: ContactSettings) -> None:
    with pytest.raises(CannotPrintError) as refusal:
        printed(papers_for(name="한글 😀"))

    assert [problem.characters for problem in refusal.value.problems] == [("한", "글", "😀")]


def test_language_without_an_agreement_is_refused(office: ContactSettings) -> None:
    AgreementText.objects.filter(language="en").delete()

    assert obstacles(papers_for(language="en")) == [(Obstacle.NO_AGREEMENT, "")]
    assert len(printed(papers_for(language="ja"))) == 3


def test_agreement_with_other_paragraphs_than_the_japanese_is_refused(office: ContactSettings) -> None:
    text = AgreementText.objects.get(language="vi")
    del text.body[-1]
    text.save()

    assert obstacles(papers_for(language="vi")) == [(Obstacle.AGREEMENTS_DIFFER, "")]


def test_papers_that_are_not_there_are_refused(office: ContactSettings) -> None:
    with pytest.raises(CannotPrintError):
        print_papers([12345], by_id=1, now=NOW)


def test_printing_keeps_the_words_it_was_done_with(office: ContactSettings) -> None:
    papers = papers_for(language="vi")
    printed(papers)
    text = AgreementText.objects.get(language="vi")
    before = text.title
    text.title = "Bản mới"
    text.save()
    printed(papers)

    printings = [sorted(printing.versions.values_list("language", "title")) for printing in PrintedPapers.objects.all()]
    assert printings == [
        [("ja", "伴走支援に関する合意書"), ("vi", before)],
        [("ja", "伴走支援に関する合意書"), ("vi", "Bản mới")],
    ]
    assert AgreementVersion.objects.count() == 3


def test_printing_is_on_record_and_leaves_the_papers_as_they_are(office: ContactSettings) -> None:
    papers = papers_for(name="Lan")

    printed(papers)

    papers.refresh_from_db()
    assert papers.state == PapersState.TO_SEND
    assert list(AuditEntry.objects.values_list("verb", "object_type", "object_ref", "changes", "reason")) == [
        ("papers printed", "network.papers", str(papers.pk), {}, "")
    ]


def test_papers_of_the_newest_term_are_printed(office: ContactSettings) -> None:
    older = papers_for()
    newer = PapersFactory(
        supporter=older.supporter,
        term=TermFactory(name=Name.of("2027"), starts_on=datetime(2027, 4, 1), ends_on=datetime(2028, 3, 31)),
    )

    assert latest_papers_of(older.supporter) == newer


def test_printing_many_asks_as_much_for_texts_and_papers_as_printing_one(
    office: ContactSettings, count_queries: Callable[[], AbstractContextManager[Queries]]
) -> None:
    few, many = [papers_for()], [papers_for() for _ in range(5)]
    printed(*few)
    with count_queries() as for_few:
        printed(*few)
    with count_queries() as for_many:
        printed(*many)

    reading = [
        [sql for sql in counted.statements if sql.startswith("SELECT") and "agreementversion" not in sql]
        for counted in (for_few, for_many)
    ]
    assert len(reading[0]) == len(reading[1])


def test_nothing_is_printed_for_who_leaves_while_it_is_set(office: ContactSettings) -> None:
    papers = papers_for(network_id="2222222Z")

    def leaves() -> None:
        Supporter.objects.filter(pk=papers.supporter_id).update(left_on=NOW.date())

    with meanwhile(leaves, after=Papers._meta.db_table):
        assert obstacles(papers) == [(Obstacle.HAS_LEFT, "2222-222Z")]

    assert not PrintedPapers.objects.exists()
