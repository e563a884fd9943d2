from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

PERMISSIONS = {"view_claim": "Can view claim", "decide_claim": "Can approve, reject and return claims"}
GRANTED = {
    "Claims officers": ["view_claim", "decide_claim"],
    "Treasurers": ["view_claim"],
    "Auditors": ["view_claim"],
}


def grant(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Django makes permissions only after all migrations have run; these are needed now."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="claims", model="claim"
    )
    Permission = apps.get_model("auth", "Permission")
    made = {
        codename: Permission.objects.get_or_create(
            codename=codename, content_type=content_type, defaults={"name": name}
        )[0]
        for codename, name in PERMISSIONS.items()
    }
    for name, codenames in GRANTED.items():
        apps.get_model("auth", "Group").objects.get(name=name).permissions.add(*(made[each] for each in codenames))


def take_back(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("auth", "Permission").objects.filter(content_type__app_label="claims").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0002_history_is_never_changed"),
        ("network", "0003_staff_groups"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(grant, take_back)]
