from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .lectures import Lecture


class FileMove(models.Model):
    """A file of a lecture taken down, on its way to a name that no link already given out knows. Gone when it is there.

    `new_name` is chosen once, so that a move that was killed halfway goes on where it stopped.
    """

    lecture = models.ForeignKey(Lecture, on_delete=models.PROTECT, related_name="file_moves")
    old_name = models.CharField(max_length=100, unique=True)
    new_name = models.CharField(max_length=100, unique=True)
    asked_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        verbose_name = _("file to be moved")

    def __str__(self) -> str:
        return self.old_name
