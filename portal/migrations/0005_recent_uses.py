"""Where limits are counted."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portal", "0004_speech_bubbles")]

    operations = [
        migrations.CreateModel(
            name="RecentUses",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("uses", models.JSONField(default=list)),
                ("forget_at", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["forget_at"], name="recent_uses_by_age")],
            },
        ),
    ]
