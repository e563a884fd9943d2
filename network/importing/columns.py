"""What a column of the spreadsheet can be, and what it probably is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .enums import Column
from .tables import Row, Sheet, column_name
from .words import folded

# Longer words are tried first: 氏名カナ is not 氏名.
HEADER_WORDS = {
    Column.NETWORK_ID: (
        "伴走ネットid", "伴走ネット番号", "登録番号", "会員番号", "id mạng lưới", "mã số", "network id", "member id",
        "id",
    ),
    Column.NAME: ("氏名", "名前", "お名前", "họ tên", "họ và tên", "tên", "full name", "name"),
    Column.NAME_KANA: (
        "フリガナ", "ふりがな", "氏名カナ", "氏名（カナ）", "カナ", "かな", "tên kana", "name in kana", "kana",
    ),
    Column.EMAIL: (
        "メールアドレス", "eメール", "電子メール", "メール", "địa chỉ e-mail", "thư điện tử",
        "email address", "mail address", "e-mail", "mail",
    ),
    Column.TELEPHONE: (
        "電話番号", "電話", "携帯電話", "携帯", "連絡先", "tel", "số điện thoại", "điện thoại", "telephone",
        "phone number", "phone", "mobile",
    ),
    Column.POSTAL_CODE: ("郵便番号", "〒", "mã bưu điện", "mã bưu chính", "postal code", "post code", "zip"),
    Column.POSTAL_ADDRESS: ("住所", "送付先", "địa chỉ", "postal address", "address"),
    Column.PREFECTURE: ("都道府県", "居住県", "地域", "tỉnh", "tỉnh thành", "prefecture"),
    Column.ORGANISATION: ("所属団体", "所属", "団体", "tổ chức", "đơn vị", "organisation", "organization", "group"),
    Column.LANGUAGE: (
        "連絡言語", "案内の言語", "ngôn ngữ đọc", "ngôn ngữ liên lạc", "language for reading", "reading language",
    ),
    Column.LANGUAGES: (
        "対応言語", "話せる言語", "使用言語", "言語", "ngôn ngữ", "languages spoken", "languages", "language",
    ),
    Column.MOTHER_TONGUE: ("母語", "母国語", "tiếng mẹ đẻ", "mother tongue", "native language"),
    Column.EXPERIENCE: (
        "伴走経験", "経験の有無", "支援経験", "経験", "kinh nghiệm", "declares experience", "experience",
    ),
    Column.EXPERIENCE_CONFIRMED_ON: (
        "経験確認日", "経験確認", "ngày xác nhận kinh nghiệm", "experience confirmed on", "experience confirmed",
    ),
    Column.QUALIFIED_ON: (
        "申請資格取得日", "資格取得日", "申請資格", "講座修了日", "修了日", "ngày đủ điều kiện", "đủ điều kiện",
        "qualified on", "qualification date", "qualification",
    ),
    Column.REGISTERED_ON: (
        "登録日", "登録年月日", "ngày đăng ký", "registered on", "registration date", "registered",
    ),
    Column.WANTS_TO_ACCOMPANY: ("伴走希望", "伴走したい", "muốn đồng hành", "wants to accompany", "accompany"),
    Column.WANTS_TO_LEARN: ("受講希望", "講座希望", "muốn học", "wants to take the course", "course"),
    Column.WANTS_TRAINING: (
        "研修希望", "外国ルーツ研修", "外国ルーツ", "muốn đào tạo", "foreign-origin training", "training",
    ),
}  # fmt: skip

# Above the names of the columns may stand a title, and who may read it.
ROWS_BEFORE_THE_HEADER = 20
# A name of two letters is found in too many headers.
SHORTEST_WITHIN = 3


def guess_columns(header: Sequence[str]) -> list[Column | None]:
    """For each header the column it means: first those that are exactly a known word, then those that hold one."""
    headers = [folded(words) for words in header]
    guessed: list[Column | None] = [None] * len(headers)
    for is_meant in (str.__eq__, _holds):
        for word, column in _by_length():
            if column in guessed:
                continue
            free = (at for at, words in enumerate(headers) if guessed[at] is None and is_meant(words, word))
            at = next(free, None)
            if at is not None:
                guessed[at] = column
    return guessed


def _holds(header: str, word: str) -> bool:
    return word in header and (len(word) >= SHORTEST_WITHIN or not word.isascii())


def _by_length() -> Iterable[tuple[str, Column]]:
    words = [(folded(word), column) for column, known in HEADER_WORDS.items() for word in known]
    return sorted(words, key=lambda pair: -len(pair[0]))


def header_of(sheet: Sheet) -> tuple[Row, tuple[bool, int]]:
    """The row that names the columns best, and how well it is understood."""
    rows = [(row, _understood(row)) for row in sheet.rows[:ROWS_BEFORE_THE_HEADER]]
    return max(rows, key=lambda one: one[1])


def names_of(header: Sequence[str]) -> list[str]:
    """How its columns are called in reports. Where no word of the row is known, it may be a member's: letters alone."""
    is_known = any(guess_columns(header))
    return [column_name(cell if is_known else "", at) for at, cell in enumerate(header)]


def _understood(row: Row) -> tuple[bool, int]:
    guessed = [column for column in guess_columns(row.cells) if column]
    return Column.NETWORK_ID in guessed, len(guessed)
