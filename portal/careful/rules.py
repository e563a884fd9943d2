"""What in a text could tell who somebody is (D1): found by its shape, in Vietnamese, Japanese and English.

Certain finds are refused. Of uncertain ones, which only look like a name or a room, the writer is asked to look again.
A pattern check never finds everything: the warning beside the field is what counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    EMAIL = "email"
    WEB_ADDRESS = "web_address"
    ACCOUNT = "account"
    RESIDENCE_CARD = "residence_card"
    PASSPORT = "passport"
    MY_NUMBER = "my_number"
    BIRTH = "birth"
    DATE = "date"
    ADDRESS = "address"
    TELEPHONE = "telephone"
    POSTAL_CODE = "postal_code"
    DIGITS = "digits"
    ROOM = "room"
    NAME = "name"


@dataclass(frozen=True)
class Found:
    """`words` are the writer's own, to be shown to the writer alone and never logged."""

    kind: Kind
    words: str
    is_certain: bool


UNCERTAIN = frozenset({Kind.ROOM, Kind.NAME})

# Letters and digits of Latin script alone: Japanese is written without spaces around them.
_NOT_AFTER_LATIN, _NOT_BEFORE_LATIN = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"
_NOT_AFTER_DIGIT = r"(?<!\d)(?<!\d[.,])"
_HYPHEN = "[-‐‑‒–—―−ー]"
_GAP = rf"(?:{_HYPHEN}|[\s.()・])"
_UNIT = r"(?!\s*(?:円|万|億|ドル|人|日|回|yen|jpy|usd|vnd|dong|đồng|đ\b|người|people|triệu|tỷ|%))"
_MONTH, _DAY = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_ERA, _JA_MONTH = r"(?:大正|昭和|平成|令和)", rf"(?:{_MONTH}|十\d?)"
_JA_YEAR = rf"(?:{_ERA}\s?(?:\d{{1,2}}|元|十\d?)|{_NOT_AFTER_LATIN}[shr]\d{{1,2}})"
_JA_DAY = r"(?:[12]?\d|3[01]|[123]?十\d?)"
_YEAR = r"(?:19|20)\d{2}"
_NOT_YEARS = rf"(?!(?:{_YEAR}[-\s]?){{3}})"
_EN_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_NETWORK = (
    r"(?:line|ライン|zalo|facebook|fb|messenger|instagram|インスタ|tiktok|wechat|微信|kakao(?:talk)?|カカオ|telegram"
    r"|viber|whatsapp|skype|twitter)"
)
_HANDLE = r"(?=[a-z_.-]*[\d_])[a-z_][a-z0-9_.-]{3,}"
_LINK = r"[^\s、。」)]"
_ID = r"(?:id|アカウント|account|nick|tài khoản)"

_LATIN = [chr(point) for point in (*range(0x41, 0x250), *range(0x1E00, 0x1F00))]
_CAPITAL = f"[{''.join(letter for letter in _LATIN if letter.isupper())}]"
_SMALL = f"[{''.join(letter for letter in _LATIN if letter.islower())}]"
_NAME = rf"{_CAPITAL}{_SMALL}+"
_VI_TITLE = r"(?:[Aa]nh|[Cc]hị|[Ee]m|[Cc]ô|[Ôô]ng|[Bb]à|[Bb]ác|[Cc]hú|[Dd]ì|[Tt]hầy|[Bb]ạn|[Cc]háu|[Bb]é)"
_VI_FAMILY = (
    r"(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ(?! Chí Minh)|Ngô|Dương|Lý|Đinh|Trịnh"
    r"|Nguyen|Tran|Pham)"
)
# Not names, though they stand where one could.
_PLACES = r"(?:Việt|Nhật|Trung|Hàn|Phi|Nepal|Indonesia|Campuchia|Thái|Tokyo|Osaka|Nagoya)\b"
_JA_ROLES = (
    "母", "父", "兄", "姉", "弟", "妹", "祖母", "祖父", "奥", "娘", "息子", "嫁", "婿", "孫", "子", "夫", "妻", "親",
    "患者", "相談者", "支援者", "利用者", "医者", "業者", "労働者", "当事者", "保護者", "配偶者", "若者", "皆", "客",
    "大家", "家主", "弁護士", "行政書士", "看護師", "医師", "職員", "社員", "店員", "会社員", "駅員", "社長", "店長",
    "所長", "部長", "課長", "院長", "園長", "校長", "係長", "班長", "先生", "先輩", "後輩", "同僚", "上司", "実習生",
    "留学生", "学生", "生徒", "研修生", "通訳", "隣", "近所", "担当", "本人", "友人", "知人", "個人", "人", "方", "赤",
    "神", "王", "組合", "屋", "不動産", "会社", "彼", "両", "同", "多", "仕", "模", "異", "有", "左", "何", "各位",
    "パート", "アルバイト", "スタッフ", "ヘルパー", "オーナー", "ワーカー", "マネージャー", "リーダー", "ママ", "パパ",
    "ボランティア", "ドクター", "ナース", "メンバー", "サポーター", "ブローカー",
)  # fmt: skip
_JA_TITLE = r"(?:さん|様(?![々子式相])|氏(?!名)|くん|ちゃん)"

