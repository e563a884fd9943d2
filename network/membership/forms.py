"""The pages of the registration once more, to correct what was said."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.forms import PlainTextField

from ..people.enums import Want
from ..people.facts import find_supporter
from ..people.models import Supporter
from ..registering.forms import LANGUAGE_ROWS, AboutForm, PostalForm, SpeakForm, WishForm

FORMS: dict[str, type[forms.Form]] = {"about": AboutForm, "reach": PostalForm, "speak": SpeakForm, "wish": WishForm}
# On the forms under their own names, in the row each by itself.
WISHES = {
    Want.ACCOMPANY: "wants_to_accompany",
    Want.LEARN: "wants_to_learn",
    Want.FOREIGN_ORIGIN_TRAINING: "wants_foreign_origin_training",
}


def known(supporter: Supporter) -> dict[str, Any]:
    """What stands in the row, as initial values of all pages."""
    rows = dict(zip(LANGUAGE_ROWS, supporter.languages_spoken.all(), strict=False))
    return {
        **{name: getattr(supporter, name) for page in FORMS.values() for name in page.base_fields if name != "wants"},
        "wants": supporter.wants,
        **{f"language_{row}": one.language for row, one in rows.items()},
        **{f"level_{row}": one.level for row, one in rows.items()},
    }


def told(form: forms.Form) -> dict[str, Any]:
    """What the page says, as fields of the row."""
    if isinstance(form, WishForm):
        wants = form.cleaned_data["wants"]
        rest = {name: form.cleaned_data[name] for name in ("has_declared_experience", "experience_account")}
        return {**{field: want in wants for want, field in WISHES.items()}, **rest}
    return {name: form.cleaned_data[name] for name in type(form).base_fields}


class ByNetworkIdForm(forms.Form):
    """For what can't be taken back: the network ID is typed once more."""

    network_id = PlainTextField(
        label=_("Type the network ID to confirm"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args: Any, supporter: Supporter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.supporter = supporter

    def clean_network_id(self) -> str:
        typed: str = self.cleaned_data["network_id"]
        if find_supporter(typed) != self.supporter:
            raise forms.ValidationError(_("This is another network ID. Compare each character."))
        return typed
