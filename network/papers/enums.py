"""Where papers can be, how they move on, and what can be missing of them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PapersState(models.TextChoices):
    """Where a supporter's papers of one term are (R3)."""

    TO_SEND = "to_send", _("To be sent")
    SENT = "sent", pgettext_lazy("papers", "Sent")
    INCOMPLETE = "incomplete", _("Incomplete")
    COMPLETE = "complete", _("Complete")


PAPERS_TRANSITIONS: dict[str, frozenset[str]] = {
    # Somebody may bring the papers along before they are posted.
    PapersState.TO_SEND: frozenset({PapersState.SENT, PapersState.INCOMPLETE, PapersState.COMPLETE}),
    PapersState.SENT: frozenset({PapersState.INCOMPLETE, PapersState.COMPLETE}),
    # New forms go out where the old ones were spoilt.
    PapersState.INCOMPLETE: frozenset({PapersState.SENT, PapersState.INCOMPLETE, PapersState.COMPLETE}),
    PapersState.COMPLETE: frozenset({PapersState.INCOMPLETE}),
}


class MissingPart(models.TextChoices):
    """Why papers that came back are not complete."""

    AGREEMENT = "agreement", _("The agreement is not in the envelope")
    SIGNATURE = "signature", _("The agreement is not signed")
    SEAL = "seal", _("The agreement is not sealed")
    PAYEE_FORM = "payee_form", _("The payee form is not in the envelope")
    ACCOUNT = "account", _("The account on the payee form cannot be read or does not exist")
    NAME = "name", _("The names on the papers differ")
    OTHER_TERM = "other_term", _("The papers are for another term")
