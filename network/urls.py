from __future__ import annotations

from django.urls import path

from . import views

app_name = "network"
urlpatterns = [
    path("register/", views.register, name="register"),
    path("register/done/", views.registered, name="registered"),
    path("register/send-again/", views.send_again, name="send_again"),
]
