"""All settings, read top to bottom. Without any environment variable this is the embedded edition: one process,
SQLite, mail as files. With them it is production: PostgreSQL, Redis, Celery, SMTP (see .env.example)."""

from datetime import timedelta
from pathlib import Path

import environ
from django.contrib.messages import constants as messages

from peerchallenge.boot import refuse_weak_production
from peerchallenge.logs import logging_for
from peerchallenge.programme import *  # noqa: F403 -- the numbers of the programme
from peerchallenge.secret_key import kept_secret_key
from peerchallenge.ui.security import CONTENT_SECURITY_POLICY  # noqa: F401 -- django-csp reads the name from here
from peerchallenge.wiring import *  # noqa: F403 -- the second half of the settings

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# --- Which edition is this? ------------------------------------------------------------------------------------------
PRODUCTION = env.bool("PRODUCTION", default=False)
DEMO = env.bool("DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)
CONCERN_MINUTES = env.int("CONCERN_MINUTES", default=60)  # within which the host's officer reads an immediate concern
CLOSED_UNTIL = env.str("CLOSED_UNTIL", default="")  # "2pm on Friday": every page says that the service is closed
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
REDIS_URL = env.str("REDIS_URL", default="")
EMBEDDED = not REDIS_URL  # no broker: a thread of the web process sweeps the job table
if not PRODUCTION:
    VAR_DIR.mkdir(parents=True, exist_ok=True)

# Not env.str: it takes a key that begins with "$" for the name of another variable.
SECRET_KEY = env.ENVIRON.get("SECRET_KEY", "") or ("" if PRODUCTION else kept_secret_key(VAR_DIR))
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
BASE_URL = env.str("BASE_URL", default="" if PRODUCTION else "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[] if PRODUCTION else ["127.0.0.1", "localhost", "[::1]", "testserver"]
)
CSRF_TRUSTED_ORIGINS = [BASE_URL]

LOGGING = logging_for(production=PRODUCTION)

# --- What it is made of ----------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # allauth.usersessions asks for it
    "django.contrib.staticfiles",
    "django.forms",
    "crispy_forms",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "peerchallenge.ui",
    "peerchallenge.accounts",
    "peerchallenge.audit",
    "peerchallenge.jobs",
    "peerchallenge.documents",
    "peerchallenge.notifications",
    "peerchallenge.upkeep",
    "cycles",
    "assessments",
    "reviews",
    "reports",
]
MIDDLEWARE = [
    "peerchallenge.request_log.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "peerchallenge.ui.security.PrivateByDefault",
    "peerchallenge.ui.closed.ClosedForWork",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "peerchallenge.accounts.middleware.SessionsEnd",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "peerchallenge.accounts.middleware.SignedInUnlessPublic",
    "peerchallenge.accounts.middleware.RuleRequired",
    "peerchallenge.accounts.middleware.SecondFactorRequired",
    "cycles.navigation.Navigation",
]
ROOT_URLCONF = "peerchallenge.urls"
WSGI_APPLICATION = "peerchallenge.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "peerchallenge.ui.context.site",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["govuk"]
CRISPY_TEMPLATE_PACK = "govuk"
MESSAGE_TAGS = {messages.ERROR: "error", messages.SUCCESS: "success"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Data ------------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'peerchallenge.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # Take the write lock when a transaction begins: a read that later writes never meets "database is locked".
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"] |= {
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "options": "-c statement_timeout=15s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s"
        },
    }
# Throttles of sign-in are counted here, so that they hold across processes. Not in Redis: nobody could sign in while it
# is away, and it carries wake-ups only.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entries",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # the default of 300 would let somebody push the counts of others out
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
FILES_DIR = Path(env.str("FILES_DIR", default=str(VAR_DIR / "files")))
MAX_FILE_SIZE = 50 * 1024 * 1024
PDF_FILES_DIR = BASE_DIR / "static" / "build" / "pdf"  # style and fonts: all that a PDF may be made from
# Memory in bytes. A job may take 90 seconds before its worker stops it, so a PDF takes less.
PDF_LIMITS = {"memory": 1024**3, "cpu_seconds": 60, "seconds": 75} | {
    "characters": 2_000_000,
    "elements": 20_000,
    "depth": 50,
    "word": 5_000,
}
FILE_UPLOAD_HANDLERS = [
    "peerchallenge.documents.uploads.NoMoreThanTheLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

# --- Time and language -----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

# --- Static files ----------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [("build", BASE_DIR / "static" / "build")]  # what the build made, and not its sources
STATIC_ROOT = BASE_DIR / "staticfiles" if PRODUCTION else None  # else they are served from where they were built
WHITENOISE_USE_FINDERS = not PRODUCTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "peerchallenge.ui.static_files.HashedFiles"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# --- Mail: always through the outbox (peerchallenge.notifications) ---------------------------------------------------
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
if "EMAIL_URL" in env.ENVIRON:
    vars().update(EMAIL_CONFIG)
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Peer challenge <no-reply@example.org>")

# --- Background work -------------------------------------------------------------------------------------------------
JOB_LEASE_SECONDS = 150  # longer than the hard limit below: a lease never ends while its run is alive
CELERY_BROKER_URL = REDIS_URL or "memory://"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 300, "socket_timeout": 2, "socket_connect_timeout": 1}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {"sweep": {"task": "peerchallenge.jobs.tasks.sweep_jobs", "schedule": 60.0}}

