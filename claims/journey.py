"""J3 for "my page": accompany, claim, receive; and the person's claims with their states in plain words."""

from __future__ import annotations

from datetime import date

from django.db.models import OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from network.models import Supporter
from network.people.facts import has_any, signed_in_supporter
from portal.compiled import Compiled, Parameter
from portal.dashboard import Card, Step, StepState, once_a_request
from surveys.facts import may_accompany

from .enums import ClaimState
from .models import Claim
from .rules import month_to_speak_of

SHOWN = 3


def steps(request: HttpRequest) -> list[Step]:
    supporter = signed_in_supporter(request)
    if supporter is None:
        return []
    claims = latest_claims(request, supporter)
    if not claims:
        return _before_the_first(may_accompany(supporter))
    return [
        _step(60, _("Accompany a person"), "done"),
        _claim_step(claims, may_accompany(supporter)),
        _honorarium_step(claims),
    ]


def cards(request: HttpRequest) -> list[Card]:
    supporter = signed_in_supporter(request)
    if supporter is None:
        return []
    claims = latest_claims(request, supporter)
    shown = claims[: max(SHOWN, _to_correct(claims))]
    if not shown and supporter.has_left:
        return []
    return [
        Card(60, "claims/dashboard_card.html", {"claims": shown, "may_claim": not shown and may_accompany(supporter)})
    ]


def _to_correct(claims: list[Claim]) -> int:
    return sum(claim.state == ClaimState.RETURNED for claim in claims)


def latest_claims(request: HttpRequest, supporter: Supporter) -> list[Claim]:
    """What is to be corrected, however old, then the newest: one query for steps and card together."""
    if not has_any(request, "claims"):
        return []
    return once_a_request(request, "_latest_claims", lambda: _latest.all(supporter=supporter.pk))


@Compiled
def _latest() -> QuerySet[Claim]:
    mine = Claim.objects.filter(supporter_id=Parameter("supporter", Claim, "supporter"))
    newest = mine.newest_first().values("pk")[: SHOWN + 1]
    shown = mine.filter(Q(state=ClaimState.RETURNED) | Q(pk__in=newest))
    return shown.with_visit().with_joining().returned_first()


def rows() -> dict[str, QuerySet[Claim]]:
    return {"claims": Claim.objects.filter(supporter=OuterRef("pk"))}


def _before_the_first(may: bool) -> list[Step]:
    text = _("Go along to an office, a hospital or a court. Then claim the honorarium within one month.")
    url, action = (reverse("claims:new"), _("I have accompanied: claim")) if may else ("", "")
    return [
        Step(60, _("Accompany a person"), text, "now" if may else "later", url, action),
        _step(70, _("Claim the honorarium"), "later"),
        _step(80, _("Receive the honorarium"), "later"),
    ]


def _claim_step(claims: list[Claim], may: bool) -> Step:
    returned = next((claim for claim in claims if claim.state == ClaimState.RETURNED), None)
    title = _("Claim the honorarium")
    if returned is not None:
        url = reverse("claims:correct", args=[returned.reference])
        return Step(
            70, title, _("The office has a question about a claim of yours."), "now", url, _("Correct your claim")
        )
    if not may:
        return _step(70, title, "done")
    return Step(70, title, _("After each visit, one claim."), "done", reverse("claims:new"), _("New claim"))


def _honorarium_step(claims: list[Claim]) -> Step:
    title = _("Receive the honorarium")
    live = [claim for claim in claims if claim.place is not None]
    if not live:
        return _step(80, title, "later")
    months = [month_to_speak_of(claim.pay_month, timezone.localdate()) for claim in live]
    next_month = min(filter(None, months), default=None)
    text = _("Planned for %(month)s.") % {"month": month_in_words(next_month)} if next_month else ""
    return Step(80, title, text, "later", reverse("claims:list"), _("Your claims"))


def month_in_words(month: date) -> str:
    return date_format(month, "YEAR_MONTH_FORMAT")


def _step(order: int, title: object, state: StepState) -> Step:
    return Step(order, str(title), "", state)
