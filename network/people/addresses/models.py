"""A change of the e-mail address by which somebody signs in, for as long as it can be undone."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.fields import EncryptedTextField
from portal.mail.models import address_digest
from portal.numbered import Numbered

from ..models import User
from .enums import OPEN_ADDRESS_CHANGES, AddressChangeState
from .rules import UNDO_WITHIN, WAITS_FOR_LINK, WAITS_FOR_OFFICE


class AddressChangeQuerySet(models.QuerySet["AddressChange"]):
    def of_open_state(self) -> AddressChangeQuerySet:
        """Those that lapsed, and that nobody has written down as such yet, among them."""
        return self.filter(state__in=OPEN_ADDRESS_CHANGES)

    def open(self, now: datetime) -> AddressChangeQuerySet:
        return self.filter(_is_open(now))

    def not_given_up(self, now: datetime) -> AddressChangeQuerySet:
        """Open, or in effect, whether or not that can still be undone."""
        return self.filter(_is_open(now) | Q(state=AddressChangeState.IN_EFFECT))

    def silent(self, now: datetime) -> AddressChangeQuerySet:
        """While one of these is open, nothing goes to the old mailbox."""
        return self.open(now).filter(is_silent=True)

    def for_the_office(self, now: datetime) -> AddressChangeQuerySet:
        """The old mailbox knows nothing of them, so nobody but the office can stop or undo them."""
        return self.filter(is_silent=True).to_be_undone(now)

    def leaving(self, address: str) -> AddressChangeQuerySet:
        return self.filter(old_digest=address_digest(address))

    def in_time(self, now: datetime) -> AddressChangeQuerySet:
        """Open, or in effect and still to be undone."""
        return self.filter(_is_open(now) | _is_young(now))

    def to_be_undone(self, now: datetime) -> AddressChangeQuerySet:
        """Those that have lapsed too: whoever asked for them may not be the owner."""
        return self.filter(Q(state__in=[*OPEN_ADDRESS_CHANGES, AddressChangeState.LAPSED]) | _is_young(now))


def _is_open(now: datetime) -> Q:
    return Q(state=AddressChangeState.ASKED, asked_at__gt=now - WAITS_FOR_LINK) | Q(
        state=AddressChangeState.AT_DESK, changed_at__gt=now - WAITS_FOR_OFFICE
    )


def _is_young(now: datetime) -> Q:
    return Q(state=AddressChangeState.IN_EFFECT, in_effect_at__gt=now - UNDO_WITHIN)


class AddressChange(Numbered):
    """From one address to another. The old one stays reserved for its owner until the change can't be undone."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="address_changes")
    old_address = EncryptedTextField()
    old_digest = models.CharField(max_length=64, db_index=True)
    new_address = EncryptedTextField()
    # Nothing goes to the old mailbox: somebody else reads it, says the owner.
    is_silent = models.BooleanField(default=False)
    # The office had asked for another of which the old mailbox was to be told: whoever decides sees it.
    silences_the_office = models.BooleanField(default=False)
    state = models.CharField(
        _("state"), max_length=10, choices=AddressChangeState.choices, default=AddressChangeState.ASKED
    )
    # The owner, or a colleague for them: who then leaves the confirming to another.
    asker = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(_("since"))
    changed_at = models.DateTimeField()
    in_effect_at = models.DateTimeField(null=True)

    objects = AddressChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of address")
        verbose_name_plural = _("changes of address")
        permissions = [("handle_addresschange", "Can confirm and make changes of address")]
        constraints = [
            # Asking again takes the earlier one's place.
            models.UniqueConstraint(
                fields=["user"], condition=Q(state__in=OPEN_ADDRESS_CHANGES), name="one_open_address_change"
            ),
            models.CheckConstraint(
                condition=Q(state=AddressChangeState.IN_EFFECT, in_effect_at__isnull=False)
                | Q(state=AddressChangeState.UNDONE)
                | (
                    ~Q(state__in=[AddressChangeState.IN_EFFECT, AddressChangeState.UNDONE])
                    & Q(in_effect_at__isnull=True)
                ),
                name="address_in_effect_has_a_time",
            ),
        ]
