"""What is typed of a bank account, read by the rules and refused with every reason at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.forms import PlainTextField, SentAnewForm, SwitchableForm
from portal.texts import say

from . import banks
from .enums import AccountKind
from .rules import accounts as rules
from .rules.accounts import AccountReason, Keyed, OverrideReason, SeenFor
from .rules.kana import LONGEST, Holder, KanaReason, Offence, read_holder

DIGITS = {"inputmode": "numeric", "autocomplete": "off"}
SENTENCES: dict[AccountReason, Promise] = {
    AccountReason.NUMBER_MISSING: _("Type the number."),
    AccountReason.NUMBER_NOT_DIGITS: _("The number has digits only."),
    AccountReason.NUMBER_TOO_LONG: _("An account number has 7 digits at most."),
    AccountReason.CODE_WRONG: _("A bank's code has 4 digits, a branch's code has 3."),
    AccountReason.SYMBOL_WRONG: _("The symbol (記号) has 5 digits and begins with 1 or 0."),
    AccountReason.POST_NUMBER_TOO_LONG: _("The number (番号) has 8 digits at most."),
    AccountReason.POST_NUMBER_ENDS_OTHERWISE: _(
        "Where the symbol (記号) begins with 1, the number (番号) ends with 1."
    ),
    AccountReason.GIRO_NUMBER_TOO_LONG: _(
        "Where the symbol (記号) begins with 0, the number (番号) has 6 digits at most."
    ),
}
OVERRIDE_REASONS: dict[OverrideReason, Promise] = {
    OverrideReason.NEWER: _("The bank or branch is newer than the list"),
    OverrideReason.RENAMED: _("The bank or branch has a new name or code"),
    OverrideReason.OTHER: _("The passbook says something else than the list"),
}
SEEN_FOR: dict[SeenFor, Promise] = {
    SeenFor.PAYMENT: _("To prepare a payment"),
    SeenFor.RETURNED: _("A payment came back"),
    SeenFor.PAPER: _("To compare it with the payee form"),
    SeenFor.ASKED: _("The supporter asked about it"),
    SeenFor.AUDIT: _("For an audit"),
}
FIELDS: dict[str, Promise] = {
    "bank_code": _("bank"),
    "branch_code": _("branch"),
    "kind": _("kind of account"),
    "number": _("account number"),
    "holder": _("account holder"),
}


def sentences(reasons: tuple[AccountReason, ...]) -> list[str]:
    return say(reasons, SENTENCES)


class DigitsField(PlainTextField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, widget=forms.TextInput(attrs=DIGITS), **kwargs)


class HolderField(PlainTextField):
    """Cleans to the half-width kana of bank files."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Account holder in kana"),
            help_text=_("As the passbook shows it in katakana or Latin capitals, for example グエン ティ ラン."),
            max_length=200,
            widget=forms.TextInput(attrs={"autocomplete": "off", "lang": "ja"}),
        )

    def clean(self, value: Any) -> str:
        holder = read_holder(super().clean(value))
        if holder.reasons:
            raise ValidationError(_refusals(holder))
        return holder.text


def _refusals(holder: Holder) -> list[str]:
    found = [_not_permitted(offence) for offence in holder.offences]
    if KanaReason.TOO_LONG in holder.reasons:
        sentence = _("A bank file holds %(most)d characters; this name has %(length)d, voiced marks included.")
        found.append(sentence % {"most": LONGEST, "length": holder.length})
    if KanaReason.EMPTY in holder.reasons:
        found.append(str(_("Type the name of the account holder.")))
    return found


def _not_permitted(offence: Offence) -> str:
    sentence = _("“%(character)s” (character %(position)d) cannot stand in a bank file.")
    return sentence % {"character": offence.name, "position": offence.position}


