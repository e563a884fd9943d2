from __future__ import annotations

from django.db import migrations, models
from django.db.models import Q

MAY = "Can send given-up mails again, and say that an address is wrong"


class Migration(migrations.Migration):
    dependencies = [("portal", "0006_mails_have_a_state")]
    operations = [
        migrations.AlterModelOptions("outboxmail", {"permissions": [("handle_outboxmail", MAY)]}),
        migrations.AddIndex(
            "outboxmail", models.Index(condition=Q(state="waiting"), fields=["next_try_at"], name="mail_waiting")
        ),
        migrations.AddIndex(
            "outboxmail", models.Index(condition=Q(state="given_up"), fields=["settled_at"], name="mail_given_up")
        ),
        migrations.AddIndex(
            "outboxmail",
            models.Index(condition=Q(sealed__isnull=False), fields=["expires_at"], name="mail_with_secrets"),
        ),
        migrations.AddConstraint(
            "outboxmail",
            models.CheckConstraint(
                condition=Q(settled_at=None, state="waiting") | (~Q(state="waiting") & Q(settled_at__isnull=False)),
                name="settled_mail_has_a_time",
            ),
        ),
        migrations.CreateModel(
            name="WrongAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                (
                    "by",
                    models.CharField(
                        choices=[
                            ("desk", "Desk"),
                            ("bounce", "Bounce"),
                            ("complaint", "Complaint"),
                        ],
                        max_length=20,
                    ),
                ),
                ("since", models.DateTimeField()),
            ],
        ),
    ]
