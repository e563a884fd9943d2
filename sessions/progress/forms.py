from __future__ import annotations

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.careful.forms import CarefulForm, CarefulTextField
from portal.forms import IdempotentForm, PlainTextField
from portal.texts import say, sentences_of

from .facts import unprintable_in
from .rules.certificates import LONGEST_NAME, Reason, judge_name

SENTENCES: dict[Reason, Promise] = {
    Reason.NOT_COMPLETED: _(
        "The training is not completed yet. The page of your learning group shows what is still to do."
    ),
    Reason.HAS_LEFT: _("This person has left the network, so no certificate is issued."),
    Reason.REVOKED: _("The office has revoked this certificate. If that is a mistake, ask the office."),
    Reason.NAME_MISSING: _("Type the name, or choose your network ID."),
    Reason.NAME_UNPRINTABLE: _("These characters can't be printed: %(characters)s. Write the name without them."),
    Reason.NOT_VALID: _("This certificate is not valid any more. Look at the list again."),
    Reason.STILL_VALID: _("This certificate is valid. Look at the list again."),
}
# Of decisions about certificates; those about a name stand at its field.
sentences = sentences_of(SENTENCES)


CHOSEN_NAME, NETWORK_ID = "chosen_name", "network_id"


class NameForm(IdempotentForm):
    """What stands on the certificate. The name is typed here and copied from nowhere."""

    name_on = forms.ChoiceField(
        label=_("What should the certificate show?"),
        choices=[(CHOSEN_NAME, _("A name I choose")), (NETWORK_ID, _("My network ID alone"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    name = PlainTextField(
        label=_("The name"),
        help_text=_(
            "Only if you choose a name: as you want others to read it. It need not be the name you registered with."
        ),
        max_length=LONGEST_NAME,
        required=False,
    )

    def clean(self) -> None:
        if self.cleaned_data.get("name_on") == CHOSEN_NAME and "name" in self.cleaned_data:
            name = self.cleaned_data["name"]
            unprintable = unprintable_in(name)
            for sentence in say(judge_name(name, unprintable).reasons, SENTENCES, characters=", ".join(unprintable)):
                self.add_error("name", sentence)

    @property
    def chosen(self) -> str:
        """Empty: the network ID alone."""
        return str(self.cleaned_data["name"]) if self.cleaned_data["name_on"] == CHOSEN_NAME else ""


class VerifyForm(forms.Form):
    code = PlainTextField(label=_("Certificate code"), max_length=100)


class ReasonForm(CarefulForm, IdempotentForm):
    reason = CarefulTextField(
        label=_("Reason"),
        help_text=_("It is kept in the record. Write no name."),
        max_length=200,
        widget=forms.TextInput(),
    )
