"""`python -m tests.benchmarks.limits.bringing COUNT`: makes tables, lectures and logins; prints their cookies."""

from __future__ import annotations

import json
import sys

import django
from django.core.management import call_command
from django.test import Client


def main(count: int) -> None:
    django.setup()
    # Our own tables need those of Django first.
    for with_ours in (False, True):
        call_command("migrate", run_syncdb=with_ours, verbosity=0)
    from django.contrib.auth.models import User

    from .models import Lecture, Share

    lectures = [Lecture(number=number, title=f"Lecture {number}", intro="What it tells. " * 12) for number in range(9)]
    Lecture.objects.bulk_create(lectures)
    users = User.objects.bulk_create(User(username=f"learner-{number}") for number in range(count))
    Share.objects.bulk_create(
        Share(user=user, lecture=lecture, percent=50) for user in users for lecture in lectures[:5]
    )
    print(json.dumps([{"user": user.pk, "lecture": lectures[0].pk, "cookie": _cookie(user)} for user in users]))


def _cookie(user: object) -> str:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return f"sessionid={client.cookies['sessionid'].value}"


if __name__ == "__main__":
    main(int(sys.argv[1]))
