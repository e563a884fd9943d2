"""Closed lists about people and places."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Want(models.TextChoices):
    """What a person registers for (J1)."""

    ACCOMPANY = "accompany", _("I want to accompany people")
    LEARN = "learn", _("I want to take the course")
    FOREIGN_ORIGIN_TRAINING = "training", _("I have foreign roots and want to join the training for it")


class ErrandKind(models.TextChoices):
    """Where somebody is accompanied to."""

    IMMIGRATION = "immigration", _("Immigration office")
    MUNICIPALITY = "municipality", _("City, ward or town office")
    HOSPITAL = "hospital", _("Hospital or clinic")
    COURT = "court", _("Court")
    POLICE = "police", _("Police")
    SCHOOL = "school", _("School or nursery")
    WORKPLACE = "workplace", _("Workplace")
    CONSULTATION = "consultation", _("Lawyer or consultation desk")
    OTHER = "other", _("Another place")


class ErrandField(models.TextChoices):
    """What a case or a visit is about."""

    LABOUR = "labour", _("Labour")
    MEDICAL_CARE = "medical_care", _("Medical care")
    WELFARE = "welfare", _("Welfare")
    FAMILY = "family", _("Family")
    RESIDENCE = "residence", _("Residence procedures")
    DISCRIMINATION = "discrimination", _("Discrimination")
    LANGUAGE = "language", _("Language")
    OTHER = "other", _("Another matter")


class LanguageLevel(models.TextChoices):
    """How well a supporter speaks a language."""

    MOTHER_TONGUE = "mother", _("Mother tongue")
    FLUENT = "fluent", _("Fluent, also about difficult matters")
    EVERYDAY = "everyday", _("Enough for everyday matters")


class Community(models.TextChoices):
    """Communities that a supporter may say they belong to, of their own free will (S5)."""

    VIETNAMESE = "vietnamese", _("Vietnamese community")
    CHINESE = "chinese", _("Chinese community")
    KOREAN = "korean", _("Korean community")
    PHILIPPINE = "philippine", _("Philippine community")
    BRAZILIAN = "brazilian", _("Brazilian community")
    PERUVIAN = "peruvian", _("Peruvian community")
    NEPALESE = "nepalese", _("Nepalese community")
    MYANMAR = "myanmar", _("Myanmar community")
    INDONESIAN = "indonesian", _("Indonesian community")
    CAMBODIAN = "cambodian", _("Cambodian community")
    THAI = "thai", _("Thai community")
    SRI_LANKAN = "sri_lankan", _("Sri Lankan community")
    BANGLADESHI = "bangladeshi", _("Bangladeshi community")
    PAKISTANI = "pakistani", _("Pakistani community")
    IRANIAN = "iranian", _("Iranian community")
    KURDISH = "kurdish", _("Kurdish community")
    AFRICAN = "african", _("An African community")
    UKRAINIAN = "ukrainian", _("Ukrainian community")
    OTHER = "other", _("Another community")


class Prefecture(models.TextChoices):
    """The 47 prefectures by their JIS X 0401 number."""

    HOKKAIDO = "01", _("Hokkaido")
    AOMORI = "02", _("Aomori")
    IWATE = "03", _("Iwate")
    MIYAGI = "04", _("Miyagi")
    AKITA = "05", _("Akita")
    YAMAGATA = "06", _("Yamagata")
    FUKUSHIMA = "07", _("Fukushima")
    IBARAKI = "08", _("Ibaraki")
    TOCHIGI = "09", _("Tochigi")
    GUNMA = "10", _("Gunma")
    SAITAMA = "11", _("Saitama")
    CHIBA = "12", _("Chiba")
    TOKYO = "13", _("Tokyo")
    KANAGAWA = "14", _("Kanagawa")
    NIIGATA = "15", _("Niigata")
    TOYAMA = "16", _("Toyama")
    ISHIKAWA = "17", _("Ishikawa")
    FUKUI = "18", _("Fukui")
    YAMANASHI = "19", _("Yamanashi")
    NAGANO = "20", _("Nagano")
    GIFU = "21", _("Gifu")
    SHIZUOKA = "22", _("Shizuoka")
    AICHI = "23", _("Aichi")
    MIE = "24", _("Mie")
    SHIGA = "25", _("Shiga")
    KYOTO = "26", _("Kyoto")
    OSAKA = "27", _("Osaka")
    HYOGO = "28", _("Hyogo")
    NARA = "29", _("Nara")
    WAKAYAMA = "30", _("Wakayama")
    TOTTORI = "31", _("Tottori")
    SHIMANE = "32", _("Shimane")
    OKAYAMA = "33", _("Okayama")
    HIROSHIMA = "34", _("Hiroshima")
    YAMAGUCHI = "35", _("Yamaguchi")
    TOKUSHIMA = "36", _("Tokushima")
    KAGAWA = "37", _("Kagawa")
    EHIME = "38", _("Ehime")
    KOCHI = "39", _("Kochi")
    FUKUOKA = "40", _("Fukuoka")
    SAGA = "41", _("Saga")
    NAGASAKI = "42", _("Nagasaki")
    KUMAMOTO = "43", _("Kumamoto")
    OITA = "44", _("Oita")
    MIYAZAKI = "45", _("Miyazaki")
    KAGOSHIMA = "46", _("Kagoshima")
    OKINAWA = "47", _("Okinawa")


class SpokenLanguage(models.TextChoices):
    """Languages spoken at an accompaniment, by ISO 639 code; more are added as the network meets them."""

    VIETNAMESE = "vi", _("Vietnamese")
    JAPANESE = "ja", _("Japanese")
    ENGLISH = "en", _("English")
    CHINESE = "zh", _("Chinese")
    KOREAN = "ko", _("Korean")
    TAGALOG = "tl", _("Tagalog")
    PORTUGUESE = "pt", _("Portuguese")
    SPANISH = "es", _("Spanish")
    NEPALI = "ne", _("Nepali")
    BURMESE = "my", _("Burmese")
    INDONESIAN = "id", _("Indonesian")
    KHMER = "km", _("Khmer")
    THAI = "th", _("Thai")
    SINHALA = "si", _("Sinhala")
    TAMIL = "ta", _("Tamil")
    BENGALI = "bn", _("Bengali")
    URDU = "ur", _("Urdu")
    HINDI = "hi", _("Hindi")
    PERSIAN = "fa", _("Persian")
    ARABIC = "ar", _("Arabic")
    TURKISH = "tr", _("Turkish")
    KURDISH = "ku", _("Kurdish")
    FRENCH = "fr", _("French")
    AMHARIC = "am", _("Amharic")
    SWAHILI = "sw", _("Swahili")
    UKRAINIAN = "uk", _("Ukrainian")
    RUSSIAN = "ru", _("Russian")
    UZBEK = "uz", _("Uzbek")
    MONGOLIAN = "mn", _("Mongolian")
    OTHER = "other", _("Another language")


# The groups by whose names migrations and rules know them.
OFFICE_ROLES = ("Editors", "Desk", "Claims officers", "Treasurers", "Coordinators", "Auditors")


class Browser(models.TextChoices):
    """Whether somebody has signed in to an account with it before."""

    KNOWN = "known"
    STRANGE = "strange"


# What stands in Supporter.consent_version of whoever agreed on paper.
ON_PAPER = "on paper"
