"""The log as it is written: whatever is asked for and whatever breaks, it names nobody and gives no password away."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
from urllib.parse import quote

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from pytest_django import Settings

from network.models import User
from portal.logs import SIGNS, Line, error_id
from tests.factories import SupporterFactory
from tests.portal.logged import log

EMAIL = "linh.secret@example.org"
TOKEN = "6b1f0c1e-8a57-4c0e-9d0e-1a2b3c4d5e6f"
KEY = "MzQ-c8f2e1"

# Where something secret stands in an address, and what becomes of it when it is typed, cut off or passed on.
ADDRESSES = [
    f"/calendar/{TOKEN}.ics",
    f"/calendar/{TOKEN}",
    f"/calendar/{TOKEN}/",
    f"/calendar/{TOKEN}.ics/",
    f"/calendar/{TOKEN.upper()}.ICS",
    f"/CALENDAR/{TOKEN}.ics",
    f"//calendar//{TOKEN}.ics",
    f"/vi/calendar/{TOKEN}.ics",
    f"/ja-hira/meet/calendar/{TOKEN}/",
    f"/calendar/{quote(TOKEN.replace('-', '‐'))}.ics",
    f"/calendar/%20{TOKEN}.ics%0A",
    f"/calendar/?token={TOKEN}",
    f"/static/{TOKEN}.css",
    f"/media/{TOKEN}.mp4",
    f"/vi/account/password/reset/key/{KEY}-{TOKEN}/",
    f"/vi/account/confirm-email/{TOKEN}/",
    f"/vi/meet/bookings/{TOKEN}/join/",
    f"/c/{TOKEN}/",
    f"/vi/claims/{TOKEN}/",
    f"/admin/{TOKEN}/",
]
PIECES = TOKEN.upper().split("-")


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post", "delete"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_secret_in_an_address_is_not_written_in_any_spelling(address: str, method: str) -> None:
    client = Client(raise_request_exception=False)

    with log() as written:
        response = getattr(client, method)(address)

    assert [piece for piece in PIECES if piece in written.getvalue().upper()] == []
    assert response.status_code < 400 or f"status={response.status_code}" in written.getvalue()


@pytest.mark.django_db
def test_host_that_is_not_ours_is_not_written() -> None:
    with log() as written:
        response = Client(raise_request_exception=False).get("/vi/", headers={"host": f"{TOKEN}.example.org"})

    assert response.status_code == 400
    assert "logger=django.security.DisallowedHost" in written.getvalue()
    assert PIECES[0].lower() not in written.getvalue()


@pytest.mark.django_db
def test_line_of_an_answer_says_its_id_route_and_status() -> None:
    with log() as written:
        response = Client().get("/calendar/nobodys.ics")

    made = response.wsgi_request.error_id
    assert re.fullmatch(f"[{SIGNS}]{{8}}", made)
    assert f"error_id={made} method=GET status=404 route=calendar_feed " in written.getvalue()
    assert error_id() == ""


@pytest.mark.django_db
def test_each_request_has_an_id_of_its_own() -> None:
    made = {Client().get("/health/").wsgi_request.error_id for _request in range(20)}

    assert len(made) == 20


@pytest.mark.django_db
def test_row_that_is_there_already_breaks_without_telling_its_values(settings: Settings) -> None:
    """PostgreSQL says: `DETAIL: Key (email)=(…) already exists.`"""
    SupporterFactory(user__email=EMAIL)
    settings.ROOT_URLCONF = __name__

    with log() as written:
        response = Client(raise_request_exception=False).post("/twice/", {"email": EMAIL})

    assert response.status_code == 500
    assert 'error="IntegrityError at ' in written.getvalue()
    assert "in make_twice" in written.getvalue()
    assert "route=twice event" in written.getvalue()
    assert written.getvalue().count("\n") == 1
    assert EMAIL not in written.getvalue()


@csrf_exempt
def make_twice(request: HttpRequest) -> HttpResponse:
    User.objects.create(email=request.POST["email"])
    return HttpResponse()


urlpatterns = [path("twice/", make_twice, name="twice")]


@pytest.mark.parametrize(
    ("words", "values", "event"),
    [
        ("mail to %s bounced", (EMAIL,), 'event="mail to %s bounced"'),
        ("mail to %(who)s bounced", ({"who": EMAIL},), 'event="mail to %(who)s bounced"'),
        (f"mail to {EMAIL} bounced", (), "event=test_logs:"),
        (ValueError(EMAIL), (), "event=test_logs:"),
    ],
)
def test_package_is_written_without_its_values(words: object, values: tuple[object, ...], event: str) -> None:
    with log() as written:
        logging.getLogger("some.package").warning(words, *values, extra={"who": EMAIL}, stack_info=True)

    assert event in written.getvalue()
    assert EMAIL not in written.getvalue()


def test_room_of_ours_is_written_with_its_values() -> None:
    with log() as written:
        logging.getLogger("portal.tick").error("job %s failed", "portal.send_due_mail")

    assert 'logger=portal.tick event="job portal.send_due_mail failed"\n' in written.getvalue()


def test_line_that_cannot_be_put_together_tells_no_values() -> None:
    """A formatter that raised would let Python print words and values beside the log."""
    broken = logging.LogRecord("portal.tick", logging.ERROR, "", 7, "job %s of %s failed", (EMAIL,), None)

    assert Line().format(broken).endswith('event="job %s of %s failed"')


def test_causes_of_an_error_are_told_by_type_and_place() -> None:
    with log() as written:
        try:
            try:
                raise KeyError(EMAIL)
            except KeyError as error:
                raise ValueError(EMAIL) from error
        except ValueError:
            logging.getLogger("portal.tick").exception("broken")

    here = r"at tests/portal/test_logs.py:\d+ in \w+"
    assert re.search(f'error="ValueError {here} from KeyError {here}"', written.getvalue())
    assert EMAIL not in written.getvalue()


@pytest.mark.parametrize("name", ["django", "django.server", "django.request", "_granian", "granian.access"])
def test_handlers_of_django_and_the_server_are_gone(name: str) -> None:
    """They would write paths and texts."""
    configured = logging.getLogger(name)

    assert (configured.handlers, configured.propagate) == ([], True)
    assert not configured.isEnabledFor(logging.INFO)


PROGRAM = """
import logging.config, threading
from config.settings.base import LOGGING
from portal.logs import tell_what_nobody_caught

logging.config.dictConfig(LOGGING)
tell_what_nobody_caught()
thread = threading.Thread(target=int, args=["linh.secret@example.org"])
thread.start()
thread.join()
int("linh.secret@example.org")
"""


def test_error_that_ends_a_program_or_a_thread_is_told_without_its_text() -> None:
    ended = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)

    assert ended.returncode == 1
    assert [line.partition("event=")[2].partition(" error=")[0] for line in ended.stderr.splitlines()] == [
        '"a thread ended"',
        '"the program ended"',
    ]
    assert EMAIL not in ended.stdout + ended.stderr
