"""allauth's forms in our words: its own exist in too few languages. ACCOUNT_FORMS names them."""

from __future__ import annotations

from typing import Any

from allauth.account import forms
from django.utils.translation import gettext_lazy as _

LABELS = {
    "login": _("E-mail"),
    "email": _("E-mail"),
    "password": _("Password"),
    "remember": _("Keep me signed in on this device. Not on a shared one."),
    "oldpassword": _("Password until now"),
    "password1": _("New password"),
    "code": _("Code"),
}
HELP = {
    "password": _("If you have forgotten it, have a sign-in code sent to you."),
    "oldpassword": "",
    "code": _("Capital or small letters and spaces do not matter."),
}


class InOurWords:
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Once is enough where a code by mail signs in whoever mistyped it.
        self.fields.pop("password2", None)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.help_text = HELP.get(name, field.help_text)
            field.widget.attrs.pop("placeholder", None)


class LoginForm(InOurWords, forms.LoginForm):
    pass


class RequestLoginCodeForm(InOurWords, forms.RequestLoginCodeForm):
    pass


class ConfirmLoginCodeForm(InOurWords, forms.ConfirmLoginCodeForm):
    pass


class ReauthenticateForm(InOurWords, forms.ReauthenticateForm):
    pass


class AddEmailForm(InOurWords, forms.AddEmailForm):
    pass


class ChangePasswordForm(InOurWords, forms.ChangePasswordForm):
    pass


class ResetPasswordForm(InOurWords, forms.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(InOurWords, forms.ResetPasswordKeyForm):
    pass
