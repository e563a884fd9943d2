from __future__ import annotations

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from portal.desks import WithSteps

from . import importing


class ImportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(importing.PERMISSION)


class MemberImportViewSet(WithSteps, ViewSet):
    icon = "upload"
    url_prefix = "member-import"
    menu_label = gettext_lazy("Import members")
    menu_order = 225
    menu_item_class = ImportMenuItem
    add_to_admin_menu = True

    def on_register(self) -> None:
        super().on_register()
        hooks.register("register_permissions", granted_to_groups)


def granted_to_groups() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="network", codename="import_member")
