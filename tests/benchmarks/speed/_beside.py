"""`python -m tests.benchmarks.speed._beside`: what is done beside the server, in the portal's own settings.

Of each line that it is told it does one thing, and answers with one line of JSON: `{"publish": 1}` publishes the page
of the basic course anew; `{"ask": {"method": …}}` asks once, after a first time that does not count, and tells how many
statements that took, without those of transactions.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import django


def publish() -> None:
    from courses.models import CoursePage

    page = CoursePage.objects.get(locale__language_code="vi", kind="basic")
    page.save_revision().publish()


def statements(asked: dict[str, Any]) -> int:
    from django.test import Client

    from tests.queries import counted

    client = Client(SERVER_NAME="localhost", HTTP_X_FORWARDED_PROTO="https")
    client.cookies.load(asked["cookie"])
    if asked["method"] == "GET":
        client.get(asked["path"])
    with counted() as queries:
        answer = client.generic(
            asked["method"],
            asked["path"],
            asked["body"],
            "application/x-www-form-urlencoded",
            HTTP_REFERER="https://localhost/",
        )
    assert answer.status_code in (200, 302), answer.status_code
    return len(queries)


def main() -> None:
    django.setup()
    for line in sys.stdin:
        told = json.loads(line)
        counted = statements(told["ask"]) if "ask" in told else 0
        if "publish" in told:
            publish()
        print(json.dumps(counted), flush=True)


if __name__ == "__main__":
    main()
