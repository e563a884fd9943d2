from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Nothing happens in the database: Django keeps the rule."""

    dependencies = [("network", "0020_import_reading")]

    operations = [
        migrations.AlterField(
            "supporter",
            "user",
            models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="supporter",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
