"""What stands on the agreement, the payee form, the labels and the list."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.utils import translation
from pypdf import PdfReader

from network.models import AgreementText
from network.printing.actions import print_papers
from portal.models import ContactSettings
from tests.network.printing.printed import NOW, compact, papers_for, printed

PAYEE_FORM_JA = """
返送用謝金口座届
名前 髙﨑 太郎
名前（カナ） タカサキ タロウ
住所 〒169-0075 東京都新宿区大久保1-2-3
登録期間 2026 2026年4月1日 – 2027年3月31日 7K3M-920A
謝金を受け取る口座を書いてください。AかBのどちらかと、Cを記入してください。
A 銀行の口座 銀行名・番号 支店名・番号 預金種目 普通預金 当座預金 貯蓄預金 口座番号
B ゆうちょ銀行の口座 通帳の記号 通帳の番号
C 口座名義 通帳のとおりカナで
日付 署名 印
身分証明書やマイナンバーは同封しないでください。
送り先 〒110-0005 東京都台東区上野0-0-0 移住連事務局
7K3M-920A · 謝金口座届 · 1 / 1
"""

PAYEE_FORM_VI = """
返送用 Bản gửi lại 謝金口座届 Đơn đăng ký tài khoản nhận tiền
名前 Tên Nguyễn Thị Ánh Nguyệt
名前（カナ） Tên viết bằng kana グエン ティ アイン グエット
住所 Địa chỉ 〒169-0075 東京都新宿区大久保1-2-3
登録期間 Kỳ đăng ký 2026 2026年4月1日 – 2027年3月31日
Ngày 01 tháng 4 năm 2026 – Ngày 31 tháng 3 năm 2027 7K3M-920A
謝金を受け取る口座を書いてください。AかBのどちらかと、Cを記入してください。
Viết tài khoản nhận tiền cảm ơn của bạn: điền A hoặc B, và luôn điền C.
A 銀行の口座 Tài khoản ngân hàng 銀行名・番号 Ngân hàng và mã số 支店名・番号 Chi nhánh và mã số
預金種目 Loại tài khoản 普通預金 Tài khoản thường 当座預金 Tài khoản vãng lai 貯蓄預金 Tài khoản tích lũy
口座番号 Số tài khoản
B ゆうちょ銀行の口座 Tài khoản Ngân hàng Bưu điện Nhật Bản
通帳の記号 Ký hiệu (記号) trong sổ 通帳の番号 Số (番号) trong sổ
C 口座名義 Chủ tài khoản 通帳のとおりカナで Bằng kana, như trong sổ
日付 Ngày 署名 Chữ ký 印 Dấu
身分証明書やマイナンバーは同封しないでください。 Xin đừng gửi kèm giấy tờ tùy thân hay My Number.
送り先 Gửi đến 〒110-0005 東京都台東区上野0-0-0 移住連事務局
7K3M-920A · 謝金口座届 · 1 / 1
"""


@pytest.mark.parametrize(
    ("language", "name", "kana", "expected"),
    [
        ("ja", "髙﨑 太郎", "タカサキ タロウ", PAYEE_FORM_JA),
        ("vi", "Nguyễn Thị Ánh Nguyệt", "グエン ティ アイン グエット", PAYEE_FORM_VI),
    ],
)
def test_payee_form_is_filled_in_but_for_the_account(
    office: ContactSettings, language: str, name: str, kana: str, expected: str
) -> None:
    papers = papers_for(network_id="7K3M920A", name=name, name_kana=kana, language=language)

    assert printed(papers)[-1] == compact(expected)


def test_agreement_is_printed_in_two_copies_that_differ_by_their_use(office: ContactSettings) -> None:
    *agreement, _payee_form = printed(papers_for(language="vi"))
    half = len(agreement) // 2
    to_send_back, to_keep = "".join(agreement[:half]), "".join(agreement[half:])

    assert to_send_back.replace("返送用Bảngửilại", "本人控えBảnbạngiữ") == to_keep


@pytest.mark.parametrize("language", ["vi", "ja", "en"])
def test_agreement_says_every_paragraph_in_japanese_and_in_the_supporters_language(
    office: ContactSettings, language: str
) -> None:
    text = "".join(printed(papers_for(language=language))[:2])

    missing = [
        paragraph["text"]
        for spoken in ("ja", language)
        for paragraph in AgreementText.objects.get(language=spoken).paragraphs
        if compact(paragraph["text"]) not in text
    ]
    assert missing == []


def test_plain_japanese_stands_beside_the_japanese_with_its_readings(office: ContactSettings) -> None:
    text = "".join(printed(papers_for(language="ja-hira")))

    assert "｜" not in text
    assert "ばんそうしゃ" in text


def test_file_is_tagged_and_has_a_neutral_title_and_only_its_own_fonts(office: ContactSettings) -> None:
    with translation.override("ja"):
        pdf = print_papers([papers_for(name="Lan").pk], by_id=1, now=NOW, with_cover=True)
    reader = PdfReader(io.BytesIO(pdf))
    fonts = {
        font.get_object()["/BaseFont"].split("+")[1].removesuffix("-Identity-H")
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }

    root: Any = reader.root_object
    assert reader.metadata is not None
    assert reader.metadata.title == "伴走ネットの書類"
    assert (bool(root["/MarkInfo"]["/Marked"]), root["/Lang"]) == (True, "ja")
    assert fonts == {"NotoSans-Regular", "NotoSansCJKjp-Regular"}


@pytest.mark.parametrize("name", ['#panic("x")', '\\" + read("/etc/passwd")', "$x$ *b* @y <z> `#eval`", "= Title"])
def test_name_that_looks_like_markup_is_printed_as_it_is(office: ContactSettings, name: str) -> None:
    payee_form = printed(papers_for(language="ja", name=name))[-1]

    assert compact(f"名前 {name} 名前（カナ）") in payee_form


def test_batch_begins_with_its_list_and_labels_in_one_order(office: ContactSettings) -> None:
    second = papers_for(network_id="ZZZZZZZJ", name="Lan", language="vi")
    first = papers_for(network_id="00000000", name="太郎", language="ja")

    pages = printed(second, first, with_cover=True)

    assert pages[0].endswith(
        compact(
            """番号 伴走ネットID 名前 状態 封筒に入れるもの 完了
            1 0000-0000 太郎 発送待ち 合意書2通、謝金口座届（日本語）
            2 ZZZZ-ZZZJ Lan 発送待ち 合意書2通、謝金口座届（日本語とベトナム語） 1"""
        )
    )
    assert pages[1] == compact(
        """〒169-0075 東京都新宿区大久保1-2-3 太郎 様 〒110-0005 東京都台東区上野0-0-0 移住連事務局 1
        〒169-0075 東京都新宿区大久保1-2-3 Lan 様 〒110-0005 東京都台東区上野0-0-0 移住連事務局 2"""
    )


@pytest.mark.parametrize(("count", "sheets"), [(12, 1), (13, 2)])
def test_labels_are_twelve_on_a_sheet(office: ContactSettings, count: int, sheets: int) -> None:
    pages = printed(*(papers_for(language="ja") for _ in range(count)), with_cover=True)

    assert sum(1 for page in pages if page.startswith("〒")) == sheets


def test_imported_network_id_is_printed_in_its_own_shape(office: ContactSettings) -> None:
    pages = printed(papers_for(network_id="BN 0042/ア", language="ja"))

    assert [page.split("·")[0][-8:] for page in pages] == [compact("BN 0042/ア")] * 3
