from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import pytest
import segno
from django.test import Client
from django.utils import translation
from pypdf import PdfReader

from network.actions.printing import CannotPrintError, print_papers
from network.demo.agreements import load_agreements
from network.enums import PapersState, Prefecture
from network.models import AgreementText, AgreementVersion, Papers, PrintedPapers, Supporter, Term
from network.printing.facts import latest_papers_of
from network.rules.printing import (
    Obstacle,
    unprintable,
)
from portal.audit import AuditEntry
from portal.dates import TOKYO
from portal.models import ContactSettings
from portal.names import Name
from portal.printing.pieces import qr_code
from portal.printing.typesetting import coverage
from tests.factories import PapersFactory, SupporterFactory, TermFactory, UserFactory
from tests.queries import Queries

NOW = datetime(2026, 5, 1, 12, tzinfo=TOKYO)
OFFICE_ADDRESS = "〒110-0005\n東京都台東区上野0-0-0"
ADDRESS = {"postal_code": "１６９ー００７５", "postal_address": "東京都新宿区大久保1-2-3"}
VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
KANA = "".join(map(chr, [*range(0x3041, 0x3097), *range(0x30A1, 0x30FB), 0x30FC]))
HALF_WIDTH_KANA = "".join(map(chr, range(0xFF66, 0xFFA0)))
PRINT_CHOSEN = "/admin/papers/print/pdf/"

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


@pytest.fixture
def office(db: None) -> ContactSettings:
    """With all that printing asks of it."""
    load_agreements()
    contact = ContactSettings.load()
    contact.postal_address = OFFICE_ADDRESS
    contact.save()
    return contact


@pytest.fixture
def desk(db: None, client: Client) -> Client:
    client.force_login(UserFactory(groups=["Desk"]))
    return client


def papers_for(**fields: Any) -> Papers:
    return PapersFactory(supporter=SupporterFactory(**{**ADDRESS, **fields}), term=term())


def term() -> Term:
    return Term.objects.first() or TermFactory()


# What the papers say


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


# What the fonts can print


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


# What is refused


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


# What is kept in mind


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


# At the desk


def test_desk_gets_a_file_that_no_browser_keeps(office: ContactSettings, desk: Client) -> None:
    supporter = papers_for(name="Lan").supporter

    response = desk.post(f"/admin/supporters/print/{supporter.pk}/")

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Content-Disposition"] == 'inline; filename="papers.pdf"'
    assert "no-store" in response["Cache-Control"]
    assert response.content.startswith(b"%PDF-")
    assert AuditEntry.objects.get().actor_id == int(desk.session["_auth_user_id"])


def test_desk_prints_those_it_chose(office: ContactSettings, desk: Client) -> None:
    chosen, other = papers_for(), papers_for()

    response = desk.post(PRINT_CHOSEN, {"papers": [chosen.pk]})

    assert response["Content-Type"] == "application/pdf"
    assert list(PrintedPapers.objects.values_list("papers", flat=True)) == [chosen.pk]
    assert other.pk != chosen.pk


def test_desk_chooses_from_what_is_to_be_sent_oldest_first(desk: Client) -> None:
    newer, older, homeless, sent, left = (papers_for() for _ in range(5))
    for day, papers in enumerate((older, newer, homeless), start=1):
        Papers.objects.filter(pk=papers.pk).update(changed_at=datetime(2026, 5, day, tzinfo=TOKYO))
    Supporter.objects.filter(pk=homeless.supporter_id).update(postal_address="")
    Papers.objects.filter(pk=sent.pk).update(state=PapersState.SENT)
    Supporter.objects.filter(pk=left.supporter_id).update(left_on=NOW.date())

    assert desk.get("/admin/papers/print/").context["rows"] == [(older, True), (newer, True), (homeless, False)]


