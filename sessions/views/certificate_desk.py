"""What the coordinator does with certificates: revoke one, or give one back that was revoked by mistake."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from network.facts import user_id
from portal.idempotency import once
from portal.refusals import RefusedError

from ..actions import certifying
from ..forms.certificates import ReasonForm, sentences
from ..models import Certificate

RUN = "consultations.run_cohort"


@permission_required(RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    done = _("The certificate of %(network_id)s is no longer valid.")
    return _decide(request, pk, certifying.revoke, "consultations/desk/certificate_revoke.html", done)


@permission_required(RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    done = _("The certificate of %(network_id)s is valid again.")
    return _decide(request, pk, certifying.give_back, "consultations/desk/certificate_give_back.html", done)


def _decide(request: HttpRequest, pk: int, action: Callable[..., None], template: str, done: str) -> HttpResponse:
    certificate = get_object_or_404(Certificate.objects.select_related("membership__supporter"), pk=pk)
    cohort_url = reverse("cohorts:inspect", args=[certificate.membership.cohort_id])
    form = ReasonForm(request.POST or None)
    if form.is_valid():

        def act() -> str:
            action(certificate, reason=form.cleaned_data["reason"], by_id=user_id(request), now=timezone.now())
            messages.success(request, done % {"network_id": certificate.membership.supporter})
            return cohort_url

        try:
            return redirect(once(str(request.user.pk), form.cleaned_data["idempotency_key"], act, now=timezone.now()))
        except RefusedError as error:
            messages.error(request, " ".join(sentences(error.decision)))
            return redirect(cohort_url)
    context = {"certificate": certificate, "form": form, "cohort_url": cohort_url}
    return render(request, template, context)


certificate_patterns = [
    path("certificates/<int:pk>/revoke/", revoke, name="revoke_certificate"),
    path("certificates/<int:pk>/give-back/", give_back, name="give_back_certificate"),
]
