from __future__ import annotations

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed, user_logged_in
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest

from portal.mail.actions import note_that_mail_arrives
from portal.signals import forget_structure

from .models import Term, User


@receiver([post_save, post_delete], sender=Term)
def forget_terms(**kwargs: Any) -> None:
    forget_structure()


@receiver(email_confirmed)
def confirmed_address_takes_mail(email_address: EmailAddress, **kwargs: Any) -> None:
    note_that_mail_arrives(email_address.email)


@receiver(user_logged_in)
def address_of_a_code_takes_mail(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Whoever has typed a code from a mail reads mail."""
    for record in get_authentication_records(request, user):
        if record["method"] == "code":
            note_that_mail_arrives(record["email"])
