from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0026_joining_records"),
    ]

    operations = [
        migrations.AddField("addresschange", "silences_the_office", models.BooleanField(default=False)),
        migrations.AlterField(
            model_name="addresschange",
            name="state",
            field=models.CharField(
                choices=[
                    ("asked", "The link in the new mailbox is not opened yet"),
                    ("at_desk", "To be confirmed by another way"),
                    ("in_effect", "In effect"),
                    ("replaced", "Replaced by a newer one"),
                    ("withdrawn", "Withdrawn"),
                    ("lapsed", "Not confirmed in time"),
                    ("refused", "Not asked for by the owner"),
                    ("undone", "Undone"),
                ],
                default="asked",
                max_length=10,
                verbose_name="state",
            ),
        ),
    ]
