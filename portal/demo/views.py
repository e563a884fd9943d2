"""The demo's mailbox: what the portal has sent, to whomever. These addresses exist in the demo alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

# What Django's file-based backend writes after each mail.
SEPARATOR = b"\n" + b"-" * 79 + b"\n"
SHOWN = 100


@never_cache
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    newest = sorted(mails(Path(settings.EMAIL_FILE_PATH)), key=lambda mail: mail["sent_at"], reverse=True)
    return render(request, "portal/demo_mailbox.html", {"mails": newest[:SHOWN]})


def mails(folder: Path) -> Iterator[dict[str, str | datetime]]:
    for path in folder.glob("*.log"):
        for raw in path.read_bytes().split(SEPARATOR):
            if raw.strip():
                yield readable(message_from_bytes(raw, _class=EmailMessage, policy=policy.default))


def readable(message: EmailMessage) -> dict[str, str | datetime]:
    body = message.get_body(("plain",))
    return {
        "subject": str(message["Subject"]),
        "to": str(message["To"]),
        # Django dates mails in UTC as -0000, "no zone known", which is read as naive.
        "sent_at": message["Date"].datetime.replace(tzinfo=UTC),
        # `lang` says plain Japanese to be Japanese, as on the pages (portal_tags.html_lang).
        "language": str(message["Content-Language"] or "").partition("-")[0],
        "text": body.get_content() if isinstance(body, EmailMessage) else "",
    }
