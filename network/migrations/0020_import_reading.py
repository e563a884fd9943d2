from __future__ import annotations

from django.db import migrations, models

import portal.fields


class Migration(migrations.Migration):
    """Files that wait for their columns, or lie here after they were imported, are sent again: they hold too much."""

    dependencies = [("network", "0018_address_changes")]

    operations = [
        migrations.RemoveField("memberimport", "rows"),
        migrations.AddField("memberimport", "content", portal.fields.EncryptedJSONField(null=True)),
        migrations.AddField("memberimport", "choice", models.JSONField(default=dict)),
        migrations.AddField("memberimport", "left_out", portal.fields.EncryptedJSONField(default=dict)),
        migrations.AddField(
            "importline", "written", portal.fields.EncryptedTextField(blank=True, default=""), preserve_default=False
        ),
    ]