# Half-width katakana carry their sound marks behind them.
_CHARACTER = re.compile(".[ﾞﾟ]?", re.DOTALL)
# Kanji numerals count as digits, except where names are looked for: 三浦.
_NUMERALS = str.maketrans("〇零一二三四五六七八九", "00123456789")

_NUMBERED: dict[Kind, tuple[str, ...]] = {
    Kind.EMAIL: (r"[a-z0-9._%+-]+\s?(?:@|[\[(]\s?at\s?[\])])\s?[a-z0-9-]+(?:\.[a-z0-9-]+)+",),
    Kind.WEB_ADDRESS: (
        rf"(?:https?://|www\.){_LINK}+",
        rf"{_NOT_AFTER_LATIN}(?:[a-z0-9-]+\.)+(?:com|net|org|info|jp|vn){_NOT_BEFORE_LATIN}(?:/{_LINK}*)?",
        rf"{_NOT_AFTER_LATIN}(?:m|t|fb|wa|line|zalo)\.me/{_LINK}+",
    ),
    Kind.ACCOUNT: (
        r"(?<![a-z0-9])@(?:[a-z_][a-z0-9_.]{2,}|\d{3}[a-z]{5})",
        rf"{_NOT_AFTER_LATIN}{_NETWORK}\s*(?:の\s*)?{_ID}\s*(?:[:=]|は)\s*[a-z0-9_.-]{{3,}}",
        rf"{_NOT_AFTER_LATIN}{_NETWORK}\s*(?:の\s*)?{_ID}?\s*(?:[:=]|は|is\b|là\b)?\s*{_HANDLE}",
    ),
    Kind.RESIDENCE_CARD: (
        rf"{_NOT_AFTER_LATIN}[a-z]{{2}}[\s-]?\d{{4}}[\s-]?\d{{4}}[\s-]?[a-z]{{2}}{_NOT_BEFORE_LATIN}",
    ),
    Kind.PASSPORT: (rf"{_NOT_AFTER_LATIN}[a-z]{{1,2}}\s?\d{{7,8}}{_NOT_BEFORE_LATIN}",),
    Kind.BIRTH: (
        rf"\bsinh(?:\s+(?:ngày|tháng|năm))*[\s:]*(?:\d{{1,2}}[/.-]){{0,2}}{_YEAR}",
        r"生年月日\s*(?:[:は])?\s*\S{0,3}\d[\d年月日/.-]*",
        rf"(?:{_YEAR}|{_ERA}\d{{1,2}})年(?:{_MONTH}月)?(?:{_JA_DAY}日)?\s?(?:生まれ|生れ|うまれ)",
        rf"\b(?:born|date of birth|dob)\b(?:\s(?:in|on))?[\s:]*(?:[a-z]+\s)?(?:\d{{1,2}}[/.,-]?\s?){{0,2}}{_YEAR}",
    ),
    Kind.DATE: (
        rf"{_NOT_AFTER_DIGIT}{_YEAR}\s?[年/.-]\s?{_JA_MONTH}\s?[月/.-]\s?{_JA_DAY}(?!\d)日?",
        rf"{_JA_YEAR}\s?[年/.-]\s?{_JA_MONTH}\s?[月/.-]\s?{_JA_DAY}日?",
        rf"{_NOT_AFTER_DIGIT}(?:{_DAY}\s?[/.-]\s?{_MONTH}|{_MONTH}\s?[/.-]\s?{_DAY})\s?[/.-]\s?{_YEAR}(?!\d)",
        rf"{_NOT_AFTER_DIGIT}{_DAY}[/.]{_MONTH}[/.]\d{{2}}(?![\d/.])",
        rf"{_NOT_AFTER_DIGIT}{_DAY}\s+tháng\s+{_MONTH}\s*(?:,|năm|/|-)?\s*{_YEAR}",
        rf"{_NOT_AFTER_DIGIT}{_DAY}(?:st|nd|rd|th)?\s(?:of\s)?{_EN_MONTH}\.?,?\s{_YEAR}",
        rf"\b{_EN_MONTH}\.?\s{_DAY}(?:st|nd|rd|th)?,?\s{_YEAR}",
    ),
    Kind.TELEPHONE: (
        rf"\+\d(?:{_GAP}{{0,2}}\d){{7,13}}(?!\d)",
        rf"{_NOT_AFTER_DIGIT}\(?0(?:{_GAP}{{0,2}}\d){{9,10}}(?!\d)",
        rf"(?:\btel|phone|電話|携帯|điện thoại|\bs?đt)[^\d\n]{{0,8}}\d(?:{_GAP}?\d){{5,}}(?!\d){_UNIT}",
    ),
    Kind.ADDRESS: (
        r"[\d十]+\s?(?:丁目|番地|号室|号棟)(?:[\d十番号室棟のー-]*[\d番号室棟])?",
        r"\d+\s?番\s?\d+\s?号",
        rf"[\u4e00-\u9fff々ヶケ]{{1,10}}\s?\d{{1,4}}{_HYPHEN}\d{{1,4}}{_HYPHEN}\d{{1,4}}(?!\d)",
        r"(?:số\s+nhà|nhà\s+số)\s+\d+\w*",
    ),
    Kind.MY_NUMBER: (
        rf"{_NOT_AFTER_DIGIT}{_NOT_YEARS}\d{{4}}(?:{_HYPHEN}|\s)?\d{{4}}(?:{_HYPHEN}|\s)?\d{{4}}(?!\d){_UNIT}",
    ),
    Kind.POSTAL_CODE: (
        rf"(?:〒|郵便番号\D{{0,3}}?)\s?\d{{3}}(?:{_HYPHEN}?\d{{4}})?",
        rf"{_NOT_AFTER_DIGIT}(?<!\d-)\d{{3}}{_HYPHEN}\d{{4}}(?![\d-]){_UNIT}",
    ),
    Kind.DIGITS: (
        rf"{_NOT_AFTER_DIGIT}(?<![¥$])\d{{7,}}(?!\d){_UNIT}",
        rf"{_NOT_AFTER_DIGIT}{_NOT_YEARS}\d{{2,4}}(?:{_HYPHEN}\d{{2,4}}){{2,}}(?!\d)",
    ),
    Kind.ROOM: (rf"\b(?:phòng|căn hộ|room|apartment|apt)\.?\s?(?:số|no\.?|#)?\s?\d{{2,4}}(?!\d){_UNIT}",),
}
_NAMED: tuple[str, ...] = (
    rf"\b(?:Mr|Mrs|Ms|Miss|Dr)\.?\s{_NAME}(?:\s{_NAME})*",
    rf"\b{_VI_TITLE}\s(?!{_PLACES}){_NAME}(?:\s{_NAME})*",
    rf"\b{_VI_FAMILY}(?:\s{_NAME}){{1,4}}",
    rf"\b(?:[Tt]ên(?:\s(?:là|của\s\S+\slà))?|[Nn]ame\sis|[Nn]amed|[Cc]alled)[\s:]+{_NAME}(?:\s{_NAME})*",
    rf"[A-Za-z]{{2,}}{_JA_TITLE}",
    r"(?:グエン|ファム|チャン|レー|ホアン)[・\s][ァ-ヴー]{2,}(?:[・\s][ァ-ヴー]{2,})*",
    r"(?:名前|氏名)\s?(?:は|:)\s?[\u4e00-\u9fff々ァ-ヴーA-Za-z・]{2,}",
    rf"[\u4e00-\u9fff々ァ-ヴー・]{{1,12}}(?<!{')(?<!'.join(_JA_ROLES)}){_JA_TITLE}",
)
_PATTERNS = (
    *((kind, re.compile("|".join(patterns), re.IGNORECASE)) for kind, patterns in _NUMBERED.items()),
    *((Kind.NAME, re.compile(pattern)) for pattern in _NAMED),
)