class SearchForm(forms.Form):
    q = PlainTextField(
        label=_("Name or code"), max_length=60, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class KeyingForm(SwitchableForm, SentAnewForm):
    """What every way of keying an account ends with: `keyed()`."""

    def keyed(self) -> Keyed:
        raise NotImplementedError


class NumberForm(KeyingForm):
    """The rest of an account whose bank and branch are known."""

    kind = forms.ChoiceField(label=_("Kind of account"), choices=AccountKind.choices, widget=forms.RadioSelect)
    number = DigitsField(
        label=_("Account number"), help_text=_("7 digits. Shorter numbers are filled up with zeros on the left.")
    )
    holder = HolderField()

    def __init__(self, *args: Any, bank: banks.Place, branch: banks.Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bank, self.branch = bank, branch
        self.fields["kind"].initial = AccountKind.ORDINARY

    def clean_number(self) -> str:
        return read(rules.read_number(self.cleaned_data["number"]))

    def keyed(self) -> Keyed:
        given = self.cleaned_data
        return Keyed(
            self.bank.code, self.bank.name, self.branch.code, self.branch.name,
            given["kind"], given["number"], given["holder"],
        )  # fmt: skip


class UnlistedForm(KeyingForm):
    """For a bank or branch that isn't in the list as the passbook has it."""

    reason = forms.ChoiceField(
        label=_("Why not from the list?"),
        choices=[(code.value, label) for code, label in OVERRIDE_REASONS.items()],
        widget=forms.RadioSelect,
    )
    bank_code = DigitsField(label=_("Code of the bank"), help_text=_("4 digits"))
    bank_name = PlainTextField(label=_("Name of the bank"), max_length=60)
    branch_code = DigitsField(label=_("Code of the branch"), help_text=_("3 digits"))
    branch_name = PlainTextField(label=_("Name of the branch"), max_length=60)
    kind = forms.ChoiceField(
        label=_("Kind of account"), choices=AccountKind.choices, initial=AccountKind.ORDINARY, widget=forms.RadioSelect
    )
    number = DigitsField(
        label=_("Account number"), help_text=_("7 digits. Shorter numbers are filled up with zeros on the left.")
    )
    holder = HolderField()

    def clean_bank_code(self) -> str:
        return read(rules.read_code(self.cleaned_data["bank_code"], rules.BANK_CODE_LENGTH))

    def clean_branch_code(self) -> str:
        return read(rules.read_code(self.cleaned_data["branch_code"], rules.BRANCH_CODE_LENGTH))

    def clean_number(self) -> str:
        return read(rules.read_number(self.cleaned_data["number"]))

    def keyed(self) -> Keyed:
        given = {field: self.cleaned_data[field] for field in Keyed.__dataclass_fields__ if field in self.cleaned_data}
        return Keyed(**given, override_reason=self.cleaned_data["reason"])


class PostForm(KeyingForm):
    """Japan Post Bank, from the symbol and number of its passbook."""

    symbol = DigitsField(
        label=_("Symbol (記号)"),
        help_text=_("5 digits, for example 10180. A sixth digit that stands apart does not count."),
    )
    number = DigitsField(label=_("Number (番号)"), help_text=_("Up to 8 digits, as in the passbook."))
    holder = HolderField()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "symbol" not in cleaned or "number" not in cleaned:
            return cleaned
        self.reading = rules.read_post_account(cleaned["symbol"], cleaned["number"])
        for field, reasons in (("symbol", self.reading.symbol_reasons), ("number", self.reading.number_reasons)):
            for sentence in sentences(reasons):
                self.add_error(field, sentence)
        if self.reading.is_read and banks.branch(rules.JAPAN_POST_BANK, self.reading.branch_code) is None:
            self.add_error("symbol", _("Japan Post Bank has no branch for this symbol. Look at the passbook again."))
        return cleaned

    def keyed(self) -> Keyed:
        bank = banks.bank(rules.JAPAN_POST_BANK)
        branch = banks.branch(rules.JAPAN_POST_BANK, self.reading.branch_code)
        assert bank is not None
        assert branch is not None
        read = self.reading
        return Keyed(
            bank.code, bank.name, branch.code, branch.name, read.kind, read.number, self.cleaned_data["holder"]
        )


def read(reading: rules.Reading) -> str:
    if reading.reasons:
        raise ValidationError(sentences(reading.reasons))
    return reading.digits


class SeeForm(forms.Form):
    """Asked before the whole account is shown; nothing free is written, for the owner reads it."""

    reason = forms.ChoiceField(
        label=_("Why do you need the whole account?"),
        choices=[(code.value, label) for code, label in SEEN_FOR.items()],
        widget=forms.RadioSelect,
        help_text=_("The supporter is shown this reason, with day and time."),
    )
