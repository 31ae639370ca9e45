"""What a backup holds: the database's dump, the files beside it, and a list with digests."""

import hashlib
import json
import shutil
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from config.backups.sealed import BadBackup, Sealing, opened

DUMP, LISTED = "database.dump", "list.json"
_BLOCK = 2**20


@dataclass(frozen=True, slots=True)
class Contents:
    """An opened backup: its dump, its folders by name, and what was written down with it."""

    folder: Path
    told: Mapping[str, Any]

    @property
    def dump(self) -> Path:
        return self.folder / DUMP


def pack(
    target: Path, key: bytes, dump: Path, folders: Mapping[str, Path], told: dict[str, Any]
) -> int:
    """Write the backup in one step; how many files beside the dump. Errors: FileExistsError."""
    if target.exists():
        raise FileExistsError(target)
    draft = target.with_name(f".{target.name}.partial")
    digests: dict[str, str] = {}
    try:
        with draft.open("wb") as out:
            draft.chmod(0o600)
            sealing = Sealing(out, key)
            with tarfile.open(fileobj=cast(Any, sealing), mode="w|") as tar:
                for name, path in [(DUMP, dump), *_files(folders)]:
                    digests[name] = _digest(path)
                    tar.add(path, name, recursive=False)
                listed = dump.with_name(LISTED)
                listed.write_text(json.dumps({**told, "files": digests}, ensure_ascii=False))
                tar.add(listed, LISTED, recursive=False)
            sealing.close()
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)
    return len(digests) - 1


def unpack(source: Path, key: bytes, folder: Path) -> Contents:
    """Open the whole backup into an empty folder and compare every digest. Errors: BadBackup."""
    whole = folder / "whole.tar"
    with source.open("rb") as sealed, whole.open("wb") as out:
        for piece in opened(sealed, key):
            out.write(piece)
    with tarfile.open(whole) as tar:
        tar.extractall(folder, filter="data")
    whole.unlink()
    told = json.loads((folder / LISTED).read_text())
    found = {
        path.relative_to(folder).as_posix(): _digest(path)
        for path in folder.rglob("*")
        if path.is_file() and path.name != LISTED
    }
    if found != told["files"]:
        raise BadBackup("备份里的文件和它自己的清单不一致")
    return Contents(folder, told)


def put_back(contents: Contents, folders: Mapping[str, Path]) -> int:
    """Copy the files to where they belong; how many. What stands there is left alone."""
    count = 0
    for name, home in folders.items():
        start = contents.folder / name
        for path in start.rglob("*") if start.exists() else ():
            there = home / path.relative_to(start)
            if path.is_file() and not there.exists():
                there.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, there)
                count += 1
    return count


def _files(folders: Mapping[str, Path]) -> Iterator[tuple[str, Path]]:
    for name, home in folders.items():
        for path in sorted(home.rglob("*")) if home.exists() else ():
            if path.is_file() and not path.is_symlink():
                yield f"{name}/{path.relative_to(home).as_posix()}", path


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
