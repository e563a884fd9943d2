from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import F, Q

import portal.fields

# Django makes permissions only when all migrations are over. Codename → name.
GRANTED = {
    "view_addresschange": "Can view change of address",
    "handle_addresschange": "Can confirm and make changes of address",
}
OPEN = ["asked", "at_desk"]


def grant(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    content_type, _created = ContentType.objects.get_or_create(app_label="network", model="addresschange")
    for codename, name in GRANTED.items():
        permission, _created = Permission.objects.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )
        apps.get_model("auth", "Group").objects.get(name="Desk").permissions.add(permission)


def withdraw(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    permissions = apps.get_model("auth", "Group").objects.get(name="Desk").permissions
    permissions.remove(*permissions.filter(content_type__app_label="network", codename__in=GRANTED))


def forget_changes_of_the_old_way(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """They were asked for without any proof; a code mailed there would still sign in."""
    apps.get_model("account", "EmailAddress").objects.exclude(email=F("user__email")).delete()


class Migration(migrations.Migration):
    dependencies = [("network", "0016_sessions_end"), ("account", "0009_emailaddress_unique_primary_email")]

    operations = [
        migrations.CreateModel(
            name="AddressChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("old_address", portal.fields.EncryptedTextField()),
                ("old_digest", models.CharField(db_index=True, max_length=64)),
                ("new_address", portal.fields.EncryptedTextField()),
                ("is_silent", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "The link in the new mailbox is not opened yet"),
                            ("at_desk", "To be confirmed by another way"),
                            ("in_effect", "In effect"),
                            ("replaced", "Replaced by a newer one"),
                            ("withdrawn", "Withdrawn"),
                            ("refused", "Not asked for by the owner"),
                            ("undone", "Undone"),
                        ],
                        default="asked",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="since")),
                ("changed_at", models.DateTimeField()),
                ("in_effect_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="address_changes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "change of address",
                "verbose_name_plural": "changes of address",
                "permissions": [("handle_addresschange", "Can confirm and make changes of address")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(("state__in", OPEN)), fields=("user",), name="one_open_address_change"
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            Q(("in_effect_at__isnull", False), ("state", "in_effect")),
                            ("state", "undone"),
                            Q(
                                Q(("state__in", ["in_effect", "undone"]), _negated=True),
                                ("in_effect_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="address_in_effect_has_a_time",
                    ),
                ],
            },
        ),
        migrations.RunPython(grant, withdraw),
        migrations.RunPython(forget_changes_of_the_old_way, migrations.RunPython.noop),
    ]
