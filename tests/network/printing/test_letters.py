"""The fonts, and what a reader takes out of the file again."""

from __future__ import annotations

import io

import pytest
import segno
from django.utils import translation

from network.people.enums import Prefecture
from network.printing.rules import unprintable
from portal.models import ContactSettings
from portal.printing.pieces import qr_code
from portal.printing.typesetting import coverage
from tests.network.printing.printed import papers_for, printed

VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
KANA = "".join(map(chr, [*range(0x3041, 0x3097), *range(0x30A1, 0x30FB), 0x30FC]))
HALF_WIDTH_KANA = "".join(map(chr, range(0xFF66, 0xFFA0)))


@pytest.mark.parametrize(
    "letters", [VIETNAMESE, VIETNAMESE.upper(), KANA, HALF_WIDTH_KANA, "0123456789〒①②③髙﨑𠮷ŞşĞğŁłČč"]
)
def test_fonts_know_every_letter(letters: str) -> None:
    assert unprintable([letters], coverage()) == []


def test_fonts_know_every_prefecture() -> None:
    with translation.override("ja"):
        names = [str(prefecture.label) for prefecture in Prefecture]

    assert len(set(names)) == 47
    assert unprintable(names, coverage()) == []


def test_letters_come_out_of_the_file_as_they_went_in(office: ContactSettings) -> None:
    with translation.override("ja"):
        prefectures = "".join(str(prefecture.label) for prefecture in Prefecture)
    letters = VIETNAMESE + KANA + prefectures

    assert f"〒169-0075{letters}登録期間" in printed(papers_for(language="ja", postal_address=letters))[-1]


def test_qr_code_holds_the_network_id() -> None:
    drawn = io.BytesIO()
    code = segno.make("7K3M920A", error="m", micro=False)
    code.save(drawn, kind="svg", xmldecl=False)

    assert qr_code("7K3M920A") == drawn.getvalue().decode()
    assert code.mode == "alphanumeric"
