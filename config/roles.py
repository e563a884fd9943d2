"""Which role of the office may do what: the one table, applied whenever the database has been migrated.

The six groups then have exactly this. Groups that an administrator makes beside them are left alone, and so is what a
role may do on single pages and collections; below the root of either it is the administrator's to say.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from network.people.enums import OFFICE_ROLES

EDITORS, DESK, OFFICERS, TREASURERS, COORDINATORS, AUDITORS = OFFICE_ROLES

MAY = {
    "wagtailadmin.access_admin": OFFICE_ROLES,
    "wagtail_localize.submit_translation": [EDITORS],
    "portal.change_contactsettings": [EDITORS],
    "portal.view_outboxmail": [DESK],
    "portal.handle_outboxmail": [DESK],
    "network.view_agreementtext": [EDITORS],
    "network.add_agreementtext": [EDITORS],
    "network.change_agreementtext": [EDITORS],
    "network.view_supporter": [DESK],
    "network.confirm_experience": [DESK],
    "network.end_membership": [DESK],
    "network.import_member": [DESK],
    "network.view_term": [DESK],
    "network.add_term": [DESK],
    "network.change_term": [DESK],
    "network.view_addresschange": [DESK],
    "network.handle_addresschange": [DESK],
    "network.view_papers": [DESK, AUDITORS],
    "network.handle_papers": [DESK],
    "network.key_payeeaccount": [DESK],
    "network.see_payeeaccount": [TREASURERS],
    "courses.view_lecture": [EDITORS],
    "courses.take_down_lecture": [EDITORS],
    "courses.view_recording": [EDITORS],
    "courses.add_recording": [EDITORS],
    "courses.change_recording": [EDITORS],
    "courses.delete_recording": [EDITORS],
    "surveys.view_requiredperiod": [EDITORS],
    "surveys.add_requiredperiod": [EDITORS],
    "surveys.change_requiredperiod": [EDITORS],
    "surveys.delete_requiredperiod": [EDITORS],
    "consultations.view_meeting": [COORDINATORS, AUDITORS],
    "consultations.plan_meeting": [COORDINATORS],
    "consultations.export_figures": [COORDINATORS],
    "consultations.view_referral": [COORDINATORS, AUDITORS],
    "consultations.coordinate_referral": [COORDINATORS],
    "consultations.view_cohort": [COORDINATORS, AUDITORS],
    "consultations.run_cohort": [COORDINATORS],
    "claims.view_claim": [OFFICERS, TREASURERS, AUDITORS],
    "claims.decide_claim": [OFFICERS],
}
# On all pages, and on all collections.
MAY_ON_PAGES = {
    "wagtailcore.add_page": [EDITORS],
    "wagtailcore.change_page": [EDITORS],
    "wagtailcore.publish_page": [EDITORS],
    "wagtailcore.lock_page": [EDITORS],
    "wagtailcore.unlock_page": [EDITORS],
}
MAY_IN_COLLECTIONS = {
    "wagtailimages.add_image": [EDITORS],
    "wagtailimages.change_image": [EDITORS],
    "wagtailimages.choose_image": [EDITORS],
    "wagtaildocs.add_document": [EDITORS],
    "wagtaildocs.change_document": [EDITORS],
    "wagtaildocs.choose_document": [EDITORS],
}


def apply_roles(**kwargs: Any) -> None:
    """Waits until all migrations are there: halfway, or on the way back, not all that the tables name is known yet."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    for app in apps.get_app_configs():
        # Django makes an app's permissions on the same signal, and the last app's turn comes after this one's.
        create_permissions(app, verbosity=0)
    pages, collections = Page.objects.get(depth=1), Collection.objects.get(depth=1)
    with transaction.atomic():
        for role in OFFICE_ROLES:
            group, _created = Group.objects.get_or_create(name=role)
            group.permissions.set(_granted(MAY, role))
            _set(GroupPagePermission, _granted(MAY_ON_PAGES, role), group=group, page=pages)
            _set(GroupCollectionPermission, _granted(MAY_IN_COLLECTIONS, role), group=group, collection=collections)


def _granted(table: Mapping[str, Container[str]], role: str) -> list[Permission]:
    names = (name.split(".") for name, roles in table.items() if role in roles)
    return [
        Permission.objects.get(content_type__app_label=label, codename=codename)
        for label, codename in names
        if label in apps.app_configs
    ]


def _set(kind: Any, granted: list[Permission], **where: Any) -> None:
    kind.objects.filter(**where).exclude(permission__in=granted).delete()
    for permission in granted:
        kind.objects.get_or_create(permission=permission, **where)
