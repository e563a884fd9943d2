from __future__ import annotations

from collections.abc import Callable

from allauth import urls as allauth_urls
from allauth.account import urls as account_urls
from allauth.mfa.totp import urls as app_urls
from csp.decorators import csp_replace
from django.apps import apps
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve as serve_public_file
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents.views.serve import serve as serve_document
from wagtail.utils.urlpatterns import decorate_urlpatterns

from network.people.office.doors import roles_on_record
from network.people.signing_in.code_validity import lives_from_sending
from network.people.signing_in.known_browsers import known_afterwards
from network.people.signing_in.proving import proven_first
from network.people.signing_in.secret_pages import keeps_its_secret, nothing_stays
from network.people.signing_in.views import admin_sign_in
from portal.desks import in_a_language_of_the_office
from portal.protected import what_is_needed_stays
from portal.side_doors import closed_side_doors
from portal.views import serve
from sessions.urls import feeds as session_feeds

# Wagtail's admin brings inline scripts and styles of its own; only it may.
relaxed_for_the_admin = csp_replace(
    {
        "script-src": ["'self'", "'unsafe-inline'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "frame-src": ["'self'"],
        "frame-ancestors": ["'self'"],
    }
)
decorate_urlpatterns(wagtailadmin_urls.urlpatterns, relaxed_for_the_admin)
decorate_urlpatterns(wagtailadmin_urls.urlpatterns, in_a_language_of_the_office)
decorate_urlpatterns(wagtailadmin_urls.urlpatterns, roles_on_record)
decorate_urlpatterns(wagtailadmin_urls.urlpatterns, what_is_needed_stays)
decorate_urlpatterns(wagtailadmin_urls.urlpatterns, closed_side_doors)
_typing_the_code = [one for one in account_urls.urlpatterns if one.name == "account_confirm_login_code"]
decorate_urlpatterns(_typing_the_code, lives_from_sending)
_new_ways_in = [*account_urls.urlpatterns, *app_urls.urlpatterns]
_new_ways_in = [one for one in _new_ways_in if one.name in ("account_set_password", "mfa_activate_totp")]
decorate_urlpatterns(_new_ways_in, proven_first)
_by_the_owner = (
    "account_change_password",
    "account_confirm_email",
    "account_reset_password_from_key",
    "account_set_password",
)
decorate_urlpatterns([one for one in account_urls.urlpatterns if one.name in _by_the_owner], known_afterwards)
decorate_urlpatterns(allauth_urls.urlpatterns, keeps_its_secret)
decorate_urlpatterns([one for one in account_urls.urlpatterns if one.name == "account_logout"], nothing_stays)


def signed_in_by_the_portal(name: str) -> Callable[..., HttpResponseBase]:
    return RedirectView.as_view(pattern_name=name, query_string=True)


urlpatterns: list[URLPattern | URLResolver] = [
    # Wagtail's own side doors know no second factor and no code by mail.
    path("admin/login/", admin_sign_in),
    path("admin/logout/", signed_in_by_the_portal("account_logout"), name="admin_logout"),
    path("admin/password_reset/", signed_in_by_the_portal("account_reset_password")),
    path("admin/", include(wagtailadmin_urls)),
    re_path(r"^documents/(\d+)/(.*)$", serve_document, name="wagtaildocs_serve"),
    # Stands on paper, so it is short and knows no language.
    path("c/<str:code>/", RedirectView.as_view(pattern_name="consultations:verify"), name="certificate"),
    path("calendar/", include(session_feeds)),
]
if settings.MAIL_PROVIDER:
    urlpatterns += [path("mail/", include("portal.mail.urls"))]
if settings.DEMO:
    urlpatterns += [
        path("demo/", include("portal.demo.urls")),
        # What the public bucket is to a published portal.
        path("media/<path:path>", serve_public_file, {"document_root": settings.MEDIA_ROOT}),
    ]

in_each_language: list[URLPattern | URLResolver] = [
    # allauth's own page asks for no proof and tells the old mailbox nothing.
    path("account/email/", RedirectView.as_view(pattern_name="network:address")),
    path("account/", include("allauth.urls")),
    path("", include("network.urls")),
    path("", include("portal.urls")),
    path("courses/", include("courses.urls")),
    path("surveys/", include("surveys.urls")),
    path("meet/", include("sessions.urls")),
    path("search/", include("search.urls")),
]
if apps.is_installed("claims"):
    in_each_language += [path("claims/", include("claims.urls"))]
urlpatterns += i18n_patterns(*in_each_language, re_path(r"^((?:[\w\-]+/)*)$", serve, name="wagtail_serve"))

handler400 = "portal.views.bad_request"
handler500 = "portal.views.server_error"
