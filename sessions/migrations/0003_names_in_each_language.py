from __future__ import annotations

import json
from typing import Any

from django.db import migrations, models

import portal.names


def by_language(apps: Any, schema_editor: Any) -> None:
    """A cohort's name, and its workshops' titles, are in the cohort's language; other meetings' in the office's."""
    for cohort in apps.get_model("consultations", "Cohort").objects.all():
        cohort.name = _said(cohort.language, cohort.name)
        cohort.save(update_fields=["name"])
    for meeting in apps.get_model("consultations", "Meeting").objects.select_related("cohort"):
        meeting.title = _said(meeting.cohort.language if meeting.cohort else "ja", meeting.title)
        meeting.save(update_fields=["title"])


def _said(language: str, text: str) -> str:
    return json.dumps({language: text} if text else {}, ensure_ascii=False)


def in_one(apps: Any, schema_editor: Any) -> None:
    for model, field in (("Cohort", "name"), ("Meeting", "title")):
        for row in apps.get_model("consultations", model).objects.all():
            setattr(row, field, next(iter(json.loads(getattr(row, field)).values()), ""))
            row.save(update_fields=[field])


class Migration(migrations.Migration):
    dependencies = [("consultations", "0002_coordinators_run_meetings")]

    operations = [
        migrations.AlterField("cohort", "name", models.TextField(verbose_name="name")),
        migrations.AlterField("meeting", "title", models.TextField(blank=True, verbose_name="title")),
        migrations.RunPython(by_language, in_one),
        migrations.AlterField("cohort", "name", portal.names.NamesField(verbose_name="name")),
        migrations.AlterField(
            "meeting",
            "title",
            portal.names.NamesField(blank=True, default=portal.names.no_name, verbose_name="title"),
        ),
    ]
