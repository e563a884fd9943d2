"""What could tell who somebody is (D1). Every name, number and address here is made up."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.careful.enums import UNCERTAIN, Kind
from portal.careful.rules import Found, found_in

FULL_WIDTH = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})

CERTAIN = [
    (Kind.TELEPHONE, "Gọi 090-1234-5678 nhé", "090-1234-5678"),
    (Kind.TELEPHONE, "09012345678に", "09012345678"),
    (Kind.TELEPHONE, "03(3837)2316", "03(3837)2316"),
    (Kind.TELEPHONE, "電話 090-1234-5678", "電話 090-1234-5678"),
    (Kind.TELEPHONE, "会03-3837-2316", "03-3837-2316"),
    (Kind.TELEPHONE, "or +84 912 345 678.", "+84 912 345 678"),
    (Kind.TELEPHONE, "tel 3837-2316", "tel 3837-2316"),
    (Kind.TELEPHONE, "〇九〇ー一二三四ー五六七八", "〇九〇ー一二三四ー五六七八"),
    (Kind.EMAIL, "mai@example.com", "mai@example.com"),
    (Kind.EMAIL, "連絡先はmai.ng@example.co.jpです", "mai.ng@example.co.jp"),
    (Kind.EMAIL, "mai (at) example.com", "mai (at) example.com"),
    (Kind.POSTAL_CODE, "〒110-0005", "〒110-0005"),
    (Kind.POSTAL_CODE, "ở 110-0005", "110-0005"),
    (Kind.DATE, "1990年5月3日に", "1990年5月3日"),
    (Kind.DATE, "令和六年十月十五日", "令和六年十月十五日"),
    (Kind.DATE, "H2.5.3", "H2.5.3"),
    (Kind.DATE, "ngày 12/5/2024", "12/5/2024"),
    (Kind.DATE, "2024-05-12", "2024-05-12"),
    (Kind.DATE, "ngày 5 tháng 3 năm 2024", "5 tháng 3 năm 2024"),
    (Kind.DATE, "on March 5, 2024", "March 5, 2024"),
    (Kind.DATE, "the 5th of March 2024", "5th of March 2024"),
    (Kind.BIRTH, "chị sinh năm 1990", "sinh năm 1990"),
    (Kind.BIRTH, "1990年5月生まれの", "1990年5月生まれ"),
    (Kind.BIRTH, "born in 1990", "born in 1990"),
    (Kind.BIRTH, "生年月日:1990年5月3日", "生年月日:1990年5月3日"),
    (Kind.RESIDENCE_CARD, "番号AB12345678CDの", "AB12345678CD"),
    (Kind.RESIDENCE_CARD, "ab 1234 5678 cd", "ab 1234 5678 cd"),
    (Kind.PASSPORT, "hộ chiếu B1234567", "B1234567"),
    (Kind.PASSPORT, "TR1234567", "TR1234567"),
    (Kind.MY_NUMBER, "1234 5678 9012", "1234 5678 9012"),
    (Kind.MY_NUMBER, "123456789012", "123456789012"),
    (Kind.DIGITS, "số thẻ 1234567", "1234567"),
    (Kind.DIGITS, "12-345-6789", "12-345-6789"),
    (Kind.WEB_ADDRESS, "https://example.org/mai", "https://example.org/mai"),
    (Kind.WEB_ADDRESS, "facebook.com/mai.ng", "facebook.com/mai.ng"),
    (Kind.WEB_ADDRESS, "zalo.me/mai", "zalo.me/mai"),
    (Kind.ACCOUNT, "hỏi @mai_ng", "@mai_ng"),
    (Kind.ACCOUNT, "LINE ID: mai", "LINE ID: mai"),
    (Kind.ACCOUNT, "LINE IDはmaimai", "LINE IDはmaimai"),
    (Kind.ACCOUNT, "Zalo mai_123", "Zalo mai_123"),
    (Kind.ADDRESS, "1丁目2番3号", "1丁目2番3号"),
    (Kind.ADDRESS, "三丁目", "三丁目"),
    (Kind.ADDRESS, "上野1-12-6に", "上野1-12-6"),
    (Kind.ADDRESS, "203号室", "203号室"),
    (Kind.ADDRESS, "12番地", "12番地"),
    (Kind.ADDRESS, "số nhà 12", "số nhà 12"),
    (Kind.ADDRESS, "Nishi-Shinjuku 2-8-1", "Nishi-Shinjuku 2-8-1"),
    (Kind.ADDRESS, "おおくぼ1-2-3", "おおくぼ1-2-3"),
    (Kind.ADDRESS, "新大久保1の2の3", "新大久保1の2の3"),
    (Kind.ADDRESS, "新宿区大久保1-2", "新宿区大久保1-2"),
    (Kind.TELEPHONE, "090/1234/5678", "090/1234/5678"),
    (Kind.TELEPHONE, "090_1234_5678", "090_1234_5678"),
    (Kind.TELEPHONE, "03/3837/2316", "03/3837/2316"),
    (Kind.EMAIL, "tuan＠gmail。com", "tuan＠gmail。com"),
    (Kind.EMAIL, "tuan @ gmail . com", "tuan @ gmail . com"),
    (Kind.EMAIL, "tuan@gmail", "tuan@gmail"),
    (Kind.BIRTH, "1990年生", "1990年生"),
    (Kind.BIRTH, "1990生まれ", "1990生まれ"),
    (Kind.BIRTH, "平成2年生", "平成2年生"),
    (Kind.BIRTH, "5月3日生まれ", "5月3日生まれ"),
    (Kind.FILE_NUMBER, "収容番号 1234", "収容番号 1234"),
    (Kind.FILE_NUMBER, "収容番号A123", "収容番号A123"),
    (Kind.FILE_NUMBER, "難民申請番号 東20-123456", "申請番号 東20-123456"),
    (Kind.BIRTH, "sinh ngày 5/3", "sinh ngày 5/3"),
    (Kind.FILE_NUMBER, "số hồ sơ 12345", "số hồ sơ 12345"),
    (Kind.FILE_NUMBER, "case number 12345", "case number 12345"),
    (Kind.BIRTH, "1990年3月生", "1990年3月生"),
    (Kind.BIRTH, "S55年生まれ", "S55年生まれ"),
    (Kind.BIRTH, "昭和55年生", "昭和55年生"),
]
UNCERTAIN_FINDS = [
    (Kind.NAME, "グエンさんは", "グエンさん"),
    (Kind.NAME, "田中様", "田中様"),
    (Kind.NAME, "山田氏の", "山田氏"),
    (Kind.NAME, "三浦さん", "三浦さん"),
    (Kind.NAME, "Maiさん", "Maiさん"),
    (Kind.NAME, "Mr. Tanaka said", "Mr. Tanaka"),
    (Kind.NAME, "hỏi anh Tuấn về", "anh Tuấn"),
    (Kind.NAME, "Chị Lan Anh bị ốm", "Chị Lan Anh"),
    (Kind.NAME, "em Hoa", "em Hoa"),
    (Kind.NAME, "cô Mai", "cô Mai"),
    (Kind.NAME, "Ông Bình", "Ông Bình"),
    (Kind.NAME, "bà Tư", "bà Tư"),
    (Kind.NAME, "Nguyễn Văn An", "Nguyễn Văn An"),
    (Kind.NAME, "グエン・ヴァン・アン", "グエン・ヴァン・アン"),
    (Kind.NAME, "her name is Hoa", "name is Hoa"),
    (Kind.NAME, "tên là Hoa", "tên là Hoa"),
    (Kind.ROOM, "phòng 203", "phòng 203"),
    (Kind.NAME, "たなかさん", "たなかさん"),
    (Kind.NAME, "なかむら さん", "なかむら さん"),
    (Kind.NAME, "すずき様", "すずき様"),
    (Kind.NAME, "田中 さん", "田中 さん"),
    (Kind.NAME, "王さん", "王さん"),
    (Kind.NAME, "アリ さん", "アリ さん"),
    (Kind.NAME, "Ali さん", "Ali さん"),
    (Kind.NAME, "Maria-san", "Maria-san"),
    (Kind.NAME, "Tanaka san", "Tanaka san"),
    (Kind.NAME, "Tanaka-sensei", "Tanaka-sensei"),
    (Kind.NAME, "田中先生", "田中先生"),
    (Kind.NAME, "Mr. TANAKA", "Mr. TANAKA"),
    (Kind.NAME, "Chị LAN", "Chị LAN"),
    (Kind.NAME, "NGUYEN VAN AN", "NGUYEN VAN AN"),
    (Kind.NAME, "NGUYỄN VĂN AN", "NGUYỄN VĂN AN"),
    (Kind.NAME, "LÊ THỊ HOA", "LÊ THỊ HOA"),
    (Kind.NAME, "LE VAN AN", "LE VAN AN"),
    (Kind.NAME, "tên cô ấy là Lan", "tên cô ấy là Lan"),
    (Kind.NAME, "LINE tuan", "LINE tuan"),
    (Kind.NAME, "facebook Tuan Nguyen", "facebook Tuan Nguyen"),
    (Kind.ROOM, "メゾン大久保203", "メゾン大久保203"),
    (Kind.NAME, "きのう、たなかさんが来ました", "たなかさん"),
    (Kind.NAME, "わたしは なかむらさんと 行きました", "なかむらさん"),
    (Kind.NAME, "リー先生", "リー先生"),
    (Kind.NAME, "すずきくんは", "すずきくん"),
    (Kind.NAME, "みきちゃんが", "みきちゃん"),
    (Kind.NAME, "LINEはtuanです", "LINEはtuan"),
    (Kind.NAME, "Zalo: hoa", "Zalo: hoa"),
    (Kind.NAME, "TANAKA-san", "TANAKA-san"),
    (Kind.NAME, "tên của anh ấy là Minh", "tên của anh ấy là Minh"),
    (Kind.NAME, "Phan Thi Mai", "Phan Thi Mai"),
]
HARMLESS = [
    *("3 tháng", "2か月", "100,000 yen", "1000000円", "1.200.000 đồng", "50,5 %", "時給1,100円", "¥1000000"),
    *("技能実習2号", "特定技能1号", "第3回", "24時間", "週3-4日", "36協定", "COVID-19", "労働基準法第24条", "5番目"),
    *("2024年5月", "tháng 5/2024", "tháng 5 năm 2024", "May 2024", "3月15日", "2023-2024", "2023 2024 2025", "24/7"),
    *("8 giờ 30", "10h30", "9:00-18:00", "3-4 lần", "phòng 3 người", "phòng 10 người", "300-2000 người"),
    *("Aさん", "anh A", "chị B", "お母さん", "相談者さん", "ベトナム人さん", "看護師さん", "ヘルパーさん"),
    *("弁護士さん", "大家さん", "同僚の実習生さん"),
    *("同様", "様子", "様々", "皆様", "氏名", "彼氏", "たくさん", "赤ちゃん", "お子さん", "仕様"),
    *("ANH ĐÃ NGHỈ VIỆC", "em Việt Nam", "Hồ Chí Minh", "sinh 2 con", "sinh con năm 2023", "không trả lương.Anh ấy"),
    *("Facebook: công ty", "Her Facebook account was hacked", "LINE IDを知らない", "Zalo 2 lần", "電話で3回", "v.v."),
    *("皆さん", "患者さん", "先生", "支援者の皆様", "chị ấy", "cô giáo", "2-3回", "1-2 tháng", "みなさん"),
    *("おかあさんといっしょに", "こどもたちと さんぽ", "たくさんの人", "おいしゃさんに 行きました"),
    *("おおやさんが", "べんごしさんに", "けっこんの そうだん", "しゅっさんの とき", "さんかいめの めんせつ"),
    *("ともだちが さんにん います", "まいにち さんじかん", "ちゃんとした仕事", "きちんと", "担当の先生"),
    *("担任の先生", "日本語の先生", "日本語学校の先生", "英語先生", "病院の先生", "主治医の先生と話した"),
    *("王様", "神様", "同様に", "入管法第50条", "在留特別許可", "技能実習2号から3号へ", "在留資格「留学」"),
    *("2024年生活保護", "2020年生産", "令和6年4月から", "3年生", "小学1年生", "2023年度", "第2-3回の講義"),
    *("新宿区役所に2-3回行った", "新宿区役所で1-2時間待った", "大阪府内で2-3か月", "マンション100万円"),
    *("アパート10年", "寮で20人", "寮20人", "アパートの家賃5万円", "1の2倍", "ステップ1-2-3", "LINEで連絡した"),
    *("LINEグループ", "qua LINE nhóm", "gọi qua Zalo cho chị", "Facebook Messenger", "LINE Pay"),
    *("on LINE and Zalo", "in line with the law", "Facebook group.", "LÝ DO NGHỈ VIỆC", "HỒ SƠ XIN VISA"),
    *("DO NOT GO", "Cô giáo nói", "bác sĩ", "em bé", "bạn bè", "ông chủ", "chủ nhà", "anh em"),
    *("Em san sẻ với chị", "tên gọi là gì", "họ và tên", "công ty ở Tokyo", "bảo hiểm y tế", "thẻ bảo hiểm"),
    *("số hồ sơ", "mã đơn", "giấy khai sinh", "khai sinh cho con", "sinh viên năm 2", "ngày 5/3"),
    *("tháng 3/2024", "The sensei", "the doctor said", "Mina-san", "Okaa-san", "case number two", "1/2"),
    *("50/50", "3/4", "A/B", "受付番号3番", "整理番号5", "番号札", "申請番号は2024年5月から", "No. 5"),
    *("Article 24", "visa 2-3 years", "100,000円", "月20万円", "午後3時", "10:30", "5日間", "妊娠8か月"),
    *("こどもが 2人", "母子手帳", "健康診断", "入院", "国民健康保険", "そうだんに きた ひと"),
    *("だれも わるく ありません", "どうしたら いいですか", "ありがとうございました", "ごちそうさまでした"),
    *("おつかれさまです", "おうさま", "かみさま", "さまざまな人", "うまれた", "生まれた", "子どもが生まれた"),
    *("5月に生まれた", "去年生まれた", "1歳", "通訳さん", "伴走者さん", "supporters", "The person was 45"),
    *("Chị đang mang thai", "Anh đã ở đây", "bà ngoại", "cháu đi học", "em HIV", "bạn VN", "2回目の難民申請"),
    *("収容番号", "仮放免中", "送還", "会社の寮", "市役所の窓口3番", "区役所2階", "町内会", "村人"),
    *("村1-2か所", "市立病院3-4回", "〒マーク", "@", "email của tôi", "LINE ID", "Zalo là ứng dụng"),
    *("Facebook là", "Hội LINE", "お医者さん", "お巡りさん", "おまわりさん", "ボランティアさん", "店長さん"),
    *("社長さん", "お隣さん", "奥さん", "旦那さん", "だんなさん", "お嬢さん", "新人さん", "外国人さん"),
    *("妊婦さん", "妊産婦さん", "お子様", "お客様", "患者様", "ご家族様", "お父様", "学生さん", "職人さん"),
    *("八百屋さん", "パン屋さん", "不動産屋さん", "ケースワーカーさん", "ソーシャルワーカーさん", "保健師さん"),
    *("助産師さん", "保育士さん", "介護士さん", "議員さん", "司法書士さん", "住職さん", "牧師さん", "神父さん"),
    *("シスターさん", "運転手さん", "警察官さん", "入管の職員さん", "相手さん", "仲間さん", "家族さん"),
    *("親御さん", "爺さん", "婆さん", "若い人", "娘さん", "息子さん", "お兄ちゃん", "お姉ちゃん"),
    *("おばあちゃん", "おにいちゃん", "一人ひとり"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "words"), CERTAIN)
def test_what_certainly_tells_who_it_is_is_found(kind: Kind, text: str, words: str) -> None:
    assert found_in(text) == (Found(kind, words, is_certain=True),)


@pytest.mark.parametrize(("kind", "text", "words"), CERTAIN)
def test_full_width_hides_nothing(kind: Kind, text: str, words: str) -> None:
    wide = text.translate(FULL_WIDTH)

    assert found_in(wide) == (Found(kind, words.translate(FULL_WIDTH), is_certain=True),)


@pytest.mark.parametrize(("kind", "text", "words"), UNCERTAIN_FINDS)
def test_what_may_be_a_name_or_a_room_is_found_as_uncertain(kind: Kind, text: str, words: str) -> None:
    assert found_in(text) == (Found(kind, words, is_certain=False),)


@pytest.mark.parametrize("text", HARMLESS)
def test_everyday_words_and_numbers_are_left_alone(text: str) -> None:
    assert found_in(text) == ()


def test_all_finds_are_told_in_the_order_of_the_text_and_each_once() -> None:
    text = "Chị Lan, 090-1234-5678, lan@example.com. Chị Lan, 090-1234-5678."

    assert found_in(text) == (
        Found(Kind.NAME, "Chị Lan", is_certain=False),
        Found(Kind.TELEPHONE, "090-1234-5678", is_certain=True),
        Found(Kind.EMAIL, "lan@example.com", is_certain=True),
    )


def test_what_stands_right_behind_a_find_is_found_too() -> None:
    assert found_in("hỏi mai@example.com, anh Tuấn") == (
        Found(Kind.EMAIL, "mai@example.com", is_certain=True),
        Found(Kind.NAME, "anh Tuấn", is_certain=False),
    )


def test_decomposed_vietnamese_is_read_like_composed() -> None:
    assert found_in(unicodedata.normalize("NFD", "anh Tuấn")) == found_in("anh Tuấn")


def test_half_width_katakana_is_read_like_full_width() -> None:
    assert found_in("ｸﾞｴﾝさん") == (Found(Kind.NAME, "ｸﾞｴﾝさん", is_certain=False),)


def test_sign_for_many_letters_is_not_spelt_out() -> None:
    assert found_in("ﷺ 090-1234-5678") == (Found(Kind.TELEPHONE, "090-1234-5678", is_certain=True),)
    assert found_in("名前は㌖") == (Found(Kind.NAME, "名前は㌖", is_certain=False),)
    assert found_in("名前はﷺ") == ()


@given(st.text(max_size=600))
def test_every_find_stands_in_the_text(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)

    assert [found for found in found_in(text) if found.words not in composed] == []


@given(st.text(max_size=200))
def test_certain_is_whatever_is_neither_name_nor_room(text: str) -> None:
    assert [found for found in found_in(text) if found.is_certain == (found.kind in UNCERTAIN)] == []


words_around = st.sampled_from(["", "Gọi ", "電話は", "電話は ", "call ", "ngày mai,", "\n"])
digits = st.text("0123456789", min_size=4, max_size=4)


@given(
    words_around, st.sampled_from(["070", "080", "090"]), digits, digits, st.sampled_from(["", "-", " ", "ー", "－"])
)
def test_mobile_numbers_are_found_in_whatever_spelling(before: str, net: str, one: str, two: str, gap: str) -> None:
    found = found_in(f"{before}{net}{gap}{one}{gap}{two}")

    assert [(one.kind, one.is_certain) for one in found] == [(Kind.TELEPHONE, True)]


@given(
    st.integers(0, 999), st.sampled_from(["円", "人", "回", "か月", "年", " tháng", " lần", " yen", " people", " giờ"])
)
def test_small_numbers_with_their_unit_are_harmless(number: int, unit: str) -> None:
    assert found_in(f"{number}{unit}") == ()
