"""The press: a template and its data in, the bytes of a PDF/A-2b out.

Data travel as one JSON text inside one string literal and are set as strings, so nothing in them
is ever read as markup. They don't travel as the compiler's inputs: a changed input makes it set
every paragraph anew, also those that all letters of one template share, at twice the time.
"""

import json
import threading
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from importlib.resources import files
from pathlib import Path

import typst

from nuozheng.documents.typesetting.fonts import typefaces
from nuozheng.documents.typesetting.glyphs import require_glyphs

CHINA_TIME = timezone(timedelta(hours=8))
_TEMPLATES = Path(str(files("nuozheng.documents.typesetting") / "templates"))
_of_thread = threading.local()

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]


def print_pdf(
    template: str,
    data: Mapping[str, Json],
    at: datetime,
    pictures: Mapping[str, Json] | None = None,
) -> bytes:
    """Typeset the data with the named template; the same input gives the same bytes.

    `at` becomes the document's time of creation, so that no clock enters. `pictures` are not
    text: SVG source, or the bytes of an image as a list of numbers.
    Raises `MissingGlyph` before anything is set when a character cannot be printed.
    """
    require_glyphs("".join(_texts(dict(data))))
    payload = json.dumps({**data, **(pictures or {})}, separators=(",", ":"))
    pdf = _compiler().compile(
        input=f'#import "{template}.typ": document\n#document({_literal(payload)})'.encode(),
        format="pdf",
        pdf_standards=["a-2b", "ua-1"],
        timestamp=int(at.timestamp()),
    )
    if not isinstance(pdf, bytes):
        raise TypeError("the typesetter returned no document")
    return pdf


def chinese_date(on: date) -> str:
    """2026年11月24日."""
    return f"{on.year}年{on.month}月{on.day}日"


def chinese_moment(at: datetime) -> str:
    """2026年11月24日10:26:41, by the clock of China; refuses a moment without its zone."""
    if at.tzinfo is None:
        raise ValueError("a moment printed in a document must state its time zone")
    local = at.astimezone(CHINA_TIME)
    return f"{chinese_date(local.date())}{local:%H:%M:%S}"


def midnight(on: date) -> datetime:
    """The first moment of a day in China."""
    return datetime.combine(on, time(), CHINA_TIME).astimezone(UTC)


def _compiler() -> typst.Compiler:
    """One compiler per thread: it carries the input of its last run."""
    compiler: typst.Compiler | None = getattr(_of_thread, "compiler", None)
    if compiler is None:
        compiler = typst.Compiler(root=_TEMPLATES, font_paths=typefaces(), ignore_system_fonts=True)
        _of_thread.compiler = compiler
    return compiler


def _literal(payload: str) -> str:
    """ASCII text as the typesetter's string literal, where only two characters are special."""
    escaped = payload.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _texts(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
