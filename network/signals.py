from __future__ import annotations

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed, password_changed, password_reset, password_set, user_logged_in
from django.contrib.auth import signals as auth
from django.contrib.auth.models import Group
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from portal.mail.actions import note_that_mail_arrives
from portal.signals import forget_structure

from .papers.models import Term
from .people.actions.sessions import shorten_sessions
from .people.models import User
from .people.office.needed import refuse_if_needed
from .people.signing_in import first_proof, idle, known_browsers


@receiver([post_save, post_delete], sender=Term)
def forget_terms(**kwargs: Any) -> None:
    forget_structure()


@receiver(email_confirmed)
def confirmed_address_takes_mail(email_address: EmailAddress, **kwargs: Any) -> None:
    note_that_mail_arrives(email_address.email)


@receiver(email_confirmed)
def mailbox_is_proven(request: HttpRequest, email_address: EmailAddress, **kwargs: Any) -> None:
    first_proof.drop_password_of_others(request, email_address.user)
    known_browsers.owner_is_here(request, email_address.user.email)


@receiver([password_changed, password_reset, password_set])
def password_is_set(request: HttpRequest, user: User, **kwargs: Any) -> None:
    known_browsers.owner_is_here(request, user.email)


@receiver(user_logged_in)
def address_of_a_code_takes_mail(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Whoever has typed a code from a mail reads mail."""
    for record in get_authentication_records(request, user):
        if record["method"] == "code":
            note_that_mail_arrives(record["email"])


@receiver(auth.user_logged_in)
def session_begins(request: Any, user: User, **kwargs: Any) -> None:
    idle.begin(request.session, user, timezone.now())


@receiver(m2m_changed, sender=User.groups.through)
@receiver(m2m_changed, sender=User.user_permissions.through)
def office_has_the_shorter_limit(action: str, instance: Any, reverse: bool, pk_set: set[int], **kwargs: Any) -> None:
    """From now on, not from the next request: a telephone that was left signed in would else stay so for days."""
    if action == "post_add":
        shorten_sessions(pk_set if reverse else {instance.pk}, now=timezone.now())


@receiver(post_save, sender=User)
def administrators_have_it_too(instance: User, **kwargs: Any) -> None:
    if instance.is_superuser:
        shorten_sessions({instance.pk}, now=timezone.now())


@receiver(pre_delete, sender=Group)
def role_of_the_office_stays(instance: Group, **kwargs: Any) -> None:
    refuse_if_needed([instance])
