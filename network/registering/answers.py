"""What was said in the registration, in words, for "check your answers"."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.pages import language_name

from ..people.enums import Community, ErrandKind, LanguageLevel, Prefecture, SpokenLanguage, Want
from .drafts import RegistrationDraft
from .forms import LANGUAGE_ROWS


def listed(draft: RegistrationDraft) -> list[dict[str, Any]]:
    """For a draft whose pages are all filled in."""
    given: dict[str, dict[str, Any]] = {}
    for step in ("about", "reach", "speak", "wish"):
        form = draft.form(step)
        form.is_valid()
        given[step] = form.cleaned_data
    about, reach, speak, wish = given.values()
    return [
        _answer(_("Your name"), "\n".join(filter(None, (about["name"], about["name_kana"]))), "about"),
        _answer(_("Prefecture where you live"), Prefecture(about["prefecture"]).label, "about"),
        _answer(_("Language you prefer to read"), language_name(about["language"]), "about"),
        _answer(_("Organisation you belong to"), about["organisation"], "about"),
        _answer(_("E-mail"), reach["email"], "reach"),
        _answer(_("Telephone"), reach["telephone"], "reach"),
        _answer(_("Postal address"), "\n".join(filter(None, (reach["postal_code"], reach["postal_address"]))), "reach"),
        _answer(_("Languages you speak"), "\n".join(languages_in_words(speak)), "speak"),
        _answer(_("Where can you go along?"), _labels(ErrandKind, speak["errands"]), "speak"),
        _answer(_("Communities you belong to"), _labels(Community, speak["communities"]), "speak"),
        _answer(_("What you want"), _labels(Want, wish["wants"]), "wish"),
        _answer(_("Experience of accompanying"), _experience(wish), "wish"),
    ]


def languages_in_words(speak: dict[str, Any]) -> list[str]:
    rows = [(speak[f"language_{row}"], speak[f"level_{row}"]) for row in LANGUAGE_ROWS]
    return [f"{SpokenLanguage(language).label}: {LanguageLevel(level).label}" for language, level in rows if language]


def _experience(wish: dict[str, Any]) -> str:
    said = str(_("Yes")) if wish["has_declared_experience"] else str(_("No"))
    return "\n".join(filter(None, (said, wish["experience_account"])))


def _labels(choices: Any, values: list[str]) -> str:
    return "\n".join(str(choices(value).label) for value in values)


def _answer(label: Any, value: Any, step: str) -> dict[str, Any]:
    return {"label": label, "value": value or "–", "url": reverse("network:register_step", args=[step])}
