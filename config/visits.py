"""Sessions and the shared cache belong to the visit: reading a page may renew or end them."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.core.cache.backends.db import DatabaseCache

from nuozheng.evidence.reading import writing


class SessionStore(DatabaseSessions):
    """Django's own; a session of a changed password, for one, is ended by whatever is asked."""

    def save(self, must_create: bool = False) -> None:
        with writing():
            super().save(must_create)

    def delete(self, session_key: str | None = None) -> None:
        with writing():
            super().delete(session_key)


class Cache(DatabaseCache):
    """Django's own; a look removes what has run out."""

    def get_many(self, *args: Any, **kwargs: Any) -> Any:
        with writing():
            return super().get_many(*args, **kwargs)

    def _base_set(self, *args: Any, **kwargs: Any) -> Any:
        with writing():
            return super()._base_set(*args, **kwargs)  # type: ignore[misc]

    def delete_many(self, *args: Any, **kwargs: Any) -> Any:
        with writing():
            return super().delete_many(*args, **kwargs)
