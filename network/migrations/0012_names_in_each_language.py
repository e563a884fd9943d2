from __future__ import annotations

import json
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import portal.names

# The office has written them so far, in its own language.
WRITTEN_IN = "ja"


def by_language(apps: Any, schema_editor: Any) -> None:
    for model in ("Programme", "Term"):
        for row in apps.get_model("network", model).objects.all():
            row.name = json.dumps({WRITTEN_IN: row.name}, ensure_ascii=False)
            row.save(update_fields=["name"])


def in_one(apps: Any, schema_editor: Any) -> None:
    for model in ("Programme", "Term"):
        for row in apps.get_model("network", model).objects.all():
            row.name = next(iter(json.loads(row.name).values()), "")
            row.save(update_fields=["name"])


def widen(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """SQLite knows no length, and rebuilding the tables there would lose the triggers against overlaps."""
    if schema_editor.connection.vendor == "postgresql":
        for model in ("programme", "term"):
            schema_editor.execute(f"ALTER TABLE network_{model} ALTER COLUMN name TYPE text")


def narrow(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for model in ("programme", "term"):
            schema_editor.execute(f"ALTER TABLE network_{model} ALTER COLUMN name TYPE varchar(100)")


class Migration(migrations.Migration):
    dependencies = [("network", "0011_sessions_bring_their_user")]

    operations = [
        migrations.RunPython(widen, narrow),
        migrations.RunPython(by_language, in_one),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(model, "name", portal.names.NamesField(verbose_name="name"))
                for model in ("programme", "term")
            ]
        ),
    ]
