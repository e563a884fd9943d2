"""What waits is shown whole before it is sent again: every field, and nothing secret."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from network.models import Supporter
from portal.models import UnsentForm
from portal.unsent import MOST_BYTES, MOST_FORMS
from tests.factories import PASSWORD
from tests.network.sending_late import NOW, TYPED, UNSENT, browser_of, kept_on_the_page, send, session_ends, sign_in

pytestmark = pytest.mark.django_db


def test_page_shows_every_field_whole_and_when_it_was_sent(supporter: Supporter) -> None:
    typed = {"name": "Lan <b>", "note": "word " * 100 + "end", "empty": ""}
    with time_machine.travel(NOW, tick=False):
        client = browser_of(supporter.user)
        session_ends(client)
        send(client, typed=typed)
        sign_in(client, supporter.user)
        page = client.get(UNSENT).text

    assert re.findall(r"<dt[^>]*>([^<]*)</dt>", page) == ["When it was sent", "name", "note", "empty"]
    assert "12:00" in page
    assert "<dd>Lan &lt;b&gt;</dd>" in page
    assert (page.count("<dd><details>"), page.count("word end</p>")) == (1, 1)


def test_passwords_tokens_and_files_are_not_kept(supporter: Supporter) -> None:
    client = browser_of(supporter.user)
    session_ends(client)
    secrets = {"csrfmiddlewaretoken": "x", "password1": "walk", "photo": SimpleUploadedFile("a.png", b"png")}
    send(client, typed={**TYPED, **secrets})
    send(client, "/en/account/password/change/", {"oldpassword": PASSWORD, "other": "text"})
    sign_in(client, supporter.user)

    [(_address, typed)] = kept_on_the_page(client)
    assert typed == TYPED
    assert "Files could not be kept." in client.get(UNSENT).text


def test_what_is_too_long_is_not_kept_and_the_newest_are(supporter: Supporter) -> None:
    client = browser_of(supporter.user)
    session_ends(client)
    send(client, typed={"name": "x" * MOST_BYTES})
    assert UnsentForm.objects.count() == 0

    for number in range(MOST_FORMS + 1):
        send(client, typed={"name": str(number)})
    sign_in(client, supporter.user)
    assert [typed["name"] for _address, typed in kept_on_the_page(client)] == ["5", "4", "3", "2", "1"]