def found_in(text: str) -> tuple[Found, ...]:
    """Every find once, in the order of the text. Half and full width, composed and decomposed letters are the same."""
    text = unicodedata.normalize("NFC", text)
    folded, origins = _folded(text)
    finds: dict[tuple[Kind, str], Found] = {}
    for kind, start, end in sorted(_spans(folded), key=lambda span: span[1:]):
        words = text[origins[start].start : origins[end - 1].stop].strip()
        finds.setdefault((kind, words), Found(kind, words, kind not in UNCERTAIN))
    return tuple(finds.values())


def _spans(folded: str) -> Iterator[tuple[Kind, int, int]]:
    """What an earlier pattern found, a later one doesn't find again."""
    numbered = folded.translate(_NUMERALS)
    taken: list[range] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(folded if kind == Kind.NAME else numbered):
            start, end = match.span()
            if not any(span.start < end and start < span.stop for span in taken):
                taken.append(range(start, end))
                yield kind, start, end


def _folded(text: str) -> tuple[str, list[range]]:
    """The text in plain width, and for each of its characters where it came from."""
    folded, origins = [], []
    for match in _CHARACTER.finditer(text):
        plain = unicodedata.normalize("NFKC", match.group())
        folded.append(plain)
        origins.extend([range(*match.span())] * len(plain))
    return "".join(folded), origins
