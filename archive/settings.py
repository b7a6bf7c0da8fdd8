"""Settings in four parts: paths, apps, data, security. Every variable read here is in .env.example."""

import secrets
import sys
from pathlib import Path
from urllib.parse import urlsplit

import environ
import pghistory
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

# --- Paths -----------------------------------------------------------------------------------------------

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

DATA_DIR = (BASE_DIR / (env.str("DATA_DIR", default="") or ".data")).resolve()
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
LOCALE_PATHS = [BASE_DIR / "locale"]

RELEASES_DIR = DATA_DIR / "releases"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_MIMETYPES = {".csv": "text/csv", ".md": "text/markdown"}  # which it takes for anything at all

# --- Apps ------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "stances",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "django_filters",
    "pghistory",
    "pgtrigger",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "archive.urls"
WSGI_APPLICATION = "archive.wsgi.application"

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

# Form widgets may be overridden in templates/, like any other template.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
USE_I18N = True
# Dates and numbers as they are written in Spanish in the United States.
FORMAT_MODULE_PATH = ["archive.formats"]
TIME_ZONE = "UTC"
USE_TZ = True

# --- Data ------------------------------------------------------------------------------------------------

if not env.str("DATABASE_URL", default=""):
    raise ImproperlyConfigured(
        "DATABASE_URL is not set. `python manage.py …` starts a private PostgreSQL by itself; "
        "any other program needs the address of a server, for example "
        "DATABASE_URL=postgres://user:password@host:5432/stances"
    )

DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"] |= {
    "OPTIONS": {
        **DATABASES["default"].get("OPTIONS", {}),
        # Every trigger asks this setting. Where it is missing that is an error, caught each time, which takes longer
        # the more rows a transaction has written.
        "options": f"{DATABASES['default'].get('OPTIONS', {}).get('options', '')} -c pgtrigger.ignore={{}}".strip(),
    },
    # Opening a connection costs more than most pages; a connection lost meanwhile is opened again.
    "CONN_MAX_AGE": 600,
    "CONN_HEALTH_CHECKS": True,
}
if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured("DATABASE_URL must begin with postgres://, as the archive needs PostgreSQL 15 or later.")

# Pages are kept in files, which all processes of one machine share, and the last ones in the memory of each. Files
# beyond the number are deleted at random; there is no need to delete others, as a page never gets old.
SHARED_CACHE = {
    "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
    "LOCATION": DATA_DIR / "cache",
    "OPTIONS": {"MAX_ENTRIES": 1000},
}
CACHES = {
    "default": {
        **(env.cache_url("CACHE_URL") if env.str("CACHE_URL", default="") else SHARED_CACHE),
        "TIMEOUT": None,
    },
    "near": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 200},
    },
    # How often each client asked the API within a minute; of more clients at a time those of long ago are forgotten.
    # Without a shared cache each process of the web server counts by itself, so that a client may ask as many times
    # the limit as there are processes.
    "counts": (
        {**env.cache_url("CACHE_URL"), "KEY_PREFIX": "counts"}
        if env.str("CACHE_URL", default="")
        else {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "counts",
            "OPTIONS": {"MAX_ENTRIES": 10_000},
        }
    ),
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def whole_number(name, given, *, most, least=1):
    """A variable that is a number from ``least`` to ``most``; anything else stops the start."""
    if not given.isascii() or not given.isdigit() or not least <= int(given) <= most:
        raise ImproperlyConfigured(f"{name} is a whole number from {least} to {most}, not {given!r}.")
    return int(given)


# Fewer than the threads of one process of the web server, so that each has one left for pages.
DOWNLOADS_AT_ONCE = whole_number("DOWNLOADS_AT_ONCE", env.str("DOWNLOADS_AT_ONCE", default="") or "6", most=100)
# How many seconds a client may read nothing of its download.
DOWNLOAD_PATIENCE = whole_number("DOWNLOAD_PATIENCE", env.str("DOWNLOAD_PATIENCE", default="") or "300", most=86_400)
# How many days of the past are kept rebuilt, each as large as the archive; the least used makes room for another. A
# release is compared with the one before it, so that two are needed at a time.
PASTS_KEPT = whole_number("PASTS_KEPT", env.str("PASTS_KEPT", default="") or "5", least=2, most=1000)

# Of one client, of the API; what is kept or has not changed costs nothing.
API_REQUESTS_PER_MINUTE = whole_number(
    "API_REQUESTS_PER_MINUTE", env.str("API_REQUESTS_PER_MINUTE", default="") or "600", most=1_000_000
)

# One event for each statement of SQL rather than one for each row keeps large imports fast.
PGHISTORY_LEVEL = pghistory.Statement
# Who only asks for a page changes nothing.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
# One moment for all that a transaction changes, as the public sees all of it at once.
PGHISTORY_CREATED_AT_FUNCTION = "stances_moment()"

# --- Security --------------------------------------------------------------------------------------------


def switch(name, given):
    """Whether a variable says true; empty says false, and a word that is neither stops the start."""
    given = given.lower()
    if given not in ("", "true", "1", "yes", "on", "false", "0", "no", "off"):
        raise ImproperlyConfigured(f"{name} is true or false, not {given!r}.")
    return given in ("true", "1", "yes", "on")


DEBUG = switch("DEBUG", env.str("DEBUG", default=""))

PORT = whole_number("PORT", env.str("PORT", default="") or "8000", most=65_535)
BIND = env.str("BIND", default="127.0.0.1")
SITE_URL = env.str("SITE_URL", default=f"http://localhost:{PORT}").rstrip("/")
if urlsplit(SITE_URL).scheme not in ("http", "https") or not urlsplit(SITE_URL).hostname:
    raise ImproperlyConfigured(f"SITE_URL must be an address such as https://example.org, not {SITE_URL!r}.")
IS_HTTPS = urlsplit(SITE_URL).scheme == "https"

ALLOWED_HOSTS = [
    urlsplit(SITE_URL).hostname,
    "localhost",
    "127.0.0.1",
    "[::1]",
    *env.list("ALLOWED_HOSTS", default=[]),
]
CSRF_TRUSTED_ORIGINS = [SITE_URL]


def secret_key():
    """The key given by SECRET_KEY, else one made once and kept in DATA_DIR, readable by its owner only."""
    if given := env.str("SECRET_KEY", default=""):
        return given
    path = DATA_DIR / "secret-key"
    if not path.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=True)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text().strip()


SECRET_KEY = secret_key()

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler", "stream": sys.stderr}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
