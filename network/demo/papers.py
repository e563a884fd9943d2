"""Papers of the demo's people: complete, incomplete, to be sent."""

from __future__ import annotations

from datetime import datetime

from portal.dates import tokyo_day
from portal.mail import Failure, OutboxMail
from portal.mail.sending import give_up

from ..papers.actions import NEWS_MAIL, move_papers, open_papers
from ..papers.enums import MissingPart, PapersState
from ..papers.models import Papers, Term
from ..people.models import Supporter, User

DESK = "desk@example.org"
REFUSED = "learner@example.org"


def load_papers(now: datetime) -> None:
    by_id = User.objects.get(email=DESK).pk
    term = Term.objects.on(tokyo_day(now)).get()
    first = Term.objects.order_by("starts_on")[0]
    for email, terms, missing in (
        ("supporter@example.org", (first, term), []),
        ("learner@example.org", (term,), [MissingPart.SEAL]),
    ):
        supporter = Supporter.objects.get(user__email=email)
        for one in terms:
            load_set(supporter, one, missing, by_id, now)
    # For the desk's list of mails that could not be sent.
    give_up(OutboxMail.objects.filter(kind=NEWS_MAIL, recipient__email=REFUSED), Failure.REFUSED, now)


def load_set(supporter: Supporter, term: Term, missing: list[MissingPart], by_id: int, now: datetime) -> None:
    papers = open_papers(supporter, term, by_id=supporter.user_id, now=now)
    if papers.state != PapersState.TO_SEND:
        return
    papers = move_papers(papers, PapersState.SENT, by_id=by_id, now=now)
    back = PapersState.INCOMPLETE if missing else PapersState.COMPLETE
    move_papers(Papers.objects.get(pk=papers.pk), back, missing=missing, by_id=by_id, now=now)
