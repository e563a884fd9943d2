from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Min

LIVE = ("approved", "filed", "returned", "waiting")


def let_one_lead(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Who opened the visit; where that claim is over, who is left."""
    live = apps.get_model("claims", "Claim").objects.filter(state__in=LIVE)
    live.filter(opened_visit=True).update(leads_visit=True)
    led = live.filter(leads_visit=True).values("visit")
    left = live.exclude(visit__in=led).values("visit").annotate(first=Min("pk")).values_list("first", flat=True)
    live.filter(pk__in=list(left)).update(leads_visit=True)


def wait_no_more(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Before this, a corrected claim was simply filed."""
    apps.get_model("claims", "Claim").objects.filter(state="waiting").update(state="filed")


class Migration(migrations.Migration):
    dependencies = [("claims", "0004_claims_wait_lead_and_are_disputed")]
    operations = [migrations.RunPython(let_one_lead, wait_no_more)]
