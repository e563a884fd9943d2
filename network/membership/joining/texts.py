from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.texts import sentences_of

from .rules import Reason

SENTENCES = {
    Reason.SAME_RECORD: _("This is one record, not two."),
    Reason.HAS_LEFT: _(
        "One of the two has left the network, or the data are erased. Nothing is joined with that record."
    ),
    Reason.OWN_RECORD: _("One of the two is you. Nobody joins their own record: ask two colleagues."),
    Reason.ACCOUNTS_DIFFER: _(
        "Two confirmed payee accounts differ. Ask the person which one is right, and key it for both first."
    ),
    Reason.TWO_COLLEAGUES: _(
        "Both logins belong to the office. An administrator takes the groups from one of them first."
    ),
    Reason.ADDRESS_IS_CHANGING: _(
        "An e-mail address of one of the two is being changed, or was within 72 hours. Wait until that is over."
    ),
    Reason.IMPORT_AT_WORK: _("Members are being imported, or an import is being undone. Wait until that is over."),
}
sentences = sentences_of(SENTENCES)
