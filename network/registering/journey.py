"""What "my page" shows of a person's registration (J1–J3)."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.compiled import Compiled, Parameter
from portal.dashboard import Card, Step, StepState
from portal.dates import tokyo_day
from portal.mail.models import is_wrong
from portal.pages import language_name
from portal.templatetags.portal_tags import day

from ..papers.enums import PapersState
from ..papers.facts import missing_term
from ..papers.models import Papers, Term
from ..people.facts import signed_in_supporter
from ..people.models import Supporter


def journey_steps(request: HttpRequest) -> list[Step]:
    supporter = signed_in_supporter(request)
    if supporter is None or supporter.has_left:
        return []
    steps = [registration_step(supporter)]
    if supporter.wants_to_accompany and supporter.is_experienced:
        steps.append(experience_step(supporter))
    return [*steps, *papers_steps(supporter)]


def registration_step(supporter: Supporter) -> Step:
    text = _("Since %(day)s. Your network ID is %(network_id)s.")
    return Step(
        order=10,
        title=_("Registered with the network"),
        text=text % {"day": day(supporter.registered_at), "network_id": supporter},
        state="done",
    )


def experience_step(supporter: Supporter) -> Step:
    if supporter.has_confirmed_experience:
        text = _("Your experience is confirmed. Consultation sessions are open to you too.")
    else:
        text = _("You told us of your experience. The office confirms it when it handles your papers.")
    return Step(order=12, title=_("You may accompany people at once"), text=text, state="done")


def papers_steps(supporter: Supporter) -> list[Step]:
    """R3, R4: needed before anything is paid, not before claiming (C10). One query."""
    today = tokyo_day(timezone.now())
    papers = _papers.all(supporter=supporter.pk)
    renewable = missing_term(papers, today) if supporter.wants_to_accompany else None
    running = [one for one in papers if one.term.ends_on >= today]
    found = [papers_step(one, supporter) for one in running[:1]]
    return [*found, ask_for_papers_step(renewable)] if renewable else found


@Compiled
def _papers() -> QuerySet[Papers]:
    own = Papers.objects.filter(supporter_id=Parameter("supporter", Papers, "supporter"))
    return own.select_related("term").order_by("term__starts_on")


def papers_step(papers: Papers, supporter: Supporter) -> Step:
    texts = {
        PapersState.TO_SEND: _("The office will post them to you."),
        PapersState.SENT: _("They are on their way to you. Sign and seal them, and post one copy back."),
        PapersState.INCOMPLETE: _("Something is missing from what you sent back."),
        PapersState.COMPLETE: _("The office has them all."),
    }
    states: dict[str, StepState] = {PapersState.TO_SEND: "later", PapersState.COMPLETE: "done"}
    state, text = states.get(papers.state, "now"), texts[PapersState(papers.state)]
    if papers.state == PapersState.TO_SEND and not supporter.postal_address:
        state, text = "now", _("The office does not know where to post them.")
    title = _("Papers for the term %(term)s") % {"term": papers.term}
    return Step(75, title, text, state, reverse("network:papers"), _("Your papers"))


def ask_for_papers_step(term: Term) -> Step:
    title = _("Papers for the term %(term)s") % {"term": term}
    text = _("Without them the office can't pay you. Your network ID stays the same.")
    return Step(76, title, text, "now", reverse("network:papers"), _("Ask for the papers"))


def cards(request: HttpRequest) -> list[Card]:
    supporter = signed_in_supporter(request)
    found = []
    if request.user.is_authenticated and is_wrong(request.user.email):
        found.append(Card(1, "network/people/addresses/wrong_address_card.html"))
    if supporter is not None:
        shown = {
            "supporter": supporter,
            "wants": [want.label for want in supporter.wants],
            "language": language_name(supporter.language),
        }
        found.append(Card(10, "network/registering/supporter_card.html", shown, beside=True))
    if request.user.is_authenticated and request.user.works_in_the_office:
        found.append(Card(90, "network/registering/office_card.html", beside=True))
    return found
