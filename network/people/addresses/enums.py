"""How far a change of address has come, and how the office made sure of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AddressChangeState(models.TextChoices):
    """Of a change of somebody's e-mail address."""

    # The link in the new mailbox hasn't been opened yet.
    ASKED = "asked", _("The link in the new mailbox is not opened yet")
    # It has, and nobody was told in the old one: the office asks by another way.
    AT_DESK = "at_desk", _("To be confirmed by another way")
    IN_EFFECT = "in_effect", _("In effect")
    REPLACED = "replaced", _("Replaced by a newer one")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    # Nobody opened the link, or the office decided nothing, for so long that it ended by itself.
    LAPSED = "lapsed", _("Not confirmed in time")
    REFUSED = "refused", _("Not asked for by the owner")
    UNDONE = "undone", _("Undone")


# Of these an account has one at most.
OPEN_ADDRESS_CHANGES = (AddressChangeState.ASKED, AddressChangeState.AT_DESK)

# A change that is undone takes later ones of the account along, whatever their state.
ADDRESS_TRANSITIONS: dict[str, frozenset[str]] = {
    AddressChangeState.ASKED: frozenset(AddressChangeState) - {AddressChangeState.ASKED},
    AddressChangeState.AT_DESK: frozenset(
        {
            *(AddressChangeState.IN_EFFECT, AddressChangeState.REPLACED, AddressChangeState.WITHDRAWN),
            *(AddressChangeState.LAPSED, AddressChangeState.REFUSED),
        }
    ),
    # Whoever asked may not be the owner, though nothing came of it.
    AddressChangeState.LAPSED: frozenset({AddressChangeState.REFUSED, AddressChangeState.UNDONE}),
    AddressChangeState.IN_EFFECT: frozenset({AddressChangeState.UNDONE}),
    AddressChangeState.REPLACED: frozenset(),
    AddressChangeState.WITHDRAWN: frozenset(),
    AddressChangeState.REFUSED: frozenset(),
    AddressChangeState.UNDONE: frozenset(),
}


class AskedBy(models.TextChoices):
    """How the office made sure that it is the owner of an account who wants another address."""

    TELEPHONE = "telephone", _("By telephone, at the number that we know")
    IN_PERSON = "in_person", _("In person")
    POST = "post", _("By post")
