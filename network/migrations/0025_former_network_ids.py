from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Imports from before can't be undone: nobody wrote down what they filled in."""

    dependencies = [("network", "0024_when_passwords_were_set")]

    operations = [
        migrations.CreateModel(
            "FormerNetworkID",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("network_id", models.CharField(max_length=40, unique=True)),
                (
                    "supporter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_ids",
                        to="network.supporter",
                    ),
                ),
            ],
            options={"default_permissions": ()},
        ),
        migrations.AddField("importline", "traces", models.JSONField(default=dict, db_default={})),
        migrations.AddField(
            "importline",
            "undone",
            models.CharField(
                blank=True,
                choices=[
                    ("removed", "Removed again"),
                    ("restored", "As before the import"),
                    ("stays", "Stays"),
                    ("nothing", "Nothing to undo"),
                ],
                default="",
                db_default="",
                max_length=10,
            ),
        ),
        migrations.AddField("importline", "stays", models.JSONField(default=list, db_default=[])),
        migrations.AddField("memberimport", "imported_at", models.DateTimeField(null=True)),
        migrations.AlterField(
            "memberimport",
            "state",
            models.CharField(
                choices=[
                    ("received", "Columns are to be chosen"),
                    ("checked", "Checked, nothing imported yet"),
                    ("running", "Being imported"),
                    ("done", "Imported"),
                    ("undoing", "Being undone"),
                    ("undone", "Undone"),
                ],
                default="received",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.RemoveConstraint("memberimport", "one_import_runs_at_a_time"),
        migrations.AddConstraint(
            "memberimport",
            models.UniqueConstraint(
                models.Case(models.When(state__in=("running", "undoing"), then=models.Value(1))),
                name="one_import_at_work_at_a_time",
            ),
        ),
    ]
