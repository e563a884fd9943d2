"""As much of a portal as the smallest views need."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Lecture(models.Model):
    number = models.PositiveSmallIntegerField(unique=True)
    title = models.CharField(max_length=200)
    intro = models.TextField()

    def __str__(self) -> str:
        return self.title


class Share(models.Model):
    """How far one login has come with one lecture, in per cent."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    lecture = models.ForeignKey(Lecture, on_delete=models.CASCADE)
    percent = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "lecture"], name="one_share_each")]

    def __str__(self) -> str:
        return f"{self.percent} %"


class Answer(models.Model):
    text = models.TextField()

    def __str__(self) -> str:
        return self.text
