from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# Django makes permissions only when all migrations are over. Codename → name.
GRANTED = {
    "view_outboxmail": "Can view mail",
    "handle_outboxmail": "Can send given-up mails again, and say that an address is wrong",
}


def grant(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    content_type, _created = ContentType.objects.get_or_create(app_label="portal", model="outboxmail")
    for codename, name in GRANTED.items():
        permission, _created = Permission.objects.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )
        apps.get_model("auth", "Group").objects.get(name="Desk").permissions.add(permission)


def withdraw(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    permissions = apps.get_model("auth", "Group").objects.get(name="Desk").permissions
    permissions.remove(*permissions.filter(content_type__app_label="portal", codename__in=GRANTED))


class Migration(migrations.Migration):
    dependencies = [("network", "0014_last_codes"), ("portal", "0007_mails_given_up")]
    operations = [migrations.RunPython(grant, withdraw)]
