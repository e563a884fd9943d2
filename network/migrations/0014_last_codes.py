"""Where used codes of the second factor are remembered."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("network", "0013_editors_choose_documents")]

    operations = [
        migrations.CreateModel(
            name="LastCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("step", models.BigIntegerField()),
            ],
            options={"default_permissions": ()},
        ),
    ]
