from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Max

from portal.fields import Padded, bytes_of


def seal_anew(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Each token carried the time of its making and the length of its answers, and each row the place where it came."""
    _lay_back(apps, lambda payload: {name: value for name, value in payload.items() if name != "month"})
    blur_what_came_out(apps)


def blur_what_came_out(apps: StateApps) -> None:
    """An answer's own month could be one in which a single person answered; a language, that of the few without."""
    Answer = apps.get_model("surveys", "Answer")
    for survey, latest in list(Answer.objects.order_by().values_list("survey").annotate(Max("month"))):
        came_out = Answer.objects.filter(survey=survey)
        came_out.update(month=latest)
        if came_out.filter(language="").exists():
            came_out.update(language="")


def say_a_month(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What opened the boxes before asks for one; the true ones are gone."""
    month = datetime.now(UTC).date().replace(day=1).isoformat()
    _lay_back(apps, lambda payload: {"month": month, **payload})


def _lay_back(apps: StateApps, changed: Any) -> None:
    SealedAnswer = apps.get_model("surveys", "SealedAnswer")
    rows = list(SealedAnswer.objects.select_for_update().values_list("survey_id", "payload"))
    payloads = [(survey, changed(payload)) for survey, payload in rows]
    room = max((bytes_of(payload) for _survey, payload in payloads), default=0)
    random.SystemRandom().shuffle(payloads)
    SealedAnswer.objects.all().delete()
    SealedAnswer.objects.bulk_create(
        SealedAnswer(survey_id=survey, payload=Padded(payload, room)) for survey, payload in payloads
    )


class Migration(migrations.Migration):
    dependencies = [("surveys", "0002_editors_set_what_is_required")]
    operations = [migrations.RunPython(seal_anew, say_a_month)]
