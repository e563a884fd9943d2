from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet

from .forms import RequiredPeriodForm
from .models import RequiredPeriod


class RequiredPeriodViewSet(ModelViewSet):
    """From which day on which surveys qualify (L3): a new list is a new record, so the past stays as it was."""

    model = RequiredPeriod
    icon = "calendar-check"
    menu_label = _("Required surveys")
    menu_order = 220
    add_to_admin_menu = True
    copy_view_enabled = False
    edit_handler = ObjectList([FieldPanel("starts_on"), FieldPanel("surveys")], base_form_class=RequiredPeriodForm)


required_periods = RequiredPeriodViewSet("required_surveys")
