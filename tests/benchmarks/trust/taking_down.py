"""A lecture taken down: how much of it a signed-in member still gets, in any language and by any address."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from courses.actions.availability import take_down
from courses.enums import UnavailableReason
from courses.models import Lecture, LecturePage
from network.models import User
from portal import structure
from tests.benchmarks import Figure, exactly

LEARNER = "learner@example.org"
LANGUAGES = ("vi", "ja", "ja-hira", "en")


def figures() -> Iterator[Figure]:
    page = LecturePage.objects.filter(slug="labour", locale__language_code="vi").get()
    lecture = Lecture.objects.get(key=page.translation_key)
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(email=LEARNER))
    asked = [address for language in LANGUAGES for address in addresses(lecture, language)]
    yield exactly("addresses of a lecture that give it out", given_out(client, asked), "addresses", len(asked))
    with transaction.atomic():
        take_down(lecture.pk, UnavailableReason.OFFICE, {}, by_id=None, now=timezone.now())
        yield exactly("the same, once it is taken down", given_out(client, asked), "addresses", 0)
        transaction.set_rollback(True)
    structure.forget()


def addresses(lecture: Lecture, language: str) -> Iterator[str]:
    with translation.override(language):
        for recording in lecture.recordings.prefetch_related("captions", "transcripts"):
            yield reverse("courses:video", args=[recording.pk])
            yield reverse("courses:audio", args=[recording.pk])
            yield from (reverse("courses:captions", args=[one.pk]) for one in recording.captions.all())
            yield from (reverse("courses:transcript", args=[one.pk]) for one in recording.transcripts.all())


def given_out(client: Client, asked: list[str]) -> int:
    return sum(client.get(address).status_code == 200 for address in asked)
