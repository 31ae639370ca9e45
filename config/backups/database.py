"""PostgreSQL's own programs on the database that Django's settings name."""

import shutil
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg

from config import environment
from config.backups.sealed import BadBackup
from config.embedded import local_cluster
from config.embedded.programs import NoServer

_NAMES = {
    "NAME": "PGDATABASE",
    "USER": "PGUSER",
    "PASSWORD": "PGPASSWORD",
    "HOST": "PGHOST",
    "PORT": "PGPORT",
}
_OPTIONS = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT"}


def dump(database: Mapping[str, Any], target: Path) -> None:
    """One consistent picture of the database, while people work. Errors: BadBackup."""
    _run(database, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"-f{target}")


def check(source: Path) -> None:
    """Whether the dump can be read to its end. Errors: BadBackup."""
    _run({}, "pg_restore", "--list", str(source))


def is_empty(database: Mapping[str, Any]) -> bool:
    """Whether it holds no table of anybody's."""
    known = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host"}
    said = {name: database[key] for key, name in {**known, "PORT": "port"}.items() if database[key]}
    with psycopg.connect(**said) as connection:
        found = connection.execute(
            "SELECT 1 FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        )
        return found.fetchone() is None


def restore(database: Mapping[str, Any], source: Path) -> None:
    """All of it or nothing. Errors: BadBackup."""
    wanted = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
    _run(database, "pg_restore", *wanted, f"--dbname={database['NAME']}", str(source))


def _run(database: Mapping[str, Any], name: str, *words: str) -> None:
    said = {var: str(database[key]) for key, var in _NAMES.items() if database.get(key)}
    options = database.get("OPTIONS", {})
    said |= {var: str(options[key]) for key, var in _OPTIONS.items() if options.get(key)}
    done = subprocess.run(
        [_program(name), *words],
        env=environment.with_settings(**said),
        capture_output=True,
        check=False,
    )
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or [""]
        raise BadBackup(f"{name} 没有做成：{last[0][:300]}")


def _program(name: str) -> str:
    """Those that come with us, which read older servers too; else those of the machine."""
    with suppress(NoServer):
        ours = local_cluster().programs / name
        if ours.exists():
            return str(ours)
    found = shutil.which(name)
    if found is None:
        raise BadBackup(f"没有找到 {name}：请安装 PostgreSQL 的客户端程序")
    return found
