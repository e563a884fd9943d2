"""A home page in the first language and the four locales, in place of Wagtail's welcome page."""

from __future__ import annotations

from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def make_home_page(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    ContentType = apps.get_model("contenttypes", "ContentType")
    Locale = apps.get_model("wagtailcore", "Locale")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    HomePage = apps.get_model("portal", "HomePage")

    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code, _name in settings.LANGUAGES}
    Page.objects.filter(depth=2, slug="home").delete()
    home = HomePage.objects.create(
        title=settings.WAGTAIL_SITE_NAME,
        draft_title=settings.WAGTAIL_SITE_NAME,
        slug="home",
        content_type=ContentType.objects.get_or_create(model="homepage", app_label="portal")[0],
        path="00010001",
        depth=2,
        numchild=0,
        url_path="/home/",
        locale=locales[settings.LANGUAGE_CODE],
        symbol="path",
    )
    Page.objects.filter(depth=1).update(numchild=1)
    Site.objects.update_or_create(
        hostname="localhost", defaults={"root_page_id": home.pk, "is_default_site": True, "port": 80}
    )


def remove_home_page(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("wagtailcore", "Site").objects.all().delete()
    apps.get_model("portal", "HomePage").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0002_audit_is_append_only"),
        ("wagtailcore", "0098_apitoken"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_home_page, remove_home_page)]