def test_more_than_fifty_are_printed_in_parts(desk: Client) -> None:
    many = [papers_for() for _ in range(51)]

    response = desk.post(PRINT_CHOSEN, {"papers": [papers.pk for papers in many]}, headers={"accept-language": "en"})

    assert response.status_code == 400
    assert response.context["form"].errors["papers"] == ["These are 51 sets. Print them in parts of 50 at most."]
    assert [ticked for _papers, ticked in response.context["rows"]] == [True] * 51
    first = desk.get("/admin/papers/print/").context["rows"]
    assert [ticked for _papers, ticked in first] == [True] * 50 + [False]


@pytest.mark.parametrize("ids", [[], ["x"], ["999999"], ["1" * 40]])
def test_nothing_that_can_be_printed_is_said_in_the_form(desk: Client, ids: list[str]) -> None:
    response = desk.post(PRINT_CHOSEN, {"papers": ids})

    assert response.status_code == 400
    assert len(response.context["form"].errors["papers"]) == 1


def test_refusal_names_the_way_out_and_offers_the_others(office: ContactSettings, desk: Client) -> None:
    refused = papers_for(network_id="7K3M920A", name="한", postal_address="Somewhere secret 1")
    other = papers_for()

    response = desk.post(PRINT_CHOSEN, {"papers": [refused.pk, other.pk]}, headers={"accept-language": "en"})

    [refusal] = response.context["refusals"]
    assert response.status_code == 409
    assert (refusal.about, refusal.url) == ("7K3M-920A", f"/admin/supporters/inspect/{refused.supporter_id}/")
    assert refusal.sentence == (
        "The fonts can't print these characters: 한 (U+D55C). Write them in another way, or fill in this form by hand."
    )
    assert response.context["others"] == [other]
    assert "secret" not in response.text


def test_supporter_without_papers_is_refused_with_a_sentence(office: ContactSettings, desk: Client) -> None:
    response = desk.post(
        f"/admin/supporters/print/{SupporterFactory().pk}/", headers={"accept-language": "en"}, follow=True
    )

    assert [refusal.sentence for refusal in response.context["refusals"]] == [
        "This person has not registered for a term, so there are no papers to print."
    ]


@pytest.mark.parametrize("group", ["Editors", "Claims officers", "Treasurers", "Coordinators", "Auditors"])
def test_other_groups_print_nothing(office: ContactSettings, client: Client, group: str) -> None:
    papers = papers_for()
    client.force_login(UserFactory(groups=[group]))

    assert client.post(f"/admin/supporters/print/{papers.supporter_id}/")["Location"] == "/admin/"
    assert client.post(PRINT_CHOSEN, {"papers": [papers.pk]})["Location"] == "/admin/"
    assert client.get("/admin/papers/print/")["Location"] == "/admin/"
    assert not PrintedPapers.objects.exists()


@pytest.mark.parametrize("path", ["/admin/supporters/print/1/", PRINT_CHOSEN])
def test_printing_by_get_is_refused(desk: Client, path: str) -> None:
    assert desk.get(path).status_code == 405


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


# The text of the agreement


def test_editors_write_the_agreement_and_the_desk_does_not(client: Client, db: None) -> None:
    load_agreements()
    text = AgreementText.objects.get(language="vi")
    client.force_login(UserFactory(groups=["Editors"]))
    assert client.get("/admin/agreement_texts/").status_code == 200
    assert client.get(f"/admin/agreement_texts/edit/{text.pk}/").status_code == 200
    assert client.get(f"/admin/agreement_texts/delete/{text.pk}/", follow=True).status_code == 404

    client.force_login(UserFactory(groups=["Desk"]))
    assert client.get(f"/admin/agreement_texts/edit/{text.pk}/")["Location"] == "/admin/"


def test_demo_leaves_a_text_that_editors_changed(db: None) -> None:
    load_agreements()
    AgreementText.objects.filter(language="vi").update(title="Của chúng tôi")

    load_agreements()

    assert AgreementText.objects.count() == 4
    assert AgreementText.objects.get(language="vi").title == "Của chúng tôi"


def test_demo_agreements_are_the_same_in_every_language(db: None) -> None:
    load_agreements()

    outlines = {tuple(text.outline) for text in AgreementText.objects.all()}
    assert len(outlines) == 1
