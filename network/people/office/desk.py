"""Wagtail's desk of accounts, as far as its forms speak of the address by which somebody signs in."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet

from portal.forms import EmailAddressField, PlainTextField

from ..addresses.facts import is_address_taken
from ..models import User


class OfficeUserCreationForm(UserCreationForm):
    email = EmailAddressField()
    first_name = PlainTextField(label=_("First name"), max_length=150)
    last_name = PlainTextField(label=_("Last name"), max_length=150)

    def clean_email(self) -> str:
        address: str = self.cleaned_data["email"]
        if is_address_taken(address, but_for=None, now=timezone.now()):
            raise get_adapter().validation_error("email_taken")
        return address

    def save(self, commit: bool = True) -> User:
        """Its owner signs in by a mailed code, which confirms the address, and sets a password if they want one."""
        self.instance.set_unusable_password()
        user: User = super().save(commit=commit)
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
        return user


class OfficeUserEditForm(UserEditForm):
    """Another address is its owner's matter: it has to be confirmed, and the old mailbox told."""

    email = EmailAddressField()
    first_name = PlainTextField(label=_("First name"), max_length=150)
    last_name = PlainTextField(label=_("Last name"), max_length=150)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        is_own = kwargs.get("editing_self", False)
        super().__init__(*args, **kwargs)
        if is_own:
            self.fields["groups"].disabled = True
            self.fields["groups"].help_text = _("Nobody changes their own roles. Another administrator does.")
        self.fields["email"].disabled = True
        self.fields["email"].help_text = _("Its owner changes it on the own page; of a supporter, the desk can.")


class OfficeUserViewSet(UserViewSet):
    def get_form_class(self, for_update: bool = False) -> type[Any]:
        return OfficeUserEditForm if for_update else OfficeUserCreationForm
