"""Unpack xlsx and ods with care: what they are, how large they get, what must not be opened."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from nuozheng.catalogue.intake import unreadable

_MAXIMUM_UNPACKED = 200 * 2**20
_PORTION = 2**20
_ENCRYPTED = 0x1
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_NOT_READ = ("xl/sharedStrings.xml", "xl/styles.xml", "xl/theme/", "xl/drawings/", "xl/calcChain")
"""Large parts of an xlsx that tell nothing about how far it reaches."""


@dataclass(frozen=True, slots=True)
class Archive:
    """`parts` are the texts that are looked into, by path."""

    kind: Literal["xlsx", "ods"]
    parts: Mapping[str, bytes]


def unpacked(content: bytes) -> Archive:
    """A workbook's parts; Refused for whatever else is packed so, and where it is too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = frozenset(archive.namelist())
            parts = dict(_parts(archive))
    except NotImplementedError as error:  # a newer packing, or patched and hidden directories
        raise unreadable.other_packing() from error
    except (
        zipfile.BadZipFile,  # no directory at the end, or a checksum that is wrong
        zlib.error,  # bytes in the middle that are no packed text
        EOFError,  # it ends inside a part
        struct.error,  # a directory that is cut off
        ValueError,  # places outside the file, names that are no text
    ) as error:
        raise unreadable.damaged() from error
    return Archive(_kind(names, parts), parts)


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """The texts; everything counts, because the reader may unpack any of it."""
    left = _MAXIMUM_UNPACKED
    for part in archive.infolist():
        if part.flag_bits & _ENCRYPTED:
            raise unreadable.locked()
        if part.compress_type not in _PACKED:
            raise unreadable.other_packing()
        kept: list[bytes] = []
        keeps = _is_read(part.filename)
        with archive.open(part) as opened:
            while portion := opened.read(_PORTION):
                left -= len(portion)
                if left < 0:
                    raise unreadable.unpacks_too_large()
                if keeps:
                    kept.append(portion)
        if keeps:
            yield part.filename, b"".join(kept)


def _is_read(path: str) -> bool:
    if path in ("content.xml", "mimetype", "META-INF/manifest.xml"):
        return True
    return (
        path.startswith("xl/")
        and path.endswith((".xml", ".rels"))
        and not (path.startswith(_NOT_READ))
    )


def _kind(names: frozenset[str], parts: Mapping[str, bytes]) -> Literal["xlsx", "ods"]:
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise unreadable.locked()
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise unreadable.other_workbook("xlsb")
    if "word/document.xml" in names or b"opendocument.text" in parts.get("mimetype", b""):
        raise unreadable.other_kind("Word文档")
    if any(name.startswith("ppt/") for name in names):
        raise unreadable.other_kind("演示文稿")
    if "content.xml" in names:
        return "ods"
    raise unreadable.packed()
