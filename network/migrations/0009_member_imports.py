from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import portal.fields


def let_the_desk_import(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # Django makes permissions only when all migrations are over.
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    content_type, _created = ContentType.objects.get_or_create(app_label="network", model="memberimport")
    permission, _created = Permission.objects.get_or_create(
        content_type=content_type,
        codename="import_member",
        defaults={"name": "Can import members from a spreadsheet"},
    )
    apps.get_model("auth", "Group").objects.get(name="Desk").permissions.add(permission)


def take_it_back(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    permissions = apps.get_model("auth", "Group").objects.get(name="Desk").permissions
    permissions.remove(*permissions.filter(content_type__app_label="network", codename="import_member"))


class Migration(migrations.Migration):
    dependencies = [("network", "0008_printing")]
    operations = [
        migrations.CreateModel(
            name="MemberImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_by_id", models.BigIntegerField()),
                ("made_at", models.DateTimeField(verbose_name="received")),
                ("file_name", models.CharField(max_length=200, verbose_name="file")),
                ("rows", portal.fields.EncryptedJSONField()),
                ("mapping", models.JSONField(default=dict)),
                (
                    "usual_language",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("vi", "Vietnamese"),
                            ("ja", "Japanese"),
                            ("ja-hira", "Plain Japanese"),
                            ("en", "English"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "Columns are to be chosen"),
                            ("checked", "Checked, nothing imported yet"),
                            ("running", "Being imported"),
                            ("done", "Imported"),
                        ],
                        default="received",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(verbose_name="lines")),
                ("started_by_id", models.BigIntegerField(null=True)),
                ("moved_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "import of members",
                "verbose_name_plural": "imports of members",
                "ordering": ["-made_at"],
                "permissions": [("import_member", "Can import members from a spreadsheet")],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "running")), fields=("state",), name="one_import_runs_at_a_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("done__lte", models.F("total"))), name="import_ends_with_its_last_line"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="line")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("new", "New member"),
                            ("changed", "Fills in what was empty"),
                            ("same", "Changes nothing"),
                            ("wrong", "Wrong, left out"),
                        ],
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                ("problems", models.JSONField(default=list)),
                ("fills", models.JSONField(default=list)),
                ("differs", models.JSONField(default=list)),
                (
                    "supporter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="network.supporter",
                    ),
                ),
                (
                    "member_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="network.memberimport"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("member_import", "number"), name="each_line_reported_once")
                ],
            },
        ),
        migrations.RunPython(let_the_desk_import, take_it_back),
    ]
