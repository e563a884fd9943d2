from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portal", "0003_home_page")]

    operations = [
        migrations.AddField(
            model_name="idempotencykey",
            name="content",
            field=models.CharField(db_default="", default="", max_length=64),
        ),
    ]
