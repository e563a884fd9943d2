"""What the coordinator does with certificates: revoke one, or give one back that was revoked by mistake."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin.auth import permission_required

from network.people.facts import user_id
from portal.steps import STAFF_STEP, take

from . import actions as certifying
from .forms import ReasonForm, sentences
from .models import Certificate

RUN = "consultations.run_cohort"


@permission_required(RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    words = _(
        "Whoever checks its code is told that it is not valid. The member can't get another one until you give this "
        "one back."
    )
    page = {"title": _("Revoke the certificate"), "button": _("Revoke"), "words": [words], "is_final": True}
    return _step(request, pk, certifying.revoke, page, _("The certificate of %(network_id)s is no longer valid."))


@permission_required(RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    words = _("It was revoked by mistake: it is valid again, as it is.")
    page = {"title": _("Give the certificate back"), "button": _("Give back"), "words": [words]}
    return _step(request, pk, certifying.give_back, page, _("The certificate of %(network_id)s is valid again."))


def _step(request: HttpRequest, pk: int, action: Callable[..., None], page: dict[str, Any], said: str) -> HttpResponse:
    certificate = get_object_or_404(Certificate.objects.select_related("membership__supporter"), pk=pk)
    supporter = certificate.membership.supporter
    back_url = reverse("cohorts:inspect", args=[certificate.membership.cohort_id])
    form = ReasonForm(request.POST or None)
    step = take(
        request,
        form,
        lambda now: action(certificate, reason=form.cleaned_data["reason"], by_id=user_id(request), now=now),
        back_url,
        said=said % {"network_id": supporter},
    )
    if step.refused:
        return step.or_told(request, back_url, sentences)
    context = {**page, "form": form, "subtitle": supporter, "icon": "tick", "back_url": back_url}
    return step.done or render(request, STAFF_STEP, context)
