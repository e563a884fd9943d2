"""The desk's list of mails that were given up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import HeaderButton

from portal.desks import DeskViewSet
from portal.mail import OutboxMail
from portal.templatetags.portal_tags import moment

from .steps import HANDLE, kind_in_words, reader_in_words


class ButtonsColumn(Column):
    cell_template_name = "network/people/mails/desk/buttons.html"

    def get_cell_context_data(self, instance: OutboxMail, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return {**context, "csrf_token": get_token(parent_context["request"])}


class MailIndexView(IndexView):
    page_title = _("Mails that could not be sent")
    default_ordering = "settled_at"

    def get_base_queryset(self) -> QuerySet[OutboxMail]:
        return OutboxMail.objects.given_up().select_related("recipient__supporter").defer("sealed")

    @property
    def columns(self) -> list[Column]:
        columns = [
            Column("reader", label=_("Network ID"), accessor=reader_in_words),
            Column("kind", label=_("Mail"), accessor=kind_in_words, sort_key="kind"),
            Column("since", label=_("Given up"), accessor=lambda mail: moment(mail.settled_at), sort_key="settled_at"),
            Column("attempts", label=_("Attempts"), accessor="attempts"),
            Column("failure", label=_("Why"), accessor="get_failure_display", sort_key="failure"),
        ]
        return [*columns, ButtonsColumn("buttons", label=_("What you can do"))] if self._may_handle else columns

    @property
    def header_buttons(self) -> list[HeaderButton]:
        if not (self._may_handle and OutboxMail.objects.given_up().exists()):
            return []
        return [HeaderButton(_("Try all again"), reverse("mails:all_again"), icon_name="rotate")]

    @property
    def _may_handle(self) -> bool:
        return self.request.user.has_perm(HANDLE)


class MailViewSet(DeskViewSet):
    model = OutboxMail
    icon = "mail"
    menu_label = _("Mails not sent")
    menu_order = 216
    index_view_class = MailIndexView
    inspect_view_enabled = False

    SHOWN = frozenset({"index", "index_results"})
