from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

POSTGRESQL = """
ALTER TABLE network_term ADD CONSTRAINT terms_never_overlap
EXCLUDE USING gist (daterange(starts_on, ends_on, '[]') WITH &&)
"""
SQLITE = """
CREATE TRIGGER network_term_no_overlap_{verb} BEFORE {verb} ON network_term
WHEN EXISTS (
  SELECT 1 FROM network_term
  WHERE id IS NOT NEW.id AND starts_on <= NEW.ends_on AND ends_on >= NEW.starts_on
)
BEGIN SELECT RAISE(ABORT, 'terms_never_overlap'); END
"""


def refuse_overlap(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
        return
    for verb in ("INSERT", "UPDATE"):
        schema_editor.execute(SQLITE.format(verb=verb))


def allow_overlap(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE network_term DROP CONSTRAINT terms_never_overlap")
        return
    for verb in ("INSERT", "UPDATE"):
        schema_editor.execute(f"DROP TRIGGER network_term_no_overlap_{verb}")


class Migration(migrations.Migration):
    dependencies = [("network", "0005_people_and_papers")]
    operations = [migrations.RunPython(refuse_overlap, allow_overlap)]
