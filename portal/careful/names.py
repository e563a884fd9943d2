"""The shapes of names, in Vietnamese, Japanese and Latin letters. Each repeat has an end, as in `numbers`."""

from __future__ import annotations

from .letters import CAPITAL, KANJI, NETWORK, NOT_AFTER_LATIN, SMALL

_NAME = rf"(?!(?:HIV|AIDS|COVID|VN|NB|OK)\b){CAPITAL}(?:{SMALL}{{1,20}}+|{CAPITAL}{{1,20}}+)"
_VI_TITLE = r"(?:[Aa]nh|[Cc]hị|[Ee]m|[Cc]ô|[Ôô]ng|[Bb]à|[Bb]ác|[Cc]hú|[Dd]ì|[Tt]hầy|[Bb]ạn|[Cc]háu|[Bb]é)"
_VI_FAMILY = (
    r"(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ(?! Chí Minh)|Ngô|Dương|Lý|Đinh|Trịnh"
    r"|Nguyen|Tran|Pham|Hoang|Huynh|Trinh|NGUYỄN|TRẦN|PHẠM|HOÀNG|HUỲNH|BÙI|TRỊNH|NGUYEN|TRAN|PHAM|HUYNH|TRINH)"
)
# In capitals these are words as well (LÝ DO, HỒ SƠ, DO NOT): a middle name tells.
_VI_FAMILY_OR_WORD = r"(?:LÊ|LE|HỒ|HO|ĐỖ|DO|VÕ|VO|VŨ|VU|LÝ|LY|NGÔ|NGO|DƯƠNG|DUONG|ĐẶNG|DANG|ĐINH|DINH|PHAN|HOANG|BUI)"
_VI_MIDDLE = r"(?:VĂN|VAN|THỊ|THI|HỮU|HUU|ĐỨC|DUC|NGỌC|NGOC|QUỐC|QUOC|XUÂN|XUAN)"
# Not names, though they stand where one could.
_PLACES = r"(?:Việt|Nhật|Trung|Hàn|Phi|Nepal|Indonesia|Campuchia|Thái|Tokyo|Osaka|Nagoya)\b"
_NO_ONE = r"(?:The|My|Our|Your|His|Her|Their|This|Mina|Oya|Ooya|Okaa|Otou|Onii|Onee|Obaa|Ojii)"
_NETWORK_AS_NAME = r"(?:LINE|Line|[Zz]alo|[Ff]acebook|FB|[Ii]nstagram|[Tt]ik[Tt]ok|[Mm]essenger)"
_NOT_ACCOUNTS = (
    r"(?:[Gg]roup|[Mm]essage|[Mm]essenger|[Aa]ccount|[Pp]age|[Aa]pp|[Pp]ost|[Pp]ay|[Cc]hat|[Cc]all|[Vv]ideo|[Ff]riend"
    r"|[Ii]d|ID|[Ww]orks|nhau|hay|cho|khi|sau|xong|trong|and|or|too|now|again|yet|instead|today|anymore|for|with)s?(?![A-Za-z])"
)

