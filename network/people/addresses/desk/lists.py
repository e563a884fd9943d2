"""The desk's list of addresses that are to be confirmed by another way than the old mailbox."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView

from portal.desks import DeskViewSet
from portal.templatetags.portal_tags import moment

from ..models import AddressChange
from .steps import HANDLE, note, reader_in_words, state_in_words


class AddressIndexView(IndexView):
    page_title = _("Addresses to confirm")
    default_ordering = "asked_at"

    def get_base_queryset(self) -> QuerySet[AddressChange]:
        return AddressChange.objects.for_the_office(timezone.now()).select_related("user__supporter")

    @property
    def columns(self) -> list[Column]:
        reader = {"label": _("Network ID"), "accessor": reader_in_words}
        may_handle = self.request.user.has_perm(HANDLE)
        return [
            TitleColumn("reader", url_name="addresses:decide", **reader) if may_handle else Column("reader", **reader),
            Column("asked_at", label=_("Since"), accessor=lambda change: moment(change.asked_at)),
            Column("state", label=_("State"), accessor=state_in_words),
            Column("note", label=_("Note"), accessor=note),
        ]


class AddressViewSet(DeskViewSet):
    model = AddressChange
    icon = "key"
    menu_label = _("Addresses to confirm")
    menu_order = 217
    index_view_class = AddressIndexView
    inspect_view_enabled = False

    SHOWN = frozenset({"index", "index_results"})
