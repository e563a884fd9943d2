from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0004_calendar_feeds_end_with_sessions"),
    ]

    operations = [
        migrations.AlterField(
            model_name="membership",
            name="state",
            field=models.CharField(
                choices=[
                    ("invited", "Invited"),
                    ("applied", "Applied"),
                    ("member", "Member"),
                    ("completed", "Completed"),
                    ("declined", "Not accepted this time"),
                    ("withdrawn", "Application taken back"),
                    ("left", "Left"),
                ],
                max_length=10,
                verbose_name="state",
            ),
        ),
    ]
