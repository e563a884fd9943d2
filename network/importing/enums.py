from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    """How far a file has come."""

    RECEIVED = "received", _("Columns are to be chosen")
    CHECKED = "checked", _("Checked, nothing imported yet")
    RUNNING = "running", _("Being imported")
    DONE = "done", _("Imported")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")


# A worker takes its lines.
AT_WORK = (ImportState.RUNNING, ImportState.UNDOING)

IMPORT_TRANSITIONS: dict[ImportState, frozenset[ImportState]] = {
    # How the file is meant, and then its columns, may be chosen anew as often as one likes.
    ImportState.RECEIVED: frozenset({ImportState.RECEIVED, ImportState.CHECKED}),
    ImportState.CHECKED: frozenset({ImportState.CHECKED, ImportState.RUNNING}),
    ImportState.RUNNING: frozenset({ImportState.DONE}),
    ImportState.DONE: frozenset({ImportState.UNDOING}),
    ImportState.UNDOING: frozenset({ImportState.UNDONE}),
    ImportState.UNDONE: frozenset(),
}


class Outcome(models.TextChoices):
    """What becomes of a line."""

    NEW = "new", _("New member")
    CHANGED = "changed", _("Fills in what was empty")
    SAME = "same", _("Changes nothing")
    WRONG = "wrong", _("Wrong, left out")


class Undone(models.TextChoices):
    """What became of an imported line when its import was undone."""

    REMOVED = "removed", _("Removed again")
    RESTORED = "restored", _("As before the import")
    STAYS = "stays", _("Stays")
    NOTHING = "nothing", _("Nothing to undo")
