from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = """
CREATE TRIGGER claims_claimdecision_no_update BEFORE UPDATE ON claims_claimdecision
BEGIN SELECT RAISE(ABORT, 'the history of a claim is never changed'); END
"""
POSTGRESQL = """
CREATE FUNCTION claims_claimdecision_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the history of a claim is never changed'; END $$;
CREATE TRIGGER claims_claimdecision_no_update BEFORE UPDATE ON claims_claimdecision
FOR EACH ROW EXECUTE FUNCTION claims_claimdecision_refuse();
"""


def refuse_changes(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute(POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)


def allow_changes(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER claims_claimdecision_no_update ON claims_claimdecision")
        schema_editor.execute("DROP FUNCTION claims_claimdecision_refuse()")
        return
    schema_editor.execute("DROP TRIGGER claims_claimdecision_no_update")


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial")]
    operations = [migrations.RunPython(refuse_changes, allow_changes)]
