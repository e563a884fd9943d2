from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.forms import IdempotentForm, PlainTextField, plain_text
from portal.pages import language_name

from ..actions import Registration
from ..enums import Prefecture, Want
from ..models import User, normalise_email

# Goes up whenever what a person agrees to changes (PURPOSE); who agreed to which is kept.
CONSENT_VERSION = "2026-11"
PURPOSE = _(
    "The office uses what you write here to keep your place in the network: to send you mail about courses, "
    "consultation sessions and claims, and to prepare the papers of the honorarium."
)

# Full-width digits and Latin letters, half-width kana.
OTHER_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ･-ﾟ]+")


class AddressField(forms.EmailField):
    def __init__(self) -> None:
        super().__init__(
            label=_("E-mail"),
            max_length=User._meta.get_field("email").max_length,
            widget=forms.EmailInput(attrs={"autocomplete": "email"}),
            help_text=_("Your network ID is sent there."),
        )

    def to_python(self, value: Any) -> str:
        return normalise_email(plain_text(str(value or "")))

    def validate(self, value: str) -> None:
        super().validate(value)
        try:
            value.rpartition("@")[2].encode("idna")
        except UnicodeError as error:
            raise ValidationError(_("No mail can be sent to this address.")) from error


class RegistrationForm(IdempotentForm):
    """R1, R2, J1, R5."""

    name = PlainTextField(
        label=_("Your name"),
        max_length=100,
        help_text=_("The name you go by. Any script will do."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    prefecture = forms.ChoiceField(
        label=_("Prefecture where you live"), choices=[("", _("Please choose")), *Prefecture.choices]
    )
    language = forms.ChoiceField(
        label=_("Language you like to read"),
        help_text=_("Our mails come in this language."),
        choices=[(code, language_name(code)) for code, _name in settings.LANGUAGES],
        widget=forms.RadioSelect,
        initial=get_language,
    )
    wants = forms.MultipleChoiceField(
        label=_("What you want"),
        help_text=_("Choose one or more."),
        choices=Want.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )
    has_declared_experience = forms.BooleanField(
        label=_("I have accompanied people to offices, hospitals or courts before"),
        help_text=_("With experience you may accompany at once. The office confirms it with your papers."),
        required=False,
    )
    email = AddressField()
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 8 characters. You can also sign in by a code that we send you."),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    consent = forms.BooleanField(
        label=_("I agree that my data are used for this"),
        help_text=PURPOSE,
        error_messages={"required": _("Without your consent we can't register you.")},
    )

    def clean_name(self) -> str:
        return in_usual_width(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "password" in cleaned:
            try:
                person = User(email=cleaned.get("email", ""), first_name=cleaned.get("name", ""))
                validate_password(cleaned["password"], person)
            except ValidationError as error:
                self.add_error("password", error)
        if self.errors and "password" not in self.errors:
            # A browser is never sent a password back.
            self["password"].help_text = _("Please type your password once more.")
        return cleaned

    def registration(self) -> Registration:
        given = self.cleaned_data
        return Registration(
            name=given["name"],
            email=given["email"],
            password=given["password"],
            prefecture=given["prefecture"],
            language=given["language"],
            wants=frozenset(given["wants"]),
            has_declared_experience=given["has_declared_experience"],
            consent_version=CONSENT_VERSION,
        )


class SendAgainForm(forms.Form):
    email = AddressField()


def in_usual_width(text: str) -> str:
    """Ｎａｍ → Nam, ﾊﾞﾝ → バン; other signs stay as people write them."""
    usual = OTHER_WIDTH.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return unicodedata.normalize("NFC", usual)
