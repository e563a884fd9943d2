"""`client.force_login` means: signed in as far as it goes, with the second factor of whoever has one.

The portal takes nobody's word for that (network's `second_factor`): a session counts only with a record of the code,
which `force_login` doesn't write. So the tests write it. A sign-in through the portal's own pages is left alone.
"""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from network.models import User
from network.people.signing_in.second_factor import remember_shown


@receiver(user_logged_in)
def with_the_second_factor(request: HttpRequest, user: User, **kwargs: Any) -> None:
    came_through_a_page = request.method is not None  # the test client's own door makes an empty request
    if came_through_a_page:
        return
    app = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if app is not None:
        remember_shown(request.session, app)
