"""The shapes of numbers, addresses and accounts, and of whatever else a person is found by: matched in whatever case,
in text whose kanji numerals are digits and whose blanks are single.

`re` tries every way in which a text could match, so no shape may have many: each repeat has an end, and two neighbours
don't take the same characters (tests/portal/test_careful_shapes.py counts the ways).
"""

from __future__ import annotations

from .enums import Kind
from .letters import CAPITAL, KANJI, NETWORK, NOT_AFTER_LATIN, NOT_BEFORE_LATIN, SMALL

_NOT_AFTER_DIGIT = r"(?<!\d)(?<!\d[.,])"
_HYPHEN = "[-‐‑‒–—―−ー]"
_GAP = r"[-‐‑‒–—―−ー\s.()・]"
_UNIT = r"(?!\s?(?:円|万|億|ドル|人|日|回|yen|jpy|usd|vnd|dong|đồng|đ\b|người|people|triệu|tỷ|%))"
_JA_UNIT = r"(?!\s?(?:[円万億人日回年月時分週件名社歳才割度個戸軒階室代か]|ヶ|カ月|ヵ|つ|番目|キロ|ドル|km|%|㎡))"
_MONTH, _DAY = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_ERA, _JA_MONTH = r"(?:大正|昭和|平成|令和)", rf"(?:{_MONTH}|十\d?)"
_JA_YEAR = rf"(?:{_ERA}\s?(?:\d{{1,2}}|元|十\d?)|{NOT_AFTER_LATIN}[shr]\d{{1,2}})"
_JA_DAY = r"(?:[12]?\d|3[01]|[123]?十\d?)"
_YEAR = r"(?:19|20)\d{2}"
_NOT_YEARS = rf"(?!(?:{_YEAR}[-\s]?){{3}})"
_EN_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_HANDLE = r"(?=[a-z_.-]{0,30}[\d_])[a-z_][a-z0-9_.-]{3,40}"
_LINK = r"[^\s、。」)]"
_ID = r"(?:id|アカウント|account|nick|tài khoản)"
_ENDING = r"(?:com|net|org|info|co|ne|ac|jp|vn)"
_PROVIDER = r"(?:gmail|yahoo|hotmail|outlook|icloud|docomo|ezweb|softbank)"
_FILE = r"[a-z]{0,3}-?\d[\d-]{2,20}"
_BUILDING = r"(?:メゾン|コーポ|ハイツ|ハイム|パレス|レジデンス|マンション|アパート|団地|寮|荘)"
_KANA = r"\u3041-\u3096ァ-ヴ"

