from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def take_ready_made_groups_away(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Wagtail brings two groups that know nothing of our roles, one of them under a name of ours."""
    apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Moderators"]).delete()


class Migration(migrations.Migration):
    # After all of Wagtail's that give those groups something.
    dependencies = [
        ("network", "0002_periods_never_overlap"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtail_localize", "0006_create_submit_translation_permission"),
    ]
    operations = [migrations.RunPython(take_ready_made_groups_away, migrations.RunPython.noop)]
