from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def take_restrictions_away(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """A page that was to be hidden isn't shown for that: it and those below are unpublished, as drafts to look at."""
    Page = apps.get_model("wagtailcore", "Page")
    restrictions = apps.get_model("wagtailcore", "PageViewRestriction").objects
    for path in list(restrictions.values_list("page__path", flat=True)):
        Page.objects.filter(path__startswith=path, live=True).update(live=False, has_unpublished_changes=True)
    restrictions.all().delete()
    # Whoever knew the shared password has a login.
    apps.get_model("wagtailcore", "CollectionViewRestriction").objects.filter(restriction_type="password").update(
        restriction_type="login", password=""
    )


class Migration(migrations.Migration):
    dependencies = [("portal", "0007_mails_given_up"), ("wagtailcore", "0098_apitoken")]
    operations = [migrations.RunPython(take_restrictions_away, migrations.RunPython.noop)]
