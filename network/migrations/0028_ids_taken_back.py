from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0027_address_changes_lapse"),
    ]

    operations = [
        migrations.AddField("importline", "id_was_taken_back", models.BooleanField(default=False, db_default=False)),
    ]
