from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

PERIODS = ("programme", "term")
POSTGRESQL = """
ALTER TABLE network_{period} ADD CONSTRAINT {period}s_never_overlap
EXCLUDE USING gist (daterange(starts_on, ends_on, '[]') WITH &&)
"""
SQLITE = """
CREATE TRIGGER network_{period}_no_overlap_{verb} BEFORE {verb} ON network_{period}
WHEN EXISTS (
  SELECT 1 FROM network_{period}
  WHERE id IS NOT NEW.id AND starts_on <= NEW.ends_on AND ends_on >= NEW.starts_on
)
BEGIN SELECT RAISE(ABORT, '{period}s_never_overlap'); END
"""


def refuse_overlap(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for period in PERIODS:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(POSTGRESQL.format(period=period))
            continue
        for verb in ("INSERT", "UPDATE"):
            schema_editor.execute(SQLITE.format(period=period, verb=verb))


def allow_overlap(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for period in PERIODS:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE network_{period} DROP CONSTRAINT {period}s_never_overlap")
            continue
        for verb in ("INSERT", "UPDATE"):
            schema_editor.execute(f"DROP TRIGGER network_{period}_no_overlap_{verb}")


class Migration(migrations.Migration):
    dependencies = [("network", "0001_initial")]
    operations = [migrations.RunPython(refuse_overlap, allow_overlap)]
