"""Settings for tests: the real ones, with keys of no value and passwords that hash fast."""

import os
from hashlib import sha256

from config.keys import Keys


def _worthless(name: str) -> bytes:
    return sha256(f"worthless test key: {name}".encode()).digest()


os.environ.setdefault("NUOZHENG_DEMO", "1")
os.environ.setdefault("DATABASE_URL", "postgresql:///nuozheng")
os.environ["NUOZHENG_KEYS"] = Keys(
    field_keys={"1": _worthless("field")[:16]},
    current="1",
    blind_index_key=_worthless("blind index"),
    sources_key=_worthless("sources"),
    signing_secret=_worthless("signing").hex(),
).as_json()

from config.settings import *  # noqa: E402,F403
from config.settings import MIDDLEWARE, STORAGES  # noqa: E402

MIDDLEWARE = ["tests.strictness.safe_requests_only_read", *MIDDLEWARE]
PASSWORD_HASHERS = ["config.hashers.TestArgon2"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
