"""What the lists of the office say of a filter that is set."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from wagtail.admin.active_filters import ActiveFilter, BaseFilterAdapter


class YesNoAdapter(BaseFilterAdapter):
    """Wagtail shows Python's own word for it."""

    def get_active_filters(self) -> Iterator[ActiveFilter]:
        for active in super().get_active_filters():
            yield active._replace(value=_("Yes") if self.value else _("No"))
