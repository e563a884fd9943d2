"""One recipient is refused and one hangs: the others get their mail in the same pass, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.test import override_settings
from django.utils import timezone

from network.models import User
from network.papers.actions import NEWS_MAIL
from portal.mail import OutboxMail, queue, send_due_mail
from tests.benchmarks import Figure, exactly
from tests.portal.mail_servers import HANGING, REFUSED, mail_server

MAILS = 300


def figures() -> Iterator[Figure]:
    now = timezone.now()
    OutboxMail.objects.all().delete()
    addresses = [REFUSED, HANGING, *(f"reader{number}@example.org" for number in range(MAILS - 2))]
    for place, address in enumerate(addresses[::-1]):
        user, _created = User.objects.get_or_create(email=address)
        queue(NEWS_MAIL, recipient_id=user.pk, language="vi", dedupe_key=f"bench:{place}", now=now)
    with mail_server() as server, override_settings(**_on_loopback(server.port)):
        send_due_mail(now)
        first = Counter(server.received)
        send_due_mail(now)
    yield exactly(f"mails of {MAILS} sent in one pass, one refused and one hanging", len(first), "", MAILS - 2)
    yield exactly("mails sent twice", sum(Counter(server.received).values()) - len(first), "", 0)


def _on_loopback(port: int) -> dict[str, object]:
    backend = "portal.mail.smtp.EmailBackend"
    return {"EMAIL_BACKEND": backend, "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": port, "EMAIL_TIMEOUT": 1}