# --- Sign-in (django-allauth): by invitation only --------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.Person"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # an address is unique among those who can sign in; a constraint keeps that
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "peerchallenge.accounts.passwords.NotOurOwnWords"},
]
PASSWORD_RESET_TIMEOUT = int(timedelta(hours=2).total_seconds())
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ALLAUTH_TRUSTED_PROXY_COUNT = env.int(
    "TRUSTED_PROXIES", default=1 if PRODUCTION else 0
)  # whose word on addresses counts
ACCOUNT_ADAPTER = "peerchallenge.notifications.sign_in_mail.SignIn"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # there is no sign-up; allauth reads from here that passwords exist
ACCOUNT_EMAIL_VERIFICATION = "none"  # whoever has joined came by a link in our mail
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = int(timedelta(minutes=15).total_seconds())
ACCOUNT_LOGIN_TIMEOUT = int(timedelta(minutes=30).total_seconds())
ACCOUNT_FORMS = {
    "login": "peerchallenge.accounts.forms.SignIn",
    "request_login_code": "peerchallenge.accounts.forms.AskForCode",
    "confirm_login_code": "peerchallenge.accounts.forms.TypeCode",
    "reset_password": "peerchallenge.accounts.forms.AskForPassword",
    "reset_password_from_key": "peerchallenge.accounts.forms.ChooseForgottenPassword",
    "change_password": "peerchallenge.accounts.forms.ChangePassword",
    "set_password": "peerchallenge.accounts.forms.ChooseFirstPassword",
    "reauthenticate": "peerchallenge.accounts.forms.ProveByPassword",
}
MFA_ADAPTER = "peerchallenge.accounts.second_factor.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # http://localhost
MFA_ALLOW_UNVERIFIED_EMAIL = True  # as above: there are no addresses but those of invitations
MFA_TOTP_ISSUER = "Peer challenge"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_FORMS = {
    "authenticate": "peerchallenge.accounts.second_factor_forms.Prove",
    "reauthenticate": "peerchallenge.accounts.second_factor_forms.ProveAgain",
    "activate_totp": "peerchallenge.accounts.second_factor_forms.SetUpApp",
    "deactivate_totp": "peerchallenge.accounts.second_factor_forms.RemoveApp",
    "generate_recovery_codes": "peerchallenge.accounts.second_factor_forms.NewRecoveryCodes",
    "add_webauthn": "peerchallenge.accounts.second_factor_forms.AddPasskey",
    "authenticate_webauthn": "peerchallenge.accounts.second_factor_forms.ProveByPasskey",
    "reauthenticate_webauthn": "peerchallenge.accounts.second_factor_forms.ProveAgainByPasskey",
    "login_webauthn": "peerchallenge.accounts.second_factor_forms.SignInByPasskey",
}
# A session ends 20 hours after it was last used. It is written once an hour, so the last hour is given on top.
SESSION_REFRESHED_EVERY = timedelta(hours=1)
SESSION_COOKIE_AGE = int((timedelta(hours=20) + SESSION_REFRESHED_EVERY).total_seconds())
SESSION_LONGEST = timedelta(days=7)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "peerchallenge.ui.errors.csrf_failure"
WRITER_COOKIE_NAME = "writer"  # whose text it is that arrives when their session has ended
WRITER_COOKIE_AGE = timedelta(days=30)
PROOF_IS_FRESH_FOR = timedelta(minutes=30)

# --- HTTPS -----------------------------------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION and BASE_URL.startswith("https://"):
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31536000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    WRITER_COOKIE_NAME = "__Host-writer"

refuse_weak_production(globals())
