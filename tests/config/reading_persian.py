"""Opens pages of the portal of `tests.config.with_persian`, and prints as JSON how each begins for who reads Persian.

A program of its own, because settings and models read the languages once: `python -m tests.config.reading_persian`.
"""

from __future__ import annotations

import json
import re

import django


def main() -> None:
    django.setup()
    from django.test import Client
    from django.urls import reverse
    from django.utils.translation import override
    from wagtail.models import Locale

    from portal.models import HomePage
    from tests import signed_in as signed_in  # lets `client.force_login` pass the second factor
    from tests.factories import SupporterFactory

    home = HomePage.objects.get(locale__language_code="vi")
    home.copy_for_translation(Locale.objects.create(language_code="fa")).save_revision().publish()
    reader = SupporterFactory(language="fa")
    reader.full_clean()
    with override("fa"):
        for_strangers = ["/fa/", "/fa/courses/", reverse("account_login"), reverse("search:results")]
        names = ["my_page", "network:my_data", "network:papers", "consultations:meetings", "claims:list", "unsent"]
        for_members = [reverse(name) for name in names]
    client = Client()
    shown = {path: client.get(path) for path in [*for_strangers, "/ne/"]}
    client.force_login(reader.user)
    shown |= {path: client.get(path) for path in for_members}
    print(json.dumps({path: [answer.status_code, *_tags(answer.content.decode())] for path, answer in shown.items()}))


def _tags(page: str) -> list[str]:
    return re.findall(r"<html[^>]*>", page)


if __name__ == "__main__":
    main()
