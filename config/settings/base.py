"""What every way of running the portal shares. Nothing secret and nothing of one machine stands here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO
from django.urls import reverse_lazy

from .. import languages

BASE_DIR = Path(__file__).resolve().parent.parent.parent

INSTALLED_APPS = [
    "config.apps.PortalConfig",
    "portal",
    "network",
    "courses",
    "surveys",
    "sessions.apps.SessionsConfig",
    "search",
    "claims",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "network.apps.OfficeUsersConfig",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "portal.middleware.arrival_is_noted",
    "portal.logs.every_request_has_an_id",
    "portal.structure.once_a_request",
    "portal.middleware.health_before_all",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.strangers.are_shown_what_is_kept",
    "portal.compression.Compression",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "portal.methods.OnlyMethodsInUse",
    "django.middleware.csrf.CsrfViewMiddleware",
    "network.people.signing_in.browser_sessions.SignedIn",
    "network.people.signing_in.idle.counted_from_the_last_request",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.middleware.private_pages_are_not_stored",
    "network.people.signing_in.interrupted.kept_for_return",
    "network.people.signing_in.second_factor.staff_show_it",
    "portal.middleware.wrong_methods_are_told_in_words",
    "portal.middleware.UnreadableIsABadRequest",
    "portal.middleware.SentBeforeIsTold",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Of config.languages; Django and Wagtail are told what they want to know of it.
PORTAL_LANGUAGES = {language.code: language for language in languages.LANGUAGES}
for language in languages.LANGUAGES:
    LANG_INFO[language.code] = {
        "bidi": language.direction == "rtl",
        "code": language.code,
        "name": language.name,
        "name_local": language.own_name,
    }
# One list for the interface and for the pages.
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    (language.code, language.name) for language in languages.LANGUAGES if language.is_visible
]
LANGUAGE_CODE = LANGUAGES[0][0]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = "config.formats"
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_PERMITTED_LANGUAGES = [
    (language.code, language.own_name)
    for language in languages.LANGUAGES
    if language.is_visible and not language.fallback
]
# A page in one language never goes live, and never appears, because of another one.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILLOCALIZE_DISABLE_ON_DELETE = True

# P6: every clock rule of the programme is Tokyo's.
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True
WAGTAIL_USER_TIME_ZONES = ["Asia/Tokyo"]

AUTH_USER_MODEL = "network.User"
AUTHENTICATION_BACKENDS = ["network.people.signing_in.browser_sessions.SupporterBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = reverse_lazy("my_page")
ACCOUNT_ADAPTER = "network.people.signing_in.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "network.people.signing_in.forms.LoginForm",
    "request_login_code": "network.people.signing_in.forms.RequestLoginCodeForm",
    "confirm_login_code": "network.people.signing_in.forms.ConfirmLoginCodeForm",
    "reauthenticate": "network.people.signing_in.forms.ReauthenticateForm",
    "change_password": "network.people.signing_in.forms.ChangePasswordForm",
    "set_password": "network.people.signing_in.forms.SetPasswordForm",
    "reset_password": "network.people.signing_in.forms.ResetPasswordForm",
    "reset_password_from_key": "network.people.signing_in.forms.ResetPasswordKeyForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# One address a person; another one takes its place on our own way (network.people.addresses.actions).
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
# From when they were sent, not asked for (network.people.signing_in.code_validity; the link is made on sending).
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
PASSWORD_RESET_TIMEOUT = 60 * 60
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "network.people.signing_in.reset_links.ResetLinks"
# No tick for it: how long a session lasts is for network.people.signing_in.idle to say.
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
# allauth counts in the cache, which may be away: network.people.signing_in.quotas counts in the database.
ACCOUNT_RATE_LIMITS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "network.people.signing_in.adapters.MFAAdapter"
MFA_FORMS = {
    "authenticate": "network.people.signing_in.forms.SecondStepForm",
    "reauthenticate": "network.people.signing_in.forms.SecondStepAgainForm",
    "activate_totp": "network.people.signing_in.forms.SetUpAppForm",
}
MFA_TOTP_ISSUER = "Bansō Net"
# Nobody signs in with an address that isn't confirmed; whoever is changing it must not be locked out meanwhile.
MFA_ALLOW_UNVERIFIED_EMAIL = True

DATABASE_ROUTERS: list[str] = []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SESSION_ENGINE = "network.people.signing_in.browser_sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "network.people.signing_in.interrupted.token_is_old"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_RENDITION_STORAGE = "renditions"
# Only what pages show of pictures has an address of its own. Documents, pictures as they were brought and recordings
# (L7) have none: who asks for them is asked first.
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "recordings": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "renditions": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "portal.searching", "SEARCH_CONFIG": "simple"},
}

WAGTAIL_SITE_NAME = "Bansō Net"
# Nobody sets anybody else's password: new accounts are entered by a mailed code.
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
# Wagtail would mail what a comment says, and titles, from within the request: all mail goes by the outbox (D4).
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAIL_WORKFLOW_ENABLED = False
# Everybody in the network has a login; a password passed on from hand to hand would be nobody's.
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}

# No third party is ever asked for anything.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF, "blob:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# Browsers send forms of a few kilobytes; recordings come through Wagtail's admin, streamed to disk.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DEFAULT_FROM_EMAIL = "Bansō Net <noreply@localhost>"
# Nobody waits longer for any mail server or provider.
EMAIL_TIMEOUT = 10
# anymail's name of the provider that may tell of mail that came back (portal.mail.urls); none without a secret.
MAIL_PROVIDER = ""

# One address for links in mails, where no request tells it.
PORTAL_ADDRESS = "http://localhost:8000"
WAGTAILADMIN_BASE_URL = PORTAL_ADDRESS

# One handler, whose lines name nobody: what Django and the server bring of their own would write paths and texts.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "portal.logs.Line"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        "_granian": {"handlers": [], "level": "WARNING", "propagate": True},
        "granian.access": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}
