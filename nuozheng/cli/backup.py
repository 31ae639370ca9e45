"""`nuozheng backup` and `nuozheng restore`: the whole installation but its keys, in one file."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer
from django.conf import settings
from django.utils import timezone

from config.backups import archive, database
from config.backups.sealed import BadBackup, read_key
from config.environment import WrongSetting

app = typer.Typer(help="备份：数据库和旁边的文件，加密成一个文件；密钥不在里面。")
restoring = typer.Typer(help="恢复：把备份装进空的数据库；装之前先查完整个文件。")
File = Annotated[Path, typer.Argument(help="备份文件")]
KeyFile = Annotated[Path, typer.Option("--key", help="备份密钥文件，nuozheng keys backup 生成")]


@app.command()
def backup(file: File, key: KeyFile) -> None:
    """备份，不用停机；文件已存在则不动它。"""
    with _told(), TemporaryDirectory(dir=file.resolve().parent) as here:
        dumped = Path(here) / archive.DUMP
        secret = read_key(key)
        database.dump(settings.DATABASES["default"], dumped)
        told = {"made_at": timezone.now().isoformat(), "keys": _fingerprints()}
        # After the database: the files of the log may be ahead of it, never behind.
        count = archive.pack(file, secret, dumped, _folders(), told)
    print(f"已备份到 {file}：数据库和{count}个文件。恢复时另外要有密钥文件（NUOZHENG_KEYS）。")


@restoring.command()
def restore(
    file: File,
    key: KeyFile,
    verify: Annotated[bool, typer.Option("--verify", help="只检查备份，什么都不改")] = False,
) -> None:
    """恢复到空的数据库；密钥不对、文件不完整或者被改过的，什么都不动。"""
    with _told(), TemporaryDirectory(dir=file.resolve().parent) as here:
        contents = archive.unpack(file, read_key(key), Path(here))
        database.check(contents.dump)
        _keys_must_fit(contents.told["keys"])
        if verify:
            print(
                f"备份完好，{contents.told['made_at']}做的，{len(contents.told['files'])}个文件。"
            )
            return
        if not database.is_empty(settings.DATABASES["default"]):
            raise BadBackup("数据库不是空的，没有动它；请换一个空的数据库再恢复")
        database.restore(settings.DATABASES["default"], contents.dump)
        count = archive.put_back(contents, _folders())
    print(f"已恢复：数据库和{count}个文件。请运行 nuozheng prepare，再启动。")


def _folders() -> Mapping[str, Path]:
    """What matters outside the database: uploaded files if any, the files of the log."""
    return {
        "files": Path(settings.VAR) / "files",
        "transparency": Path(settings.NUOZHENG_TRANSPARENCY_FOLDER),
    }


def _fingerprints() -> dict[str, Any]:
    """Which keys open what is inside, without the keys: a restore without them helps nobody."""
    return {
        "fields": {name: _mark(secret) for name, secret in settings.FIELD_KEYS.items()},
        "index": _mark(settings.BLIND_INDEX_KEY),
        "log": _mark(settings.NUOZHENG_TRANSPARENCY_KEY),
    }


def _keys_must_fit(wanted: Mapping[str, Any]) -> None:
    held = _fingerprints()
    lacking = [name for name, mark in wanted["fields"].items() if held["fields"].get(name) != mark]
    lacking += [name for name in ("index", "log") if held[name] != wanted[name]]
    if lacking:
        raise BadBackup(
            f"现在的密钥（NUOZHENG_KEYS）打不开这份备份，缺：{'、'.join(lacking)}；"
            "请用备份那时的密钥文件"
        )


def _mark(secret: bytes) -> str:
    return sha256(b"nuozheng key fingerprint" + secret).hexdigest()[:16]


@contextmanager
def _told() -> Iterator[None]:
    """What goes wrong, as one sentence; what is written meanwhile only its owner reads."""
    before = os.umask(0o077)
    try:
        yield
    except FileExistsError as problem:
        raise WrongSetting(f"{problem} 已经存在，没有改动") from None
    except BadBackup as problem:
        raise WrongSetting(str(problem)) from None
    finally:
        os.umask(before)
