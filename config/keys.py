"""The secret keys, from a file or the environment; a demonstration makes its own."""

import hmac
import json
import logging
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from config.environment import WrongSetting

_log = logging.getLogger(__name__)
_LENGTHS = {"blind_index_key": 32, "sources_key": 32, "signing_secret": 50}
_EXAMPLE = "用 nuozheng keys new 文件 可以生成一整套"


@dataclass(frozen=True, slots=True)
class Keys:
    """Field keys by id (SM4, 16 bytes), the id that writes, and the keys of 32 bytes and more.

    `log_key` is the Ed25519 seed of the transparency log. It is the same for as long as the log
    lives; a file that does not name one has it from the key of the blind index, as lasting.
    """

    field_keys: dict[str, bytes]
    current: str
    blind_index_key: bytes
    sources_key: bytes
    signing_secret: str
    log_key: bytes = b""
    other_index_keys: tuple[bytes, ...] = ()

    @classmethod
    def new(cls) -> "Keys":
        return cls(
            field_keys={"1": secrets.token_bytes(16)},
            current="1",
            blind_index_key=secrets.token_bytes(32),
            sources_key=secrets.token_bytes(32),
            signing_secret=secrets.token_urlsafe(48),
            log_key=secrets.token_bytes(32),
        )

    def rotated(self) -> "Keys":
        """The same keys with one more field key, which writes from now on."""
        name = str(1 + max(int(key) for key in self.field_keys if key.isdecimal()))
        return replace(
            self, field_keys={**self.field_keys, name: secrets.token_bytes(16)}, current=name
        )

    def with_field_key(self) -> "Keys":
        """One more field key, which reads and does not write yet."""
        return replace(self.rotated(), current=self.current)

    def with_index_key(self) -> "Keys":
        """One more index key, which look-ups try and nothing writes yet."""
        return replace(self, other_index_keys=(*self.other_index_keys, secrets.token_bytes(32)))

    def with_newest_index_key(self) -> "Keys":
        """The index key added last writes from now on; those before it are still tried."""
        *older, newest = self.other_index_keys
        return replace(
            self, blind_index_key=newest, other_index_keys=(*older, self.blind_index_key)
        )

    def without_field_key(self, name: str) -> "Keys":
        return replace(self, field_keys={k: v for k, v in self.field_keys.items() if k != name})

    def without_other_index_keys(self) -> "Keys":
        return replace(self, other_index_keys=())

    def as_json(self) -> str:
        return json.dumps(
            {
                "field_keys": {name: key.hex() for name, key in self.field_keys.items()},
                "current": self.current,
                "blind_index_key": self.blind_index_key.hex(),
                "sources_key": self.sources_key.hex(),
                "signing_secret": self.signing_secret,
                "log_key": self.log_key.hex(),
                "other_index_keys": [key.hex() for key in self.other_index_keys],
            },
            indent=2,
        )

    @classmethod
    def from_json(cls, text: str, origin: str) -> "Keys":
        """Raises WrongSetting, which says what is wrong and never quotes a key."""
        try:
            found: dict[str, Any] = json.loads(text)
            keys = cls(
                field_keys={name: bytes.fromhex(key) for name, key in found["field_keys"].items()},
                current=found["current"],
                blind_index_key=bytes.fromhex(found["blind_index_key"]),
                sources_key=bytes.fromhex(found["sources_key"]),
                signing_secret=found["signing_secret"],
                log_key=bytes.fromhex(found.get("log_key", "")),
                other_index_keys=tuple(map(bytes.fromhex, found.get("other_index_keys", ()))),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise WrongSetting(f"{origin}：不是一套密钥；{_EXAMPLE}") from error
        keys._check(origin)
        if not keys.log_key:
            derived = hmac.digest(keys.blind_index_key, b"transparency log", "sha256")
            return replace(keys, log_key=derived)
        return keys

    def _check(self, origin: str) -> None:
        if self.current not in self.field_keys:
            raise WrongSetting(f"{origin}：current 没有指向任何字段密钥；{_EXAMPLE}")
        if any(len(key) != 16 for key in self.field_keys.values()):
            raise WrongSetting(f"{origin}：字段密钥应为 32 位十六进制数；{_EXAMPLE}")
        if len(self.log_key) not in (0, 32):
            raise WrongSetting(f"{origin}：log_key 应为 64 位十六进制数；{_EXAMPLE}")
        if any(len(key) < _LENGTHS["blind_index_key"] for key in self.other_index_keys):
            raise WrongSetting(f"{origin}：other_index_keys 太短；{_EXAMPLE}")
        for name, least in _LENGTHS.items():
            if len(getattr(self, name)) < least:
                raise WrongSetting(f"{origin}：{name} 太短；{_EXAMPLE}")

    def write(self, path: Path) -> None:
        """Write a new file that only its owner can read; raises FileExistsError over another."""
        draft = self._draft(path)
        try:
            os.link(draft, path)
        finally:
            draft.unlink()

    def write_over(self, path: Path) -> None:
        """Replace the file in one step: a reader sees the old set or the new one."""
        self._draft(path).replace(path)

    def _draft(self, path: Path) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        draft.unlink(missing_ok=True)
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(self.as_json())
            out.flush()
            os.fsync(out.fileno())
        return draft


class Watched:
    """Says what a key file holds once it was changed; a faulty one is left alone and logged."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._seen = self._stamp()

    def __call__(self) -> Keys | None:
        stamp = self._stamp()
        if self._path is None or stamp == self._seen:
            return None
        self._seen = stamp
        try:
            return read(self._path)
        except WrongSetting as fault:
            _log.error("the key file was changed and can't be used: %s", fault)
            return None

    def _stamp(self) -> tuple[int, int]:
        if self._path is None or not self._path.exists():
            return (0, 0)
        seen = self._path.stat()
        return (seen.st_mtime_ns, seen.st_ino)


def file_of(said: str, *, demo: bool, var: Path) -> Path | None:
    """The file from which the keys come; None where they stand in the environment itself."""
    if said.startswith("{"):
        return None
    if said:
        return Path(said).expanduser()
    return var / "keys.json" if demo else None


def load(said: str, *, demo: bool, var: Path) -> Keys:
    """The keys in force. `said` is a path or the JSON itself; raises WrongSetting."""
    if said.startswith("{"):
        return Keys.from_json(said, "NUOZHENG_KEYS")
    if said:
        return read(Path(said).expanduser())
    if not demo:
        raise WrongSetting(
            f"没有设置 NUOZHENG_KEYS，无法加密个人信息，因此不启动；{_EXAMPLE}，"
            "演示（NUOZHENG_DEMO=1）会自己生成"
        )
    path = var / "keys.json"
    if not path.exists():
        # If another process was first, its keys are the ones.
        with suppress(FileExistsError):
            Keys.new().write(path)
    return read(path)


def read(path: Path) -> Keys:
    """The keys in a file that nobody else can read; raises WrongSetting."""
    try:
        mode = path.stat().st_mode
        text = path.read_text()
    except OSError as error:
        raise WrongSetting(f"{path}：读不到（{error.strerror}）；{_EXAMPLE}") from error
    if mode & 0o077:
        raise WrongSetting(f"{path}：别人也能读；请运行 chmod 600 {path}")
    return Keys.from_json(text, str(path))
