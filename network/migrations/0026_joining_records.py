from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("network", "0025_former_network_ids")]

    operations = [
        migrations.AddField(
            "importline",
            "registered_as",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="network.supporter",
            ),
        ),
        migrations.CreateModel(
            "JoiningProposal",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
                ("proposed_by_id", models.BigIntegerField()),
                ("proposed_at", models.DateTimeField(verbose_name="proposed")),
                (
                    "joining",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="network.supporter"
                    ),
                ),
                (
                    "staying",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="network.supporter"
                    ),
                ),
            ],
            options={"ordering": ["proposed_at"], "default_permissions": ()},
        ),
        migrations.AddConstraint(
            "joiningproposal",
            models.CheckConstraint(
                condition=models.Q(("staying", models.F("joining")), _negated=True),
                name="nobody_joins_one_record_with_itself",
            ),
        ),
    ]
