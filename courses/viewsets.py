from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from .models import Recording


class RecordingViewSet(ModelViewSet):
    """Where editors bring in a recording with its captions and transcripts."""

    model = Recording
    icon = "media"
    menu_label = _("Recordings")
    menu_order = 210
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["lecture", "language", Column("length", label=_("Length"), accessor="length")]
    panels = [
        FieldPanel("lecture"),
        FieldPanel("language"),
        FieldPanel("video"),
        FieldPanel("audio"),
        InlinePanel("captions", label=_("Captions")),
        InlinePanel("transcripts", label=_("Transcript")),
    ]


recordings = RecordingViewSet("recordings")
