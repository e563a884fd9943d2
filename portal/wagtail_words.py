"""What Wagtail's admin says on every list and in its menu. Named here, it stands in our catalogues, which come before
Wagtail's own: there much of it is missing in Japanese and in Vietnamese."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

SENTENCES = (
    _("There are no %(model_name)s to display."),
    _("No %(model_name)s match your query."),
    _("Page %(page_num)s of %(total_pages)s"),
    _("Search…"),
    _("Search all pages…"),
    _("Clear search"),
    _("Filters"),
    _("Show filters"),
    _("Filter by"),
    _("Clear"),
    _("Skip to main content"),
    _("Previous"),
    _("Next"),
    _("Export"),
    _("Help"),
    _("Reports"),
    _("Images"),
    _("Documents"),
    _("Editor guide"),
    _("Toggle sidebar"),
    _("Collapse menu"),
    _("Toggle side panel"),
    ngettext_lazy("There is %(counter)s match", "There are %(counter)s matches", "counter"),
)