NUMBERED: dict[Kind, tuple[str, ...]] = {
    Kind.EMAIL: (
        (
            r"[a-z0-9._%+-]{1,64}+\s?(?:@|[\[(]\s?at\s?[\])])\s?"
            rf"(?:[a-z0-9-]{{1,63}}(?:\s?[.。]\s?{_ENDING}{NOT_BEFORE_LATIN}|\.[a-z0-9-]{{1,63}}){{1,4}}"
            rf"|{_PROVIDER}{NOT_BEFORE_LATIN})"
        ),
    ),
    Kind.WEB_ADDRESS: (
        rf"(?:https?://|www\.){_LINK}{{1,200}}",
        (
            rf"{NOT_AFTER_LATIN}(?:[a-z0-9-]{{1,63}}\.){{1,4}}(?:com|net|org|info|jp|vn){NOT_BEFORE_LATIN}"
            rf"(?:/{_LINK}{{0,200}})?"
        ),
        rf"{NOT_AFTER_LATIN}(?:m|t|fb|wa|line|zalo)\.me/{_LINK}{{1,200}}",
    ),
    Kind.ACCOUNT: (
        r"(?<![a-z0-9])@(?:[a-z_][a-z0-9_.]{2,40}|\d{3}[a-z]{5})",
        rf"{NOT_AFTER_LATIN}{NETWORK}\s?(?:の\s?)?{_ID}\s?(?:[:=]|は)\s?[a-z0-9_.-]{{3,40}}",
        rf"{NOT_AFTER_LATIN}{NETWORK}\s?(?:の\s?)?(?:{_ID}\s?)?(?:(?:[:=]|は|is\b|là\b)\s?)?{_HANDLE}",
    ),
    Kind.RESIDENCE_CARD: (rf"{NOT_AFTER_LATIN}[a-z]{{2}}[\s-]?\d{{4}}[\s-]?\d{{4}}[\s-]?[a-z]{{2}}{NOT_BEFORE_LATIN}",),
    Kind.PASSPORT: (rf"{NOT_AFTER_LATIN}[a-z]{{1,2}}\s?\d{{7,8}}{NOT_BEFORE_LATIN}",),
    Kind.BIRTH: (
        rf"\bsinh(?:\s(?:ngày|tháng|năm)){{0,3}}\s?:?\s?(?:\d{{1,2}}[/.-]){{0,2}}{_YEAR}",
        r"\bsinh\sngày\s\d{1,2}(?:[/.-]|\stháng\s)\d{1,2}(?!\d)",
        r"生年月日\s?[:は]?\s?[^\s\d]{0,3}\d[\d年月日/.-]{0,20}",
        rf"(?:{_YEAR}|{_JA_YEAR})年?(?:{_MONTH}月)?(?:{_JA_DAY}日)?\s?に?(?:生まれ|生れ|うまれ)",
        rf"(?:{_YEAR}|{_JA_YEAR})年(?:{_MONTH}月)?(?:{_JA_DAY}日)?生(?![{KANJI}])",
        rf"{_NOT_AFTER_DIGIT}{_JA_MONTH}月{_JA_DAY}日\s?に?(?:生まれ|生れ|うまれ)",
        (
            r"\b(?:born|date of birth|dob)\b(?:\s(?:in|on))?\s?:?\s?(?:[a-z]{3,9}\s)?"
            rf"(?:\d{{1,2}}[/.,-]?\s?){{0,2}}{_YEAR}"
        ),
    ),
    Kind.DATE: (
        rf"{_NOT_AFTER_DIGIT}{_YEAR}\s?[年/.-]\s?{_JA_MONTH}\s?[月/.-]\s?{_JA_DAY}(?!\d)日?",
        rf"{_JA_YEAR}\s?[年/.-]\s?{_JA_MONTH}\s?[月/.-]\s?{_JA_DAY}日?",
        rf"{_NOT_AFTER_DIGIT}(?:{_DAY}\s?[/.-]\s?{_MONTH}|{_MONTH}\s?[/.-]\s?{_DAY})\s?[/.-]\s?{_YEAR}(?!\d)",
        rf"{_NOT_AFTER_DIGIT}{_DAY}[/.]{_MONTH}[/.]\d{{2}}(?![\d/.])",
        rf"{_NOT_AFTER_DIGIT}{_DAY}\stháng\s{_MONTH}\s?(?:(?:,|năm|/|-)\s?)?{_YEAR}",
        rf"{_NOT_AFTER_DIGIT}{_DAY}(?:st|nd|rd|th)?\s(?:of\s)?{_EN_MONTH}\.?,?\s{_YEAR}",
        rf"\b{_EN_MONTH}\.?\s{_DAY}(?:st|nd|rd|th)?,?\s{_YEAR}",
    ),
    Kind.TELEPHONE: (
        rf"\+\d(?:{_GAP}{{0,2}}\d){{7,13}}(?!\d)",
        rf"{_NOT_AFTER_DIGIT}\(?0(?:{_GAP}{{0,2}}\d){{9,10}}(?!\d)",
        rf"{_NOT_AFTER_DIGIT}0\d{{1,3}}[/_]\d{{3,4}}[/_]\d{{3,4}}(?!\d)",
        rf"(?:\btel|phone|電話|携帯|điện thoại|\bs?đt)[^\d\n]{{0,8}}\d(?:{_GAP}?\d){{5,14}}(?!\d){_UNIT}",
    ),
    Kind.ADDRESS: (
        r"(?:\d{1,4}|[\d十]{1,4})\s?(?:丁目|番地|号室|号棟)(?:[\d十番号室棟のー-]{0,20}[\d番号室棟])?",
        r"\d{1,4}\s?番\s?\d{1,4}\s?号",
        rf"[{KANJI}{_KANA}]{{1,10}}(?<!ステップ)\s?\d{{1,4}}(?:{_HYPHEN}\d{{1,4}}{_HYPHEN}|の\d{{1,4}}の)\d{{1,4}}(?!\d)",
        (
            rf"(?-i:{CAPITAL}{SMALL}{{2,20}}(?:-(?:{CAPITAL}|{SMALL}){{2,20}}){{0,2}})"
            rf"\s\d{{1,3}}{_HYPHEN}\d{{1,3}}{_HYPHEN}\d{{1,4}}(?!\d)"
        ),
        rf"[{KANJI}]{{0,6}}[市区町村郡](?!役)[{KANJI}{_KANA}]{{1,8}}\d{{1,3}}{_HYPHEN}\d{{1,4}}(?!\d){_JA_UNIT}",
        r"(?:số\snhà|nhà\ssố)\s\d{1,5}\w{0,5}",
    ),
    Kind.MY_NUMBER: (
        rf"{_NOT_AFTER_DIGIT}{_NOT_YEARS}\d{{4}}(?:{_HYPHEN}|\s)?\d{{4}}(?:{_HYPHEN}|\s)?\d{{4}}(?!\d){_UNIT}",
    ),
    Kind.POSTAL_CODE: (
        rf"(?:〒|郵便番号\D{{0,3}}?)\s?\d{{3}}(?:{_HYPHEN}?\d{{4}})?",
        rf"{_NOT_AFTER_DIGIT}(?<!\d-)\d{{3}}{_HYPHEN}\d{{4}}(?![\d-]){_UNIT}",
    ),
    Kind.DIGITS: (
        rf"{_NOT_AFTER_DIGIT}(?<![¥$])\d{{7,40}}+{_UNIT}",
        rf"{_NOT_AFTER_DIGIT}{_NOT_YEARS}\d{{2,4}}(?:{_HYPHEN}\d{{2,4}}){{2,9}}(?!\d)",
    ),
    Kind.FILE_NUMBER: (
        (
            rf"(?:収容|申請|受付|受理|事件|整理|保険|被保険者|保険証|口座|診察券|学籍|社員|証明書)(?:者|証)?番号"
            rf"\s?[:はが]?\s?[a-z{KANJI}]{{0,3}}(?!{_YEAR}\s?年)\d[\d-]{{2,20}}"
        ),
        rf"\b(?:số|mã)\s(?:hồ sơ|tiếp nhận|đơn|giam giữ|bảo hiểm|hộ chiếu)\s?(?:là\b|:)?\s?{_FILE}",
        rf"\b(?:case|file|detention|application|refugee)\s(?:number|no\.)\s?(?:is\b|:)?\s?{_FILE}",
    ),
    Kind.ROOM: (
        rf"\b(?:phòng|căn hộ|room|apartment|apt)\.?\s?(?:số|no\.?|#)?\s?\d{{2,4}}(?!\d){_UNIT}",
        rf"{_BUILDING}[{KANJI}ァ-ヴー]{{0,10}}\s?\d{{2,4}}(?!\d){_JA_UNIT}",
    ),
}
