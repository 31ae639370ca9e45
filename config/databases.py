"""Django's database entry, from DATABASE_URL or the embedded server."""

from typing import Any

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from config.embedded import local_cluster
from config.environment import WrongSetting

_KNOWN = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def connection(url: str, pool: int) -> dict[str, Any]:
    """Pooled and health-checked: a restart of it costs no request. Raises WrongSetting."""
    try:
        said = conninfo_to_dict(url or local_cluster().url())
    except ProgrammingError as error:
        raise WrongSetting(
            "DATABASE_URL 不是 PostgreSQL 数据库的地址；例如 "
            "DATABASE_URL=postgresql://nuozheng:secret@db.example/nuozheng"
        ) from error
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{_KNOWN[key]: str(value) for key, value in said.items() if key in _KNOWN},
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **{key: value for key, value in said.items() if key not in _KNOWN},
            "pool": {"min_size": 1, "max_size": pool, "timeout": 10},
            # Each connection plans a statement once: a fifth of the work of a signature.
            "server_side_binding": True,
            "prepare_threshold": 3,
        },
    }
