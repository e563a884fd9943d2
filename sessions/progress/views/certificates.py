"""The certificate of who has completed the training, and whether one is valid."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_POST, require_safe

from network.models import Supporter
from network.people.rules.codes import in_groups
from portal.languages import html_language
from portal.steps import take

from ...bookings.doors import supporters_only
from ...groups.models import Membership
from ..actions import complete_if_done, issue
from ..facts import holder_facts, is_valid, valid_certificate
from ..forms import NameForm, VerifyForm, sentences
from ..printing import address_of, certificate_pdf, holder
from ..rules.certificates import judge_holder

PRIVATE = {"Cache-Control": "no-store, private"}


def own_membership(supporter: Supporter, cohort_id: int) -> Membership:
    """Of a cohort that the person is or was in; any other is as good as none."""
    known = Membership.objects.in_cohort().select_related("cohort", "supporter")
    return get_object_or_404(known, cohort_id=cohort_id, supporter=supporter)


@supporters_only
def certificate(request: HttpRequest, supporter: Supporter, pk: int) -> HttpResponse:
    """Choose, look at it, have it issued: each a press on this page."""
    membership = own_membership(supporter, pk)
    decision = judge_holder(holder_facts(membership))
    form = NameForm(request.POST or None)
    if decision.is_allowed and "issue" in request.POST:
        here = reverse("consultations:certificate", args=[pk])
        step = take(request, form, lambda now: issue(membership, name=form.chosen, now=now), here)
        if step.done:
            return step.done
        decision = step.refused or decision
    return render(request, "consultations/progress/certificate.html", _shown(membership, form, sentences(decision)))


def _shown(membership: Membership, form: NameForm, refused: list[str]) -> dict[str, Any]:
    previewed = form.is_bound and form.is_valid()
    return {
        "membership": membership,
        "form": form,
        "refusals": refused,
        "standing": _described(membership),
        "preview": holder(membership, form.chosen) if previewed else "",
        "previews_name": previewed and bool(form.chosen),
    }


def _described(membership: Membership) -> dict[str, Any] | None:
    standing = valid_certificate(membership)
    if standing is None:
        return None
    return {
        "holder": holder(membership, standing.name),
        "code": in_groups(standing.code),
        "address": address_of(standing),
        "issued_on": standing.issued_on,
        "files": [_file(membership.cohort_id, code, str(name)) for code, name in settings.LANGUAGES],
    }


def _file(cohort_id: int, code: str, name: str) -> dict[str, str]:
    with translation.override(code):
        address = reverse("consultations:certificate_pdf", args=[cohort_id])
    return {"url": address, "name": name, "lang": html_language(code)}


@require_POST
@supporters_only
def completed(request: HttpRequest, supporter: Supporter, pk: int) -> HttpResponse:
    """The clock finds out by itself, within the hour; who doesn't want to wait presses."""
    complete_if_done(own_membership(supporter, pk), now=timezone.now())
    return redirect("consultations:certificate", pk)


@require_safe
@supporters_only
def pdf(request: HttpRequest, supporter: Supporter, pk: int) -> HttpResponse:
    """In the language of its address."""
    membership = own_membership(supporter, pk)
    standing = valid_certificate(membership)
    if standing is None:
        raise Http404
    standing.membership = membership
    headers = {"Content-Disposition": 'inline; filename="certificate.pdf"', **PRIVATE}
    return HttpResponse(certificate_pdf(standing), content_type="application/pdf", headers=headers)


def verify(request: HttpRequest, code: str = "") -> HttpResponse:
    """Valid, or not: never whose it is, nor whether it ever was."""
    form = VerifyForm(request.POST or None)
    asked = code or (form.cleaned_data["code"] if form.is_valid() else "")
    context = {"form": form, "is_asked": bool(asked), "is_valid": is_valid(asked)}
    response = render(request, "consultations/progress/verify.html", context)
    for name, value in {"X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer", **PRIVATE}.items():
        response[name] = value
    return response
