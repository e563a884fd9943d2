from __future__ import annotations

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from . import importing, undoing


class ImportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(importing.PERMISSION)


class MemberImportViewSet(ViewSet):
    icon = "upload"
    url_prefix = "member-import"
    menu_label = gettext_lazy("Import members")
    menu_order = 225
    menu_item_class = ImportMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", importing.SpreadsheetView.as_view(), name="index"),
            path("example/", importing.example, name="example"),
            path("<int:pk>/reading/", importing.ReadingView.as_view(), name="reading"),
            path("<int:pk>/columns/", importing.ColumnsView.as_view(), name="columns"),
            path("<int:pk>/", importing.ReportView.as_view(), name="report"),
            path("<int:pk>/start/", importing.start, name="start"),
            path("<int:pk>/report/", importing.download, name="download"),
            path("<int:pk>/undo/", undoing.UndoView.as_view(), name="undo"),
            path("<int:pk>/forget/", importing.forget, name="forget"),
        ]

    def on_register(self) -> None:
        super().on_register()
        hooks.register("register_permissions", granted_to_groups)


def granted_to_groups() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="network", codename="import_member")


member_import = MemberImportViewSet("member_import")
