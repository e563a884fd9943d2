from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [path("my/", views.my_page, name="my_page")]
