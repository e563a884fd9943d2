from __future__ import annotations

from django.db import migrations

import portal.fields


class Migration(migrations.Migration):
    """The names of files that were sent before are forgotten: they stood in clear."""

    dependencies = [("network", "0021_logins_of_supporters_stay")]

    operations = [
        migrations.RemoveField("memberimport", "file_name"),
        migrations.AddField(
            "memberimport",
            "file_name",
            portal.fields.EncryptedTextField(verbose_name="file", default=""),
            preserve_default=False,
        ),
    ]
