"""A claim that need not be typed: the portal knows for whom the supporter was found (S4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from network.enums import ErrandField, ErrandKind, Prefecture
from network.facts import Accompaniment
from network.models import ConsulteeCode, Supporter
from network.rules import in_groups
from portal.templatetags.portal_tags import day

from .drafts import ClaimDraft
from .forms import HAS_CODE, JOINS
from .models import Visit

Pages = dict[str, dict[str, list[str]]]


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
        day = one.day.isoformat() if one.day else ""
        draft.begin(one.reference, _joining(one, day) or _opening(one), now=now)


def join_meanwhile(draft: ClaimDraft, supporter: Supporter, *, now: datetime) -> bool:
    """The other supporter may have claimed while this draft lay there: one accompaniment is one visit (C6, C7)."""
    one = accompaniment(supporter, draft.begun_from, now) if draft.begun_from and not draft.joins else None
    day = draft.shown("visit").get("day", "")
    joining = _joining(one, day) if one else None
    if one is None or joining is None:
        return False
    times = {"start_day": [day], **draft.typed("times")}
    draft.begin(one.reference, {**joining, "times": times}, now=now)
    return True


def _joining(one: Accompaniment, day: str) -> Pages | None:
    """C7: the other supporter has opened the visit of that day, so its code need not be typed."""
    if one.visit is None:
        return None
    visit = Visit.objects.live().filter(pk=one.visit, consultee__codes=one.consultee_code).first()
    if visit is None or day not in ("", visit.day.isoformat()):
        return None
    return {"start": {"way": [JOINS]}, "join": {"visit_code": [in_groups(visit.join_code)]}}


def _opening(one: Accompaniment) -> Pages:
    code = ConsulteeCode.objects.get(pk=one.consultee_code)
    return {"start": {"way": [HAS_CODE]}, "code": {"code": [in_groups(code.code)]}, "visit": _about(one)}


def _about(one: Accompaniment) -> dict[str, list[str]]:
    names = ("prefecture", "errand", "field", "language")
    about = {name: [getattr(one, name)] for name in names}
    return {**about, "day": [one.day.isoformat()]} if one.day else about


def way_to_claim(request: HttpRequest, one: Accompaniment) -> tuple[str, str]:
    """For the page on which somebody says that they went along: words and address, to be posted to."""
    return _("Claim the honorarium"), reverse("claims:start_from", args=[one.reference])
