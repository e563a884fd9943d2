"""allauth's forms in our words: its own exist in too few languages. ACCOUNT_FORMS and MFA_FORMS name them."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from allauth.account import forms
from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.core import context as current
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as second_step_forms
from allauth.mfa.totp import forms as app_forms
from django.forms import BooleanField, Form, TextInput
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.forms import EmailAddressField, TypedByHandField

from ..actions.account_mails import mail_nobody, mail_reset_link
from ..actions.passwords import set_password_by_link
from ..actions.second_factor import accept_code, accept_code_of_app
from ..facts import owner_of, signed_in_user
from ..models import User
from . import known_browsers, proving, quotas
from .browser_sessions import SHARED_PHONE

LABELS = {
    "login": _("E-mail"),
    "email": _("E-mail"),
    "password": _("Password"),
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "code": _("Code"),
}
HELP = {
    "password": _("If you have forgotten it, have a sign-in code sent to you."),
    "oldpassword": "",
    "code": _("Capital or small letters and spaces do not matter."),
}

# allauth's own read neither full width nor invisible signs.
READ_ANEW: dict[str, Any] = {
    "login": EmailAddressField,
    "email": EmailAddressField,
    "code": partial(TypedByHandField, max_length=40),
}


class InOurWords:
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Once is enough where a code by mail signs in whoever mistyped it.
        self.fields.pop("password2", None)
        for name in self.fields.keys() & READ_ANEW.keys():
            self.fields[name] = READ_ANEW[name](widget=self.fields[name].widget)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.help_text = HELP.get(name, field.help_text)
            field.widget.attrs.pop("placeholder", None)


class SharedPhoneField(BooleanField):
    def __init__(self) -> None:
        super().__init__(
            required=False,
            label=_("This is a shared phone"),
            help_text=_(
                "Tick this if others use it too. You are then signed out after two hours without use, "
                "and when the browser is closed."
            ),
        )


class SaysWhosePhone:
    """What is said holds for the session that begins with it, whatever steps are still between."""

    errors: Any

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]  # of the form beside it
        if not self.errors:
            current.request.session[SHARED_PHONE] = cleaned["shared_phone"]
        return cleaned


class SendsMail:
    """Whoever asks types nothing but an address, so it is counted for that, whether anybody has it or not."""

    cleaned_data: dict[str, Any]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        quota = known_browsers.quota(current.request, email)
        if not quotas.may_be_written_to(quota, now=timezone.now()):
            raise get_account_adapter().validation_error("mails_used_up")
        return email


class LoginForm(SaysWhosePhone, InOurWords, forms.LoginForm):
    shared_phone = SharedPhoneField()


class RequestLoginCodeForm(SaysWhosePhone, SendsMail, InOurWords, forms.RequestLoginCodeForm):
    shared_phone = SharedPhoneField()

    def clean_email(self) -> str:
        """allauth would ask the database more often for some addresses than for others, whose time tells them apart."""
        email = super().clean_email()
        self._user = owner_of(email)  # where allauth's view looks
        return email


class ConfirmLoginCodeForm(InOurWords, forms.ConfirmLoginCodeForm):
    expected_code: str

    def clean_code(self) -> str:
        session = current.request.session.session_key or ""
        if not quotas.may_try_a_mailed_code(session, self.expected_code, now=timezone.now()):
            raise get_account_adapter().validation_error("incorrect_code")
        code: str = super().clean_code()
        return code


class ReauthenticateForm(InOurWords, forms.ReauthenticateForm):
    def clean_password(self) -> str:
        password: str = super().clean_password()
        proving.give_new_cookie(current.request)
        return password


class ChangePasswordForm(InOurWords, forms.ChangePasswordForm):
    user: User

    def clean_oldpassword(self) -> str:
        """Counted: whoever holds somebody's session must not guess here."""
        typed: str = self.cleaned_data["oldpassword"]
        if not get_account_adapter().reauthenticate(self.user, typed):
            raise get_account_adapter().validation_error("enter_current_password")
        return typed


class SetPasswordForm(InOurWords, forms.SetPasswordForm):
    pass


class ResetPasswordForm(SendsMail, InOurWords, forms.ResetPasswordForm):
    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Through the outbox, where the link is made when its mail is sent: allauth would make it now."""
        email: str = self.cleaned_data["email"]
        owner, now = owner_of(email), timezone.now()
        if owner:
            mail_reset_link(owner, email, browser=known_browsers.kind(request, email), now=now)
        else:
            mail_nobody(now=now)
        return email


class ResetPasswordKeyForm(InOurWords, forms.ResetPasswordKeyForm):
    user: User
    temp_key: str

    def save(self) -> None:
        """allauth's own would let each of many windows that send at once set a password."""
        password = self.cleaned_data["password1"]
        if not set_password_by_link(self.user, self.temp_key, password, now=timezone.now()):
            raise ImmediateHttpResponse(redirect(current.request.path))  # which says that the link is used up


class OneTimeCodeField(TypedByHandField):
    def __init__(self, **kwargs: Any) -> None:
        keyboard = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "once"}
        super().__init__(max_length=20, label=_("Code"), widget=TextInput(attrs=keyboard), **kwargs)


class ProofCodeForm(Form):
    """The mailed code by which somebody who is signed in shows that it is they."""

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.fields["code"] = TypedByHandField(max_length=40, label=LABELS["code"], help_text=HELP["code"])
        self.fields["code"].widget.attrs |= {"autocomplete": "one-time-code", "class": "once"}

    def clean_code(self) -> str:
        typed: str = self.cleaned_data["code"]
        if not proving.type_code(self.request, signed_in_user(self.request), typed, now=timezone.now()):
            raise get_account_adapter().validation_error("incorrect_code")
        return typed


class AcceptedOnce:
    """A code is right once. Tries are counted in the database, and what was right starts the count again."""

    user: User
    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        code = "".join(character for character in self.cleaned_data["code"] if character.isalnum())
        now = timezone.now()
        quota = proving.quota(current.request, self.user)
        if not quotas.may_try_a_code_of_an_app(quota, now=now):
            raise get_adapter().validation_error("too_many_codes")
        if not self.accept(code, now):
            raise get_adapter().validation_error("incorrect_code")
        quotas.code_of_an_app_was_right(quota)
        return code

    def accept(self, code: str, now: datetime) -> bool:
        self.authenticator = accept_code(self.user, code, now=now)
        return self.authenticator is not None


class SecondStepForm(AcceptedOnce, second_step_forms.AuthenticateForm):
    code = OneTimeCodeField(help_text=_("The six digits in your app, or one of your recovery codes."))


class SecondStepAgainForm(AcceptedOnce, second_step_forms.ReauthenticateForm):
    code = OneTimeCodeField(help_text=_("The six digits in your app, or one of your recovery codes."))

    def save(self) -> None:
        proving.give_new_cookie(current.request)
        super().save()


class SetUpAppForm(AcceptedOnce, app_forms.ActivateTOTPForm):
    code = OneTimeCodeField(help_text=_("The six digits that the app shows now. They change every 30 seconds."))
    secret: str

    def accept(self, code: str, now: datetime) -> bool:
        return accept_code_of_app(self.secret, code, now=now)
