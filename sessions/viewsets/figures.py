from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import pgettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from ..views import figures_desk


class FiguresMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(figures_desk.SEE)


class FiguresViewSet(ViewSet):
    icon = "clipboard-list"
    url_prefix = "figures"
    menu_label = pgettext_lazy("sessions", "Figures")
    menu_order = 227
    menu_item_class = FiguresMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", figures_desk.figures, name="index"),
            path("export/", figures_desk.export, name="export"),
        ]


desks = [FiguresViewSet("figures")]
