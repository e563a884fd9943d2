from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import F

import portal.fields

STATES = [
    ("waiting", "Waiting"),
    ("sent", "Sent"),
    ("not_needed", "Not Needed"),
    ("given_up", "Given Up"),
    ("wrong_address", "Wrong Address"),
]
FAILURES = [
    ("", ""),
    ("refused", "The recipient's provider refuses it."),
    ("no_answer", "The mail server did not answer."),
    ("other", "Another error. Ask the administrator."),
]
# After so many attempts nobody tried again.
ATTEMPTS_BEFORE = 8


def say_states(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    mails = apps.get_model("portal", "OutboxMail").objects
    mails.filter(settled_at__isnull=False).update(state="sent")
    given_up = mails.filter(settled_at=None, attempts__gte=ATTEMPTS_BEFORE)
    given_up.update(state="given_up", failure="other", settled_at=F("next_try_at"))


def forget_states(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What was given up was never sent; what goes to nobody's account couldn't be kept before."""
    mails = apps.get_model("portal", "OutboxMail").objects
    mails.filter(recipient=None).delete()
    mails.filter(state="given_up").update(settled_at=None, attempts=ATTEMPTS_BEFORE)


class Migration(migrations.Migration):
    dependencies = [("portal", "0005_recent_uses"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.RemoveIndex(model_name="outboxmail", name="mail_waiting"),
        migrations.RenameField("outboxmail", "sent_at", "settled_at"),
        migrations.AlterField(
            model_name="outboxmail",
            name="recipient",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("outboxmail", "sealed", portal.fields.EncryptedJSONField(null=True)),
        migrations.AddField("outboxmail", "expires_at", models.DateTimeField(null=True)),
        migrations.AddField("outboxmail", "is_urgent", models.BooleanField(default=False)),
        migrations.AddField("outboxmail", "state", models.CharField(choices=STATES, default="waiting", max_length=20)),
        migrations.AddField(
            "outboxmail", "failure", models.CharField(blank=True, choices=FAILURES, default="", max_length=20)
        ),
        migrations.RunPython(say_states, forget_states),
    ]
