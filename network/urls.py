from __future__ import annotations

from django.urls import path

from .membership import views as my_data
from .papers import views as own_papers
from .payees import views as accounts
from .people.addresses import views as addresses
from .people.signing_in.views import own_browser, proving, signing_out
from .registering import views as registering

app_name = "network"
urlpatterns = [
    path("register/", registering.begin, name="register"),
    path("register/check/", registering.check, name="register_check"),
    path("register/forget/", registering.forget, name="register_forget"),
    path("register/done/", registering.registered, name="registered"),
    path("register/send-again/", registering.send_again, name="send_again"),
    path("register/<slug:name>/", registering.step, name="register_step"),
    path("register/<slug:name>/keep/", registering.keep, name="register_keep"),
    path("my/data/", my_data.overview, name="my_data"),
    path("my/data/download.json", my_data.as_json, name="my_data_json"),
    path("my/data/download.html", my_data.as_html, name="my_data_html"),
    path("my/data/edit/<slug:page>/", my_data.edit, name="edit"),
    path("my/data/leave/", my_data.leave, name="leave"),
    path("my/data/erase/", my_data.erase, name="erase"),
    path("my/papers/", own_papers.own_papers, name="papers"),
    path("my/papers/ask/", own_papers.ask_again, name="ask_for_papers"),
    path("my/sign-out/", signing_out.sign_out_everywhere, name="sign_out_everywhere"),
    *accounts.urlpatterns,
    *proving.urlpatterns,
    *addresses.urlpatterns,
    *own_browser.urlpatterns,
]
