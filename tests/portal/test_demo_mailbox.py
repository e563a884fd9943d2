from __future__ import annotations

from pathlib import Path

import pytest
from django.core.mail import EmailMessage, get_connection
from django.test import Client
from pytest_django import Settings


@pytest.mark.django_db
def test_mailbox_shows_mails_newest_first(client: Client, tmp_path: Path, settings: Settings) -> None:
    settings.EMAIL_FILE_PATH = str(tmp_path)
    connection = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=str(tmp_path))
    headers = (
        {"Date": "Mon, 23 Nov 2026 10:00:00 -0000"},
        {"Date": "Mon, 23 Nov 2026 15:30:00 -0000", "Content-Language": "ja-hira"},
    )
    for number, header in enumerate(headers):
        text = f"Mã của bạn: {number}\nhttp://localhost/vi/{number}/"
        EmailMessage(f"Thư {number}", text, to=["a@example.org"], headers=header, connection=connection).send()

    response = client.get("/demo/mail/")

    mails = response.context["mails"]
    assert "00:30" in response.content.decode()

    assert [(mail["subject"], mail["language"], mail["text"].strip()) for mail in mails] == [
        ("Thư 1", "ja", "Mã của bạn: 1\nhttp://localhost/vi/1/"),
        ("Thư 0", "", "Mã của bạn: 0\nhttp://localhost/vi/0/"),
    ]


@pytest.mark.django_db
def test_mailbox_before_the_first_mail_is_empty(client: Client, tmp_path: Path, settings: Settings) -> None:
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")

    assert client.get("/demo/mail/").context["mails"] == []
