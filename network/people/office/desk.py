from __future__ import annotations

from typing import Any

from wagtail.users.views.users import UserViewSet

from .forms import OfficeUserCreationForm, OfficeUserEditForm


class OfficeUserViewSet(UserViewSet):
    def get_form_class(self, for_update: bool = False) -> type[Any]:
        return OfficeUserEditForm if for_update else OfficeUserCreationForm
