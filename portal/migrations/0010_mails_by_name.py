from __future__ import annotations

from django.db import migrations

MAY = "Can send given-up mails again, and say that an address is wrong"


class Migration(migrations.Migration):
    dependencies = [("portal", "0009_structure_changes")]
    operations = [
        migrations.AlterModelOptions(
            "outboxmail",
            {"permissions": [("handle_outboxmail", MAY)], "verbose_name": "mail", "verbose_name_plural": "mails"},
        ),
    ]
