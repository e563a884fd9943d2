"""What a column can be, how far a file has come, and what becomes of its lines."""

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


class Column(models.TextChoices):
    """Communities are not among them: they are told by the person alone (S5)."""

    NETWORK_ID = "network_id", _("Network ID")
    NAME = "name", _("Name")
    NAME_KANA = "name_kana", _("Name in kana")
    EMAIL = "email", _("E-mail")
    TELEPHONE = "telephone", _("Telephone")
    POSTAL_CODE = "postal_code", _("Postal code")
    POSTAL_ADDRESS = "postal_address", _("Postal address")
    PREFECTURE = "prefecture", _("Prefecture")
    ORGANISATION = "organisation", _("Organisation")
    LANGUAGE = "language", _("Language for reading")
    LANGUAGES = "languages", _("Languages spoken")
    MOTHER_TONGUE = "mother_tongue", _("Mother tongue")
    EXPERIENCE = "experience", _("Declares experience: yes or no")
    EXPERIENCE_CONFIRMED_ON = "experience_confirmed_on", _("Experience confirmed on")
    QUALIFIED_ON = "qualified_on", _("Qualified through the course on")
    REGISTERED_ON = "registered_on", _("Registered on")
    WANTS_TO_ACCOMPANY = "wants_to_accompany", _("Wants to accompany: yes or no")
    WANTS_TO_LEARN = "wants_to_learn", _("Wants to take the course: yes or no")
    WANTS_TRAINING = "wants_training", _("Wants to join the foreign-origin training: yes or no")


WANTS = (Column.WANTS_TO_ACCOMPANY, Column.WANTS_TO_LEARN, Column.WANTS_TRAINING)
# They let somebody accompany, claim and take part (C2, S2).
CREDIT = (Column.EXPERIENCE, Column.EXPERIENCE_CONFIRMED_ON, Column.QUALIFIED_ON)
