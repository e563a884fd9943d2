"""A claim that need not be typed: the portal knows for whom the supporter was found (S4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from network.models import ConsulteeCode, Supporter
from network.people.enums import ErrandField, ErrandKind, Prefecture
from network.people.facts import Accompaniment
from network.people.rules.codes import in_groups
from portal.templatetags.portal_tags import day

from .drafts import ClaimDraft
from .forms import HAS_CODE


@dataclass(frozen=True)
class Suggestion:
    reference: str
    where: str
    matter: str
    day: str


def known_accompaniments(supporter: Supporter, now: datetime) -> list[Accompaniment]:
    """Own ones that were not claimed for."""
    return [one for answer in hooks.get_hooks("claims_accompaniments") for one in answer(supporter, now)]


def accompaniment(supporter: Supporter, reference: str, now: datetime) -> Accompaniment | None:
    return next((one for one in known_accompaniments(supporter, now) if one.reference == reference), None)


def suggestions(supporter: Supporter, now: datetime) -> list[Suggestion]:
    return [in_words(one) for one in known_accompaniments(supporter, now)]


def in_words(one: Accompaniment) -> Suggestion:
    return Suggestion(
        one.reference,
        f"{ErrandKind(one.errand).label} ({Prefecture(one.prefecture).label})",
        str(ErrandField(one.field).label),
        day(one.day) if one.day else "",
    )


def begin_from(draft: ClaimDraft, one: Accompaniment, *, now: datetime) -> None:
    """Begun from the same one before, the draft stays as it is: pressing twice loses nothing."""
    if draft.begun_from != one.reference:
        draft.begin(one, _typed(one), now=now)


def _typed(one: Accompaniment) -> dict[str, dict[str, list[str]]]:
    """Nothing of what the other supporter may have claimed: the times tell whether it is one visit (C7)."""
    code = ConsulteeCode.objects.get(pk=one.consultee_code)
    about = {name: [getattr(one, name)] for name in ("prefecture", "errand", "field", "language")}
    day = {"day": [one.day.isoformat()]} if one.day else {}
    return {"start": {"way": [HAS_CODE]}, "code": {"code": [in_groups(code.code)]}, "visit": {**about, **day}}


def way_to_claim(request: HttpRequest, one: Accompaniment) -> tuple[str, str]:
    """For the page on which somebody says that they went along: words and address, to be posted to."""
    return _("Claim the honorarium"), reverse("claims:start_from", args=[one.reference])
