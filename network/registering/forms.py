"""The pages of the registration, and all of them together (R1, R2, R5, J1)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.careful.forms import CarefulForm, CarefulTextField, NumberlessTextField
from portal.forms import CheckForm, EmailAddressField, PasswordField, PlainTextField, SwitchableForm
from portal.pages import language_name
from portal.readings import usual_width
from portal.templatetags.portal_tags import without_furigana

from ..people.actions.passwords import salt_of
from ..people.enums import Community, ErrandKind, LanguageLevel, Prefecture, SpokenLanguage, Want
from ..people.models import User
from ..people.rules.reach import is_reading, normalise_postal_code, normalise_telephone
from ..people.signing_in.forms import SendsMail
from .actions import Registration

# Goes up whenever what a person agrees to changes (PURPOSE); the text itself is kept with the acceptance.
CONSENT_VERSION = "2026-11"
PURPOSE = _(
    "The office uses what you write here to keep your place in the network: to send you mail about courses, "
    "consultation sessions and claims, and to prepare the papers of the honorarium."
)

LANGUAGE_ROWS = range(1, 6)


class AboutForm(SwitchableForm):
    """Who somebody is."""

    name = PlainTextField(
        label=_("Your name"),
        max_length=100,
        help_text=_("The name you go by. Any script will do."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    name_kana = PlainTextField(
        label=_("Your name in kana"),
        max_length=100,
        required=False,
        help_text=_("As on your bank book, for the payee form. You can add it later."),
    )
    prefecture = forms.ChoiceField(
        label=_("Prefecture where you live"), choices=[("", _("Please choose")), *Prefecture.choices]
    )
    language = forms.ChoiceField(
        label=_("Language you prefer to read"),
        help_text=_("Our mails come in this language."),
        choices=[(code, language_name(code)) for code, _name in settings.LANGUAGES],
        widget=forms.RadioSelect,
        initial=get_language,
    )
    organisation = NumberlessTextField(
        label=_("Organisation you belong to"), help_text=_("Its name alone."), max_length=100, required=False
    )

    def clean_name(self) -> str:
        return usual_width(self.cleaned_data["name"])

    def clean_name_kana(self) -> str:
        kana = usual_width(self.cleaned_data["name_kana"])
        if not is_reading(kana):
            raise ValidationError(_("Write it in hiragana or katakana, or in Latin letters."))
        return kana


class PostalForm(SwitchableForm):
    """Where the papers go (R3)."""

    telephone = PlainTextField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        help_text=_("For questions about your papers. It is stored encrypted."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    postal_code = PlainTextField(
        label=_("Postal code"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric"}),
    )
    postal_address = PlainTextField(
        label=_("Postal address"),
        max_length=200,
        required=False,
        help_text=_("The papers for the honorarium are posted there. You can add it later. It is stored encrypted."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
    )

    def clean_telephone(self) -> str:
        typed = self.cleaned_data["telephone"]
        number = normalise_telephone(typed) if typed else ""
        if number is None:
            raise ValidationError(_("Write ten or eleven digits, like 090-1234-5678."))
        return number

    def clean_postal_code(self) -> str:
        typed = self.cleaned_data["postal_code"]
        code = normalise_postal_code(typed) if typed else ""
        if code is None:
            raise ValidationError(_("A postal code has seven digits, like 110-0005."))
        return code


class ReachForm(PostalForm):
    """How somebody is reached."""

    email = EmailAddressField(
        widget=forms.EmailInput(attrs={"autocomplete": "email"}), help_text=_("Your network ID is sent there.")
    )


class SpeakForm(SwitchableForm):
    """In which languages somebody helps, and where (S5)."""

    errands = forms.MultipleChoiceField(
        label=_("Where can you go along?"),
        choices=ErrandKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    communities = forms.MultipleChoiceField(
        label=_("Communities you belong to"),
        help_text=_(
            "Only if you want to say so. Some people look for a companion of the same origin, others would rather "
            "not meet one. It is used for nothing else, stored encrypted, and you can take it back."
        ),
        choices=Community.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in LANGUAGE_ROWS:
            self.fields[f"language_{row}"] = forms.ChoiceField(
                label=_("Language"), choices=[("", "—"), *SpokenLanguage.choices], required=False
            )
            self.fields[f"level_{row}"] = forms.ChoiceField(
                label=_("How well do you speak it?"), choices=[("", "—"), *LanguageLevel.choices], required=False
            )

    @property
    def first_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return self._rows(LANGUAGE_ROWS[:2])

    @property
    def more_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return self._rows(LANGUAGE_ROWS[2:])

    @property
    def has_more_rows(self) -> bool:
        return any(field.value() for row in self.more_rows for field in row)

    def _rows(self, numbers: range) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"language_{row}"], self[f"level_{row}"]) for row in numbers]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        said: set[str] = set()
        for row in LANGUAGE_ROWS:
            language, level = cleaned.get(f"language_{row}"), cleaned.get(f"level_{row}")
            if language and not level:
                self.add_error(f"level_{row}", _("Say how well you speak it."))
            if level and not language:
                self.add_error(f"language_{row}", _("Choose the language."))
            if language and language in said:
                self.add_error(f"language_{row}", _("This language stands here already."))
            said.add(language or "")
        return cleaned

    def languages(self) -> tuple[tuple[str, str], ...]:
        """(language, level) of each row that is filled in."""
        given = self.cleaned_data
        rows = ((given[f"language_{row}"], given[f"level_{row}"]) for row in LANGUAGE_ROWS)
        return tuple((language, level) for language, level in rows if language)


class WishForm(CarefulForm, SwitchableForm):
    """What somebody wants (J1), and has done before (R5)."""

    wants = forms.MultipleChoiceField(
        label=_("What you want"),
        help_text=_("Choose one or more."),
        choices=Want.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )
    has_declared_experience = forms.BooleanField(
        label=_("I have accompanied people to offices, hospitals or courts before"),
        help_text=_(
            "With experience you may accompany people at once. The office confirms it when it handles your papers."
        ),
        required=False,
    )
    experience_account = CarefulTextField(
        label=_("Your experience in a few words"),
        help_text=_("Since when, how often, where to. Please no names and no stories of the people you helped."),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AccountForm(SwitchableForm):
    """How somebody signs in, and the consent."""

    password = PasswordField(
        help_text=_("At least 8 characters. You can also sign in by a code that we send you."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    consent = forms.BooleanField(
        label=_("I agree that my data are used for this"),
        help_text=PURPOSE,
        error_messages={"required": _("Without your consent we can't register you.")},
    )


class RegistrationForm(AboutForm, ReachForm, SpeakForm, WishForm, AccountForm, CheckForm):
    """All pages together, as they are judged when the last one is sent."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
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
        same = ("name", "name_kana", "email", "telephone", "postal_code", "postal_address", "prefecture")
        more = ("language", "organisation", "has_declared_experience", "experience_account")
        return Registration(
            **{name: given[name] for name in (*same, *more)},
            # Slow on purpose, so here and not inside a transaction.
            password=make_password(given["password"], salt=salt_of(given["idempotency_key"])),
            languages=self.languages(),
            errands=tuple(given["errands"]),
            communities=tuple(given["communities"]),
            wants=frozenset(given["wants"]),
            consent_version=CONSENT_VERSION,
            consent_text=without_furigana(PURPOSE),
        )


class SendAgainForm(SendsMail, forms.Form):
    email = EmailAddressField(
        widget=forms.EmailInput(attrs={"autocomplete": "email"}), help_text=_("Your network ID is sent there.")
    )
