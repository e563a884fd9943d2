"""The fixed words on the papers, said in any language, and the notation in which texts reach the templates."""

from __future__ import annotations

import unicodedata

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from portal.printing.pieces import Run, runs
from portal.printing.typesetting import coverage
from portal.readings import composed

# What templates show: lines of runs, each run a piece of text and its reading, empty where there is none.
Said = list[list[Run]]

# They only choose between shapes of the character before them, which the fonts print in its usual one.
SHAPE_SELECTORS = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}

WORDS = {
    "to_send_back": _("To send back"),
    "to_keep": _("For you to keep"),
    "network_id": _("Network ID"),
    "term": _("Registration term"),
    "name": _("Name"),
    "kana": _("Reading of the name, in kana"),
    "address": _("Address"),
    "office": _("Office"),
    "supporter": _("Supporter"),
    "date": _("Date"),
    "signature": _("Signature"),
    "seal": _("Seal"),
    "agreement_how": _(
        "Sign and seal both copies. Keep one. Send the other back together with the payee form. "
        "If something printed here is wrong, cross it out and write what is right beside it."
    ),
    "payee_form": _("Payee form"),
    "payee_how": _("Write down the account that is to receive your honorarium: fill in A or B, and always C."),
    "bank_account": _("Account at a bank"),
    "bank": _("Bank and its number"),
    "branch": _("Branch and its number"),
    "kind": _("Kind of account"),
    "ordinary": _("Ordinary account"),
    "current": _("Current account"),
    "savings": _("Savings account"),
    "number": _("Account number"),
    "post_bank": _("Account at Japan Post Bank"),
    "post_symbol": _("Symbol in the passbook"),
    "post_number": _("Number in the passbook"),
    "for_both": _("Account holder"),
    "holder": _("In kana, as in the passbook"),
    "never_enclose": _("Please send no identity document and no My Number with it."),
    "return_to": _("Send to"),
}
CLAUSE = _("Clause %(number)s")


def words_in(language: str) -> dict[str, Said]:
    with translation.override(language):
        return {key: said(str(word)) for key, word in WORDS.items()}


def clause_in(language: str, number: int) -> str:
    with translation.override(language):
        return str(CLAUSE) % {"number": number}


def said(text: str) -> Said:
    return [runs(line) for line in plain(text).split("\n")]


def plain(text: str) -> str:
    """One way to write each character; where the fonts lack one as typed, the one Unicode takes for the same."""
    has = coverage().has
    written = composed(text.replace("\r\n", "\n").replace("\t", " "))
    return "".join(
        character if has(character) else unicodedata.normalize("NFC", character)
        for character in written
        if ord(character) not in SHAPE_SELECTORS
    )
