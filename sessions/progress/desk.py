"""What the coordinator does with certificates: revoke one, or give one back that was revoked by mistake."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from network.people.facts import user_id
from portal.desks import for_who_may
from portal.steps import taken_by_staff

from . import actions as certifying
from .forms import ReasonForm, sentences
from .models import Certificate

may_run = for_who_may("consultations.run_cohort")


@may_run
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    words = _(
        "Whoever checks its code is told that it is not valid. The member can't get another one until you give this "
        "one back."
    )
    page = {"title": _("Revoke the certificate"), "button": _("Revoke"), "words": [words], "is_final": True}
    return _step(request, pk, certifying.revoke, page, _("The certificate of %(network_id)s is no longer valid."))


@may_run
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    words = _("It was revoked by mistake: it is valid again, as it is.")
    page = {"title": _("Give the certificate back"), "button": _("Give back"), "words": [words]}
    return _step(request, pk, certifying.give_back, page, _("The certificate of %(network_id)s is valid again."))


def _step(request: HttpRequest, pk: int, action: Callable[..., None], page: dict[str, Any], said: str) -> HttpResponse:
    certificate = get_object_or_404(Certificate.objects.select_related("membership__supporter"), pk=pk)
    supporter = certificate.membership.supporter
    back_url = reverse("cohorts:inspect", args=[certificate.membership.cohort_id])
    form = ReasonForm(request.POST or None)
    return taken_by_staff(
        request,
        form,
        lambda now: action(certificate, reason=form.cleaned_data["reason"], by_id=user_id(request), now=now),
        back_url,
        {**page, "subtitle": supporter, "icon": "tick", "back_url": back_url},
        said=said % {"network_id": supporter},
        sentences=sentences,
        refused_at=back_url,
    )
