from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [path("mail/", views.mailbox, name="demo_mailbox")]
