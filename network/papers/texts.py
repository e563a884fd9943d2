"""Sentences for the reason codes of the papers: what is the matter, and the way out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.texts import sentences_of

from .rules import Reason

SENTENCES = {
    Reason.WRONG_STATE: _("The papers have moved on meanwhile. Look at them again."),
    Reason.ALREADY_COMPLETE: _("These papers are complete already. Nothing was changed."),
    Reason.NOTHING_NAMED: _("Choose what is missing."),
    Reason.HAS_LEFT: _("This person has left the network. Nothing is sent to them."),
    Reason.IS_ERASED: _("The data of this person have been erased. Send the papers back, or destroy them."),
    Reason.NO_ADDRESS: _("There is no postal address. Ask the person to enter it on their page."),
    Reason.NO_TERM: _("No term can be renewed at present."),
    Reason.ALREADY_RENEWED: _("The papers of this term have been asked for already."),
}
sentences = sentences_of(SENTENCES)
