"""The text of the agreement, and which of its versions went to whom (R3)."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField

from portal.languages import LanguageField

from ..papers.models import Papers


class ClauseBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"))
    text = blocks.TextBlock(label=_("Text"))

    class Meta:
        icon = "list-ol"
        label = _("Numbered clause")


class AgreementBlock(blocks.StreamBlock):
    paragraph = blocks.TextBlock(label=_("Paragraph"), icon="pilcrow")
    clause = ClauseBlock()


class AgreementText(models.Model):
    """The agreement as it is printed from now on: one text a language, in the same paragraphs. Editors' content."""

    language = LanguageField(_("language"), unique=True)
    title = models.CharField(_("title"), max_length=100)
    body = StreamField(AgreementBlock(), verbose_name=_("text"))

    class Meta:
        verbose_name = _("agreement text")
        verbose_name_plural = _("agreement texts")
        # A text isn't deleted: papers could no longer be printed in its language.
        default_permissions = ["add", "change", "view"]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_language_display()}: {self.title}"

    @property
    def paragraphs(self) -> list[dict[str, str]]:
        """Plain data, clauses with their title."""
        return [
            {"kind": "clause", "title": block.value["title"], "text": block.value["text"]}
            if block.block_type == "clause"
            else {"kind": "paragraph", "text": block.value}
            for block in self.body
        ]

    @property
    def outline(self) -> list[str]:
        return [paragraph["kind"] for paragraph in self.paragraphs]


class AgreementVersion(models.Model):
    """A text as it was when it was printed, word by word; kept when editors go on (D5: agreements 10 years)."""

    digest = models.CharField(max_length=64, unique=True)
    language = LanguageField()
    title = models.CharField(max_length=100)
    paragraphs = models.JSONField()
    first_printed_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.language} {self.digest[:8]}"


def digest_of(language: str, title: str, paragraphs: list[dict[str, str]]) -> str:
    said: list[Any] = [language, title, paragraphs]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


class PrintedPapers(models.Model):
    """That papers were printed, when, and with which words. Lines are added and never changed."""

    papers = models.ForeignKey(Papers, on_delete=models.PROTECT, related_name="printings")
    at = models.DateTimeField()
    # A plain number: the line outlives the account.
    actor_id = models.BigIntegerField()
    # In Japanese, and in the supporter's language where that is another one.
    versions = models.ManyToManyField(AgreementVersion, related_name="+")

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"#{self.papers_id}"
