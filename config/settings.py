"""Django's settings. What varies from one installation to another comes from `environment`."""

from typing import Any
from urllib.parse import urlsplit

import django_stubs_ext
from csp.constants import NONE, SELF

from config import databases, environment, identity, keys, logs
from config.followers import CONTESTED_FACTS as CONTESTED_FACTS  # a setting
from config.followers import DUTIES_OF_A_RECORD as DUTIES_OF_A_RECORD  # a setting
from config.followers import FOLLOWERS as FOLLOWERS  # a setting

# Django's own classes take type arguments at run time too.
django_stubs_ext.monkeypatch()

BASE_DIR = environment.CHECKOUT
VAR = environment.VAR.path()
NUOZHENG_DEMO = environment.DEMO.flag()
DEBUG = environment.DEBUG.flag()

# Keys and addresses
_keys = keys.load(environment.KEYS.text(), demo=NUOZHENG_DEMO, var=VAR)
SECRET_KEY = _keys.signing_secret
FIELD_KEYS = _keys.field_keys
FIELD_KEY_CURRENT = _keys.current
BLIND_INDEX_KEY = _keys.blind_index_key
OTHER_INDEX_KEYS = _keys.other_index_keys
NUOZHENG_CHANGED_KEYS = keys.Watched(
    keys.file_of(environment.KEYS.text(), demo=NUOZHENG_DEMO, var=VAR)
)
NUOZHENG_PUBLIC_URL = environment.PUBLIC_URL.text().rstrip("/")
NUOZHENG_CREDIT_PLATFORMS = environment.CREDIT_PLATFORMS.text()
NUOZHENG_TRANSPARENCY_FOLDER = environment.TRANSPARENCY_FOLDER.text() or str(VAR / "transparency")
NUOZHENG_TRANSPARENCY_KEY = _keys.log_key
NUOZHENG_TRANSPARENCY_ORIGIN = (
    environment.TRANSPARENCY_ORIGIN.text() or f"{urlsplit(NUOZHENG_PUBLIC_URL).netloc}/log"
)
NUOZHENG_WITNESSES = environment.WITNESSES.text()
NUOZHENG_PARTNERS = environment.PARTNERS.text()
NUOZHENG_SEALING = environment.SEALING.text() or (str(VAR / "sealing") if NUOZHENG_DEMO else "")
NUOZHENG_SIGNERS = environment.SIGNERS.text()
NUOZHENG_SEALS = environment.SEALS.text() or (
    str(BASE_DIR / "nuozheng" / "sandbox" / "seals.toml") if NUOZHENG_DEMO else ""
)
NUOZHENG_SOURCES_URL = environment.SOURCES_URL.text().rstrip("/")
NUOZHENG_SOURCES_FOLDER = environment.SOURCES_FOLDER.text()
NUOZHENG_SOURCES_KEY = _keys.sources_key
NUOZHENG_SOURCES_TIMEOUT = environment.SOURCES_TIMEOUT.number()
NUOZHENG_SOURCES_BUDGET = environment.SOURCES_BUDGET.number()

# The program
INSTALLED_APPS = [
    "nuozheng.web",
    "nuozheng.api",
    "nuozheng.oversight",
    "nuozheng.verification",
    "nuozheng.applications",
    "nuozheng.credit",
    "nuozheng.disclosure",
    "nuozheng.catalogue",
    "nuozheng.documents",
    "nuozheng.parties",
    "nuozheng.evidence",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "ninja",
    "procrastinate.contrib.django",
]
if NUOZHENG_DEMO:
    INSTALLED_APPS.insert(0, "nuozheng.sandbox")
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.content_security.content_security",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.limits.body_limit",
    "config.limits.page_limit",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.reading.safe_requests_only_read",
    "nuozheng.web.looked.note_looks",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "nuozheng.web.context.page",
            ],
        },
    },
]

# Storage and work. Acts open their own transactions, so requests don't.
DATABASES = {
    "default": databases.connection(
        environment.DATABASE_URL.text(), int(environment.DATABASE_POOL.number())
    )
}
CACHES = {
    # Shared by all processes, so that the sign-in limits count across them.
    "default": {
        "BACKEND": "config.visits.Cache",
        "LOCATION": "cache_entry",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}
# Each application's background tasks are in its module `jobs`.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
LOGGING = logs.configuration(VAR / "log", environment.LOG_LEVEL.text().upper())

# Language and time: Chinese is the source language of every text.
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
LOCALE_PATHS = [BASE_DIR / "nuozheng" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# Static files
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Accounts: user name and password, throttled by allauth's own limits
AUTH_USER_MODEL = "parties.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["config.hashers.BoundedArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("username", "display_name")}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:my_cases"
LOGOUT_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "signup": "nuozheng.web.account_forms.SignupForm",
    "change_password": "nuozheng.web.account_forms.ChangePasswordForm",
}
ACCOUNT_ADAPTER = "nuozheng.web.accounts.adapters.AccountAdapter"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
SOCIALACCOUNT_ADAPTER = "nuozheng.web.accounts.social.SocialAdapter"
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {
        "provider_class": "nuozheng.web.accounts.identity.IdentityProvider",
        "OAUTH_PKCE_ENABLED": True,
        "APPS": identity.apps(environment.IDENTITY_PROVIDERS.text()),
    }
}
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
MFA_ADAPTER = "nuozheng.web.accounts.adapters.FactorAdapter"
MFA_FORMS = {
    name: f"nuozheng.web.account_forms.{form}"
    for name, form in (
        ("activate_totp", "ActivateFactorForm"),
        ("authenticate", "FactorForm"),
        ("reauthenticate", "ConfirmFactorForm"),
        ("add_webauthn", "AddPasskeyForm"),
        ("edit_webauthn", "RenamePasskeyForm"),
    )
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
# A browser lets only https and this machine itself use passkeys; so do we.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = NUOZHENG_DEMO
NUOZHENG_SECOND_FACTOR = not NUOZHENG_DEMO or environment.SECOND_FACTOR.flag()
ALLAUTH_TRUSTED_PROXY_COUNT = int(environment.PROXIES.number())
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
SESSION_ENGINE = "config.visits"
SESSION_COOKIE_AGE = 8 * 3600

# What a browser may do
_HTTPS = NUOZHENG_PUBLIC_URL.startswith("https://")
ALLOWED_HOSTS = [urlsplit(NUOZHENG_PUBLIC_URL).hostname or "", *environment.HOSTS.names()]
if NUOZHENG_DEMO:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [NUOZHENG_PUBLIC_URL]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
if _HTTPS:
    # A browser takes these only over https, from this very host, for all of it.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
)
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# How much may be sent: a file of 20 MB, other data of 2 MB. What people read of it comes from here
NUOZHENG_UPLOAD_BYTES = 20 * 2**20
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
