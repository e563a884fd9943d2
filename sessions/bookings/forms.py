from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from network.models import Supporter
from network.people.facts import find_supporter
from portal.forms import IdempotentForm, PlainTextField

from .enums import GUEST_ROLES, Role
from .models import Booking

TAKES_PART_AS = {
    Role.HELPER: _("As a helper: with your experience you think about the cases together with others"),
    Role.LEARNER: _("To learn: you listen, and ask what you want to understand"),
}


class ApplyForm(IdempotentForm):
    """In which role. With only one there is nothing to choose."""

    role = forms.ChoiceField(
        label=_("How do you want to take part?"),
        widget=forms.RadioSelect,
        error_messages={name: _("Choose how you want to take part.") for name in ("required", "invalid_choice")},
    )

    def __init__(self, data: Any = None, *, roles: Sequence[str]) -> None:
        super().__init__(data)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(role, TAKES_PART_AS[Role(role)]) for role in roles]
        if len(roles) == 1:
            field.widget, field.initial = forms.HiddenInput(), roles[0]


class GuestForm(forms.Form):
    """At the desk: an expert or interpreter, by the network ID."""

    network_id = PlainTextField(label=_("Network ID"), max_length=40)
    role = forms.ChoiceField(label=_("Role"), choices=[(role, role.label) for role in Role if role in GUEST_ROLES])

    def clean_network_id(self) -> Supporter:
        supporter = find_supporter(self.cleaned_data["network_id"])
        if supporter is None:
            raise forms.ValidationError(_("Nobody has this network ID. Compare each character."))
        return supporter


class BulkForm(forms.Form):
    """At the desk: those who are confirmed together."""

    bookings = forms.ModelMultipleChoiceField(
        queryset=Booking.objects.none(), error_messages={"required": _("Tick at least one person.")}
    )

    def __init__(self, data: Any = None, *, bookings: QuerySet[Booking]) -> None:
        super().__init__(data)
        field = self.fields["bookings"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = bookings
