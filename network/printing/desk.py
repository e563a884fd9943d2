"""The desk prints agreement and payee form, for one supporter or for many; editors write the agreement (R3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET
from wagtail.admin.auth import permission_required

from portal.desks import NeverDeletedViewSet, pressed_by_who_may

from ..papers.models import Papers
from ..people.facts import user_id
from ..people.models import Supporter
from .actions import CannotPrintError, print_papers
from .facts import Problem, latest_papers_of
from .forms import ChoosePapersForm
from .models import AgreementText
from .rules import MOST_AT_ONCE, Obstacle

HANDLE_PAPERS = "network.handle_papers"
LISTED = 200

SENTENCES = {
    Obstacle.NO_OFFICE_ADDRESS: gettext_lazy(
        "The postal address of the office is empty, so no letter can be printed. "
        "Have it entered under Settings, Contact of the office."
    ),
    Obstacle.NO_AGREEMENT: gettext_lazy(
        "There is no text of the agreement: %(language)s. An editor can add it under Agreement texts."
    ),
    Obstacle.AGREEMENTS_DIFFER: gettext_lazy(
        "The agreement has not the same paragraphs and clauses as the Japanese one: %(language)s. "
        "They are printed side by side; an editor can mend this under Agreement texts."
    ),
    Obstacle.NO_PAPERS: gettext_lazy("This person has not registered for a term, so there are no papers to print."),
    Obstacle.HAS_LEFT: gettext_lazy("This person has left the network. No papers are sent to them."),
    Obstacle.NO_NAME: gettext_lazy("The name is empty. Ask the person, and enter it."),
    Obstacle.NO_ADDRESS: gettext_lazy(
        "Postal code or postal address is empty. Ask the person to enter it under “My data”, or enter it for them."
    ),
    Obstacle.NO_GLYPHS: gettext_lazy(
        "The fonts can't print these characters: %(characters)s. "
        "Write them in another way, or fill in this form by hand."
    ),
}


@dataclass(frozen=True)
class Refusal:
    """A sentence, about whom, and where it can be mended."""

    sentence: str
    about: str = ""
    url: str = ""


@pressed_by_who_may(HANDLE_PAPERS)
def print_for_supporter(request: HttpRequest, pk: int) -> HttpResponse:
    supporter = get_object_or_404(Supporter, pk=pk)
    papers = latest_papers_of(supporter)
    if papers is None:
        return refused(request, [Problem(Obstacle.NO_PAPERS, supporter)], [])
    return printed(request, [papers.pk], with_cover=False)


@permission_required(HANDLE_PAPERS)
@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    return choosing(request, ChoosePapersForm())


@pressed_by_who_may(HANDLE_PAPERS)
def print_chosen(request: HttpRequest) -> HttpResponse:
    form = ChoosePapersForm(request.POST)
    if not form.is_valid():
        return choosing(request, form, status=400)
    return printed(request, [papers.pk for papers in form.cleaned_data["papers"]], with_cover=True)


def choosing(request: HttpRequest, form: ChoosePapersForm, status: int = 200) -> HttpResponse:
    """The oldest first: as many as go into one file are already ticked, but none that has no address yet."""
    waiting = Papers.objects.to_send().filter(supporter__left_on=None).select_related("supporter", "term")
    listed = list(waiting.order_by("changed_at", "pk")[:LISTED])
    printable = [str(papers.pk) for papers in listed if papers.supporter.postal_address]
    ticked = request.POST.getlist("papers") if form.is_bound else printable[:MOST_AT_ONCE]
    rows = [(papers, str(papers.pk) in ticked) for papers in listed]
    context = {"form": form, "rows": rows, "waiting": waiting.count(), "most": MOST_AT_ONCE}
    return render(request, "network/printing/desk/print.html", context, status=status)


def printed(request: HttpRequest, ids: list[int], *, with_cover: bool) -> HttpResponse:
    try:
        pdf = print_papers(ids, by_id=user_id(request), now=timezone.now(), with_cover=with_cover)
    except CannotPrintError as refusal:
        return refused(request, refusal.problems, ids)
    # Neutral, for it stands in lists of downloads; kept by no browser after logout.
    headers = {"Content-Disposition": 'inline; filename="papers.pdf"', "Cache-Control": "no-store, private"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def refused(request: HttpRequest, problems: Iterable[Problem], ids: list[int]) -> HttpResponse:
    """Every reason at once; and the others can be printed, if only some of the sets are in the way."""
    problems = list(problems)
    blocked = [problem.supporter.pk for problem in problems if problem.supporter]
    is_the_offices = any(problem.supporter is None for problem in problems)
    others = Papers.objects.none() if is_the_offices else Papers.objects.filter(pk__in=ids)
    context = {
        "refusals": [refusal_of(request, problem) for problem in problems],
        "others": list(others.exclude(supporter__in=blocked)),
    }
    return render(request, "network/printing/desk/refused.html", context, status=409)


def refusal_of(request: HttpRequest, problem: Problem) -> Refusal:
    details = {"language": problem.language, "characters": named(problem.characters)}
    sentence = str(SENTENCES[problem.obstacle]) % details
    if problem.supporter is None:
        return Refusal(sentence, about=problem.language, url=url_to_mend(request, problem))
    return Refusal(
        sentence, about=str(problem.supporter), url=reverse("supporters:inspect", args=[problem.supporter.pk])
    )


def url_to_mend(request: HttpRequest, problem: Problem) -> str:
    """Only for who may mend it; the sentence says who can."""
    if problem.language and request.user.has_perm("network.change_agreementtext"):
        return reverse("agreement_texts:index")
    if not problem.language and request.user.has_perm("portal.change_contactsettings"):
        return reverse("wagtailsettings:edit", args=["portal", "contactsettings"])
    return ""


def named(characters: Iterable[str]) -> str:
    return _(", ").join(f"{character} (U+{ord(character):04X})" for character in characters)


class AgreementTextViewSet(NeverDeletedViewSet):
    """Editors' content. What was printed is kept apart, as it was."""

    model = AgreementText
    icon = "doc-full"
    menu_order = 240
    list_display = ["title", "language"]
    form_fields = ["language", "title", "body"]
