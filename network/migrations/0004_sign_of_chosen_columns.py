from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0003_only_our_roles"),
    ]

    operations = [
        migrations.AddField(
            model_name="memberimport",
            name="columns_sign",
            field=models.CharField(blank=True, db_default="", default="", max_length=32),
        ),
    ]
