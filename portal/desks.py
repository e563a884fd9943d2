"""Desks of the office in the Wagtail admin, for what must never be written there: own views call actions for that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, Permission
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin.active_filters import ActiveFilter, BaseFilterAdapter
from wagtail.admin.auth import permission_required
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy

from .dates import tokyo_day
from .doors import View


def in_a_language_of_the_office(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Wagtail's admin has no plain Japanese, and shows no furigana: who reads that elsewhere reads Japanese here."""

    @wraps(view)
    def spoken(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if translation.get_language() not in dict(settings.WAGTAILADMIN_PERMITTED_LANGUAGES):
            # For the rest of the request: Wagtail's answers are rendered after the view. The next one chooses anew.
            own = translation.get_language() or settings.LANGUAGE_CODE
            translation.activate(settings.PORTAL_LANGUAGES[own].fallback or settings.LANGUAGE_CODE)
        return view(request, *args, **kwargs)

    return spoken


def for_who_may(permission: str) -> Callable[[View], View]:
    """Guards the view of a form: the page is looked at, or what stands in it is sent."""

    def guard(view: View) -> View:
        guarded: View = permission_required(permission)(require_http_methods(["GET", "HEAD", "POST"])(view))
        return guarded

    return guard


def pressed_by_who_may(permission: str) -> Callable[[View], View]:
    """Guards a button that has no page of its own."""

    def guard(view: View) -> View:
        guarded: View = permission_required(permission)(require_POST(view))
        return guarded

    return guard


def age_in_words(since: datetime) -> str:
    days = (tokyo_day(timezone.now()) - tokyo_day(since)).days
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


class LookOnlyPolicy(ModelPermissionPolicy):
    """Nobody adds, changes, copies or deletes through Wagtail, superusers neither.

    To be registered at the top of `wagtail_hooks.py`: `register_permission_policy(Model, LookOnlyPolicy(Model))`.
    """

    def user_has_permission(self, user: AbstractBaseUser | AnonymousUser, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        if "view" not in actions:
            return get_user_model().objects.none()
        return super().users_with_any_permission(["view"])


class DeskInspectView(InspectView):
    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        """As people say it: Tokyo time, yes or no, a dash for nothing."""
        value = super().get_field_display_value(field_name, field)
        if isinstance(value, datetime):
            return timezone.localtime(value)
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        return "–" if value in (None, "") else value


class OwnPageView(DeskInspectView):
    """Its template shows what there is to see, field by field."""

    def get_fields(self) -> list[str]:
        return []


class ActingIndexView(IndexView):
    """A list with buttons above it, each with words, address and icon, for who may do what they do."""

    may_act: str
    buttons: Sequence[tuple[Promise, str, str]]

    @property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.request.user.has_perm(self.may_act):
            return []
        return [HeaderButton(words, reverse(address), icon_name=icon) for words, address, icon in self.buttons]


class YesNoAdapter(BaseFilterAdapter):
    """What a list says of a filter that is set; Wagtail shows Python's own word for it."""

    def get_active_filters(self) -> Iterator[ActiveFilter]:
        for active in super().get_active_filters():
            yield active._replace(value=_("Yes") if self.value else _("No"))


class WithSteps:
    """Own views, beside what Wagtail's viewset makes: the room's `urls` lists them, its `wagtail_hooks` passes them."""

    steps: Sequence[URLPattern] = ()

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), *self.steps]  # type: ignore[misc]


class SomeViewsViewSet(ModelViewSet):
    """Only some of Wagtail's views are reached, and the others aren't linked either."""

    add_to_admin_menu = True
    copy_view_enabled = False

    SHOWN: frozenset[str]
    HIDDEN: tuple[str, ...]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        hidden = {f"{name}_url_name": None for name in self.HIDDEN}
        common: dict[str, Any] = super().get_common_view_kwargs(**{**hidden, **kwargs})
        return common

    def get_urlpatterns(self) -> list[URLPattern]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in self.SHOWN]


class NeverDeletedViewSet(SomeViewsViewSet):
    """Rows that are added and changed, but stay: others were judged by them, or made for them."""

    SHOWN = frozenset({"index", "index_results", "add", "edit"})
    HIDDEN = ("delete", "history", "usage")


class DeskViewSet(WithSteps, SomeViewsViewSet):
    """A list and a page for each row, without Wagtail's editing, copying, history, usage and export."""

    inspect_view_class = DeskInspectView
    inspect_view_enabled = True
    add_to_reference_index = False
    # The editing views are made before they are left out, and would ask for their fields.
    form_fields: list[str] = []

    SHOWN = frozenset({"index", "index_results", "inspect"})
    HIDDEN = ("add", "edit", "delete", "history", "usage")

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """What an administrator can grant to a group: looking, and the verbs of the room."""
        refused = [f"{action}_{self.model_name}" for action in ("add", "change", "delete")]
        granted: QuerySet[Permission] = super().get_permissions_to_register().exclude(codename__in=refused)
        return granted

    def register_admin_url_finder(self) -> None:
        """There is no page where a row is edited."""