_JA_ROLES = (
    "母", "父", "兄", "姉", "弟", "妹", "奥", "娘", "息子", "嫁", "婿", "孫", "子", "夫", "妻", "親", "患者",
    "相談者", "支援者", "伴走者", "利用者", "医者", "業者", "労働者", "当事者", "保護者", "配偶者", "若者", "皆",
    "客", "大家", "家主", "社長", "店長", "所長", "部長", "課長", "院長", "園長", "校長", "係長", "班長", "先生",
    "先輩", "後輩", "同僚", "上司", "実習生", "留学生", "学生", "生徒", "研修生", "通訳", "隣", "近所", "担当",
    "本人", "友人", "知人", "個人", "人", "方", "組合", "屋", "不動産", "会社", "彼", "両", "同", "各位", "パート",
    "アルバイト", "スタッフ", "ヘルパー", "オーナー", "ワーカー", "マネージャー", "リーダー", "ママ", "パパ",
    "ボランティア", "ドクター", "ナース", "メンバー", "サポーター", "ブローカー", "シスター", "旦那", "嬢", "婦",
    "師", "護士", "書士", "育士", "祉士", "員", "官", "住職", "運転手", "相手", "仲間", "家族", "親御", "爺", "婆",
)  # fmt: skip
_JA_WORDS = (
    "赤ちゃん", "神様", "王様", "仕様", "模様", "異様", "有様", "左様", "同様", "多様", "何様", "皆様",
)  # fmt: skip
_JA_SUBJECTS = tuple("語校園院室科任治学性級年組数新前元旧副全他")
_KANA_ROLES = (
    "みな", "かあ", "とう", "にい", "ねえ", "ばあ", "じい", "おば", "おじ", "おく", "むすこ", "むすめ", "こども",
    "おこ", "おや", "いしゃ", "かんじゃ", "そうだんしゃ", "しえんしゃ", "りようしゃ", "べんごし", "かんごし",
    "きゃく", "まわり", "となり", "しゃちょう", "てんちょう", "つうやく", "たんとう", "ともだち", "たく", "だく",
    "あか", "つかれ", "かげ", "かみ", "おう", "そう", "しょくいん", "がくせい", "しゅっ", "けい", "ざい", "せい",
    "だんな",
)  # fmt: skip
_JA_TITLE = r"(?:さん|様(?![々子式相])|氏(?!名)|くん|ちゃん)"
# Kana run on: what follows must be able to follow a title, and さん is three, too.
_KANA_TITLE = (
    r"(?:さん(?!\s?(?:にん|がつ|ねん|にち))|様|さま|くん(?![だで])|ちゃん(?!と))"
    r"(?=[はがをにのともへでやだ、。,.!?」)\s]|から|まで|より|って|$)"
)


def _behind_none_of(words: tuple[str, ...]) -> str:
    return "".join(f"(?<!{word})" for word in words)


NAMED: tuple[str, ...] = (
    rf"\b(?:Mr|Mrs|Ms|Miss|Dr)\.?\s{_NAME}(?:\s{_NAME}){{0,4}}",
    rf"\b{_VI_TITLE}\s(?!{_PLACES}){_NAME}(?:\s{_NAME}){{0,4}}",
    rf"\b{_VI_FAMILY}(?:\s{_NAME}){{1,4}}",
    rf"\b{_VI_FAMILY_OR_WORD}\s{_VI_MIDDLE}(?:\s{_NAME}){{1,3}}",
    rf"\b(?:[Tt]ên(?:(?:\s\S{{1,10}}){{0,4}}\slà)?|[Nn]ame\sis|[Nn]amed|[Cc]alled)\s?:?\s?{_NAME}(?:\s{_NAME}){{0,4}}",
    (
        rf"\b(?!{_NO_ONE}\b){CAPITAL}(?:{CAPITAL}|{SMALL}){{1,20}}(?:-(?:san|sama|sensei|kun|chan)|\s(?:san|sensei))\b"
        r"(?!\s(?:sẻ|lấp|bằng))"
    ),
    rf"(?<![A-Za-z])(?i:{NETWORK})\s?:?\s(?!{_NOT_ACCOUNTS}){_NAME}(?:\s{_NAME}){{0,4}}",
    (
        rf"{NOT_AFTER_LATIN}{_NETWORK_AS_NAME}(?:\s?:?\s|は)(?!{_NOT_ACCOUNTS})"
        r"[a-z]{3,20}(?=\s?[,.;!\n\u3041-\u30ff]|\s?$)"
    ),
    rf"[A-Za-z]{{2,20}}(?<!NPO)(?<!NGO)\s?{_JA_TITLE}",
    r"(?:グエン|ファム|チャン|レー|ホアン)[・\s][ァ-ヴー]{2,20}(?:[・\s][ァ-ヴー]{2,20}){0,4}",
    rf"(?:名前|氏名)\s?(?:は|:)\s?[{KANJI}ァ-ヴーA-Za-z・]{{2,20}}",
    (
        rf"(?!{'|'.join(_JA_WORDS)})[{KANJI}ァ-ヴー・]{{1,12}}(?=\s?{_JA_TITLE})"
        rf"{_behind_none_of(_JA_ROLES)}\s?{_JA_TITLE}{_behind_none_of(_JA_WORDS)}"
    ),
    rf"[{KANJI}ァ-ヴー・]{{1,8}}(?=先生){_behind_none_of((*_JA_ROLES, *_JA_SUBJECTS))}先生",
    rf"[\u3041-\u3096]{{2,8}}(?=\s?{_KANA_TITLE}){_behind_none_of(_KANA_ROLES)}\s?{_KANA_TITLE}",
)
