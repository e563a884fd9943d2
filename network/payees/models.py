"""The bank account to which a supporter's honorarium goes (R3)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.fields import EncryptedJSONField, EncryptedTextField
from portal.numbered import Numbered

from ..people.models import Supporter
from .enums import AccountKind


class PayeeAccount(models.Model):
    """Keyed twice and found alike. Number and holder are never in clear; lists show the last three digits."""

    supporter = models.OneToOneField(Supporter, on_delete=models.PROTECT, related_name="payee_account")
    bank_code = models.CharField(_("bank code"), max_length=4)
    bank_name = models.CharField(_("bank"), max_length=60)
    branch_code = models.CharField(_("branch code"), max_length=3)
    branch_name = models.CharField(_("branch"), max_length=60)
    kind = models.CharField(_("kind of account"), max_length=1, choices=AccountKind.choices)
    number = EncryptedTextField(_("account number"))
    # Half-width kana as bank files hold it.
    holder = EncryptedTextField(_("account holder"))
    last_three = models.CharField(_("last three digits"), max_length=3)
    # Why bank or branch was not taken from the banks' own list; empty where it was.
    override_reason = models.CharField(_("why not from the list"), max_length=200, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed at"))

    class Meta:
        verbose_name = _("payee account")
        verbose_name_plural = _("payee accounts")
        default_permissions = ()
        permissions = [
            ("key_payeeaccount", "Can key in payee accounts"),
            ("see_payeeaccount", "Can see a whole payee account"),
        ]

    def __str__(self) -> str:
        return f"…{self.last_three}"


class AccountEntry(Numbered):
    """The first of the two keyings, waiting for the second. Nothing of it is shown to whoever keys the second."""

    supporter = models.OneToOneField(Supporter, on_delete=models.CASCADE, related_name="account_entry")
    values = EncryptedJSONField()
    keyed_by_id = models.BigIntegerField()
    by_supporter = models.BooleanField()
    keyed_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
