"""What stands on a certificate, and what doesn't (L6)."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.utils import translation
from pypdf import PdfReader

from portal.printing.pieces import runs
from sessions.models import Certificate
from sessions.progress.actions import issue
from sessions.progress.printing import certificate_pdf, contents_of
from tests.factories import SupporterFactory
from tests.sessions.made import DURING_SIGN_UP, MembershipFactory

pytestmark = pytest.mark.django_db

CODE = "7K3M-920A"


def a_certificate(name: str = "", **supporter: Any) -> Certificate:
    person = SupporterFactory(network_id="7K3M920A", name="Trần Registered", **supporter)
    return issue(MembershipFactory(completed=True, supporter=person), name=name, now=DURING_SIGN_UP)


def printed(certificate: Certificate, language: str) -> PdfReader:
    with translation.override(language):
        return PdfReader(io.BytesIO(certificate_pdf(certificate)))


def text_of(reader: PdfReader) -> str:
    return "".join("".join(page.extract_text().split()) for page in reader.pages)


@pytest.mark.parametrize(
    ("language", "sentence", "day"),
    [
        ("en", "completed the training for supporters with foreign roots", "Saturday, 1 August 2026"),
        ("ja", "外国ルーツ支援者", "2026年8月1日"),
        ("ja-hira", "外国", "2026年8月1日"),
        ("vi", "người hỗ trợ có nguồn gốc nước ngoài", "Thứ 7, 1/8/2026"),
    ],
)
def test_certificate_says_the_same_in_each_language(language: str, sentence: str, day: str) -> None:
    reader = printed(a_certificate("Lan Anh Nguyễn"), language)

    text = text_of(reader)
    told = [sentence, day, "Lan Anh Nguyễn", "移住連事務局"]
    assert [words for words in told if "".join(words.split()) not in text] == []
    assert len(reader.pages) == 1


def test_certificate_is_tagged_and_has_a_neutral_title_and_its_language() -> None:
    reader = printed(a_certificate("Lan"), "ja-hira")

    root: Any = reader.root_object
    assert reader.metadata is not None
    assert reader.metadata.title == "伴走ネットの修了証"
    assert (bool(root["/MarkInfo"]["/Marked"]), root["/Lang"]) == (True, "ja")
    with translation.override("ja-hira"):
        contents = contents_of(Certificate.objects.get())
    assert (contents["heading"], contents["reading"]) == ("修了証", "しゅうりょうしょう")


def test_certificate_with_a_chosen_name_shows_neither_network_id_nor_registered_name() -> None:
    text = text_of(printed(a_certificate("Lan"), "en"))

    assert [words for words in (CODE, "Registered", "Network ID") if words.replace(" ", "") in text] == []


def test_certificate_with_the_network_id_shows_no_name() -> None:
    text = text_of(printed(a_certificate(), "en"))

    assert CODE in text
    assert "Registered" not in text


def test_certificate_prints_its_code_and_a_short_address_without_language() -> None:
    certificate = a_certificate("Lan")
    with translation.override("en"):
        contents = contents_of(certificate)

    code = f"{certificate.code[:7]}-{certificate.code[7:]}"
    assert contents["address"].endswith(f"/c/{code}/")
    assert contents["rows"][2] == [[("Certificate code", "")], [(code, "")]]


def test_certificate_is_rowed_by_days_and_code_alone() -> None:
    with translation.override("en"):
        contents = contents_of(a_certificate("Lan"))

    assert [label for ((label, _reading),) in (row[0] for row in contents["rows"])] == [
        "Completed on",
        "Issued on",
        "Certificate code",
    ]


@pytest.mark.parametrize("name", ['#panic("x")', '\\" + read("/etc/passwd")', "$x$ *b* @y <z> `#eval`", "= Title"])
def test_name_that_looks_like_markup_is_printed_as_it_is(name: str) -> None:
    assert "".join(name.split()) in text_of(printed(a_certificate(name), "en"))


def test_readings_stand_beside_their_words() -> None:
    assert runs("｜修了《しゅうりょう》の日") == [("修了", "しゅうりょう"), ("の日", "")]
    assert runs("") == []


def test_day_of_the_certificate_is_tokyos() -> None:
    assert a_certificate().issued_on == date(2026, 5, 15)
