"""Two records side by side, and beside them what the joined one says: of every field that is joined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from portal.dates import tokyo_day
from portal.pages import language_name

from ...people.enums import ON_PAPER, ErrandKind, LanguageLevel, Prefecture, SpokenLanguage
from ...people.models import Supporter
from .facts import Joining, languages_of


@dataclass(frozen=True)
class Compared:
    name: str
    label: str
    staying: Any
    joining: Any
    joined: Any


def compared(joining: Joining) -> list[Compared]:
    both = (joining.staying, joining.joining)
    labels = {"user": _("E-mail"), "consent_version": _("Agreed to")}
    rows = []
    for name, value in joining.merged.items():
        field = Supporter._meta.get_field(name)
        label = labels.get(name) or str(field.verbose_name)  # type: ignore[union-attr]
        staying, other = (_shown(name, getattr(one, name)) for one in both)
        rows.append(Compared(name, label, staying, other, _shown(name, value)))
    staying, other = map(_languages, map(languages_of, both))
    return [*rows, Compared("languages_spoken", _("Languages spoken"), staying, other, _languages(joining.languages))]


def _shown(name: str, value: Any) -> Any:
    if name == "user":
        return value.email if value else ""
    if name == "prefecture":
        return Prefecture(value).label if value else ""
    if name == "language":
        return language_name(value)
    if name == "errands":
        return ", ".join(str(ErrandKind(errand).label) for errand in value)
    if name == "consent_version":
        return _("On paper") if value == ON_PAPER else value
    if name == "registered_at":
        return tokyo_day(value)
    # That communities were told of, not which: the desk has no use for it (S5).
    if name == "communities" or isinstance(value, bool):
        return _("Yes") if value else _("No")
    return value


def _languages(spoken: Mapping[str, str]) -> str:
    said = (f"{SpokenLanguage(one).label}: {LanguageLevel(level).label}" for one, level in sorted(spoken.items()))
    return ", ".join(said)
