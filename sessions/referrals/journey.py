"""S4 for "my page": who asks for an answer, and with whom one goes along."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.people.facts import has_any, signed_in_supporter
from portal.dashboard import Card, Step, once_a_request
from portal.templatetags.portal_tags import moment
from surveys.facts import may_accompany

from .enums import OfferState
from .facts import current
from .models import Offer


def steps(request: HttpRequest) -> list[Step]:
    return [_step(offer) for offer in current_offers(request) if offer.accompanied_on is None]


def cards(request: HttpRequest) -> list[Card]:
    supporter = signed_in_supporter(request)
    if supporter is None or supporter.has_left:
        return []
    offers, may_refer = current_offers(request), may_accompany(supporter)
    if not offers and not may_refer:
        return []
    return [Card(55, "consultations/referrals/dashboard_card.html", {"offers": offers, "may_refer": may_refer})]


def current_offers(request: HttpRequest) -> list[Offer]:
    """One query for steps and card together."""
    supporter = signed_in_supporter(request)
    if supporter is None or supporter.has_left or not has_any(request, "offers"):
        return []
    return once_a_request(request, "_current_offers", lambda: current(supporter, timezone.now()))


def rows() -> dict[str, QuerySet[Offer]]:
    return {"offers": Offer.objects.filter(supporter=OuterRef("pk"))}


def _step(offer: Offer) -> Step:
    """Nothing that tells what it is about: the page may be looked at over the shoulder."""
    if offer.state == OfferState.OPEN:
        text = _("Answer by %(until)s") % {"until": moment(offer.open_until)}
        url = reverse("consultations:help_offer", args=[offer.pk])
        return Step(55, _("Can you go along?"), text, "now", url, _("Look at it and answer"))
    text = _("The coordinator brings you and the person together.")
    return Step(
        56, _("You go along"), text, "now", reverse("consultations:help_card", args=[offer.pk]), _("Open the card")
    )
