"""PostgreSQL tries in vain to press each of these tokens, which are as good as random: at every answer a whole box of
them, at five times what writing costs."""

from __future__ import annotations

from typing import Any

from django.db import migrations

STORED = "ALTER TABLE surveys_sealedanswer ALTER COLUMN payload SET STORAGE %s"


def stored(how: str) -> Any:
    def store(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(STORED % how)

    return store


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0001_initial"),
    ]

    operations = [migrations.RunPython(stored("EXTERNAL"), stored("EXTENDED"))]
