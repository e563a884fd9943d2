"""A spreadsheet of members on its way into the portal. It is forgotten after some weeks; the members stay."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from portal.fields import EncryptedJSONField, EncryptedTextField
from portal.languages import LanguageField
from portal.numbered import Numbered

from ..people.models import Supporter
from .enums import AT_WORK, ImportState, Outcome, Undone
from .rules import NoUndoing, why_not_undone


class MemberImportQuerySet(models.QuerySet["MemberImport"]):
    def without_content(self) -> MemberImportQuerySet:
        """Megabytes that only checking and importing need: not even deleting does."""
        return self.defer("content")

    def running(self) -> MemberImportQuerySet:
        return self.filter(state=ImportState.RUNNING)

    def undoing(self) -> MemberImportQuerySet:
        return self.filter(state=ImportState.UNDOING)

    def at_work(self) -> MemberImportQuerySet:
        return self.filter(state__in=AT_WORK)


class MemberImport(Numbered):
    made_by_id = models.BigIntegerField()
    made_at = models.DateTimeField(_("received"))
    # It may name people.
    file_name = EncryptedTextField(_("file"))
    # All of the file (network.importing.reading.Book) until the columns are chosen, then those alone (Table), and
    # nothing once they are imported.
    content = EncryptedJSONField(null=True)
    # How the file is meant (network.importing.reading.Choice).
    choice = models.JSONField(default=dict)
    # Names of what was not taken: what the file hides, columns that nobody chose, and those that may not be kept.
    left_out = EncryptedJSONField(default=dict)
    # Column → place in a row.
    mapping = models.JSONField(default=dict)
    # Of what was sent to choose that (portal.drafts.sign_of).
    columns_sign = models.CharField(max_length=32, blank=True, default="", db_default="")
    # Of members whose line says none.
    usual_language = LanguageField(blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ImportState.choices, default=ImportState.RECEIVED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(_("lines"))
    # By whom and when the last step was taken; tells an import at work from one whose worker was killed.
    started_by_id = models.BigIntegerField(null=True)
    moved_at = models.DateTimeField()
    # From here run the days in which it can be undone. None where what was filled in is not remembered.
    imported_at = models.DateTimeField(null=True)

    objects = MemberImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of members")
        verbose_name_plural = _("imports of members")
        ordering = ["-made_at"]
        default_permissions = ()
        permissions = [("import_member", "Can import members from a spreadsheet")]
        constraints = [
            # Two at once could give two members IDs that are read alike, or undo what the other judges by.
            models.UniqueConstraint(Case(When(state__in=AT_WORK, then=Value(1))), name="one_import_at_work_at_a_time"),
            models.CheckConstraint(condition=Q(done__lte=models.F("total")), name="import_ends_with_its_last_line"),
        ]

    @property
    def is_undone(self) -> bool:
        """Or about to be."""
        return self.state in (ImportState.UNDOING, ImportState.UNDONE)

    def why_not_undone(self, now: datetime) -> NoUndoing | None:
        return why_not_undone(self.state, self.imported_at, now)

    @property
    def percent(self) -> int:
        return self.done * 100 // self.total


class ImportLine(models.Model):
    """What becomes of one line: first as it would be, after the import as it was."""

    member_import = models.ForeignKey(MemberImport, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField(_("line"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    # The network ID as its cell has it; whatever stands there in a wrong line.
    written = EncryptedTextField(blank=True)
    # Pairs of values of Column and Reason.
    problems = models.JSONField(default=list)
    # Values of Column.
    fills = models.JSONField(default=list)
    differs = models.JSONField(default=list)
    supporter = models.ForeignKey(Supporter, null=True, on_delete=models.SET_NULL, related_name="+")
    # Who signs in with the line's address under another network ID: probably the same person, who registered online.
    registered_as = models.ForeignKey(Supporter, null=True, on_delete=models.SET_NULL, related_name="+")
    # A member who had it was removed when an import was undone.
    id_was_taken_back = models.BooleanField(default=False, db_default=False)
    # Keyed digests of what the import filled in (network.importing.facts), by which it is known again.
    traces = models.JSONField(default=dict, db_default={})
    undone = models.CharField(max_length=10, choices=Undone.choices, blank=True, default="", db_default="")
    # What stays although the import was undone: pairs of a value of Column, or nothing, and one of Stay.
    stays = models.JSONField(default=list, db_default=[])

    class Meta:
        default_permissions = ()
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["member_import", "number"], name="each_line_reported_once"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} #{self.number}"
