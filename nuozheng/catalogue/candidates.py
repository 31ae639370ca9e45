"""Which services of a list a search finds: one statement whose steps end when enough are found.

1. names, initials or codes that start with the first word, by an ordinary index;
2. the list's first `_NEAR` services, looked through: what many have is found there;
3. the index over grams, for all that is rarer.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

MAXIMUM_QUERY = 60
MOST_FOUND = 200
_NEAR = 1000
_LAST_LETTER = "\U0010ffff"

_STEPS = """
WITH found AS (
  (SELECT item.id, name, domain FROM catalogue_serviceitem item
    WHERE catalogue_id = %(list)s AND {begins} AND {fits} ORDER BY {start} USING ~<~)
  UNION ALL
  (SELECT item.id, name, domain FROM (
    SELECT * FROM catalogue_serviceitem WHERE catalogue_id = %(list)s ORDER BY id LIMIT %(near)s
  ) item WHERE NOT {begins} AND {fits})
  UNION ALL
  (SELECT item.id, name, domain FROM catalogue_serviceitem item
    WHERE id > (
        SELECT id FROM catalogue_serviceitem WHERE catalogue_id = %(list)s
        ORDER BY id OFFSET %(near)s - 1 LIMIT 1)
      AND grams @> %(grams)s AND {narrowed} AND NOT {begins} AND {fits})
  LIMIT %(most)s
)
SELECT item.id FROM found JOIN catalogue_serviceitem item USING (id)
ORDER BY {order}
"""
_IN_ORDER = "item.domain, item.id"
_BEST_FIRST = """lower(item.name) <> %(first)s, NOT {begins},
  strpos(lower(item.name), %(first)s) = 0, length(item.name), item.id"""
_BEGINS = "({start} ~>=~ %(first)s AND {start} ~<~ %(beyond)s)"
# A scalar, so that it is asked of one row after another and not of the whole list beforehand.
_SOLVED = """item.ways @> ARRAY[%(way)s]::varchar[] AND (
  SELECT true FROM catalogue_catalogueentry entry
  JOIN catalogue_entryversion version ON version.entry_id = entry.id
  WHERE entry.item_id = item.id AND version.substitution = %(way)s
    AND version.effective_from <= %(on)s
    AND (version.effective_until IS NULL OR version.effective_until >= %(on)s)
  LIMIT 1)"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; `agencies` are ids: None for any, empty where nobody has the name."""

    words: tuple[str, ...] = ()
    domain: str = ""
    agencies: tuple[int, ...] | None = None
    way: str = ""


def words_of(query: str) -> tuple[str, ...]:
    """The words of a query as typed, in lower case; it is cut after `MAXIMUM_QUERY` characters."""
    return tuple(query.replace("\x00", "").strip().lower()[:MAXIMUM_QUERY].split())


def keys(catalogue: int, wanted: Wanted, on: date) -> list[int]:
    """Keys of services, best first; one more than `MOST_FOUND` where there are more."""
    first = wanted.words[0] if wanted.words else ""
    start = _start(first)
    begins = _BEGINS.format(start=start) if first else "FALSE"
    order = _BEST_FIRST.format(begins=begins) if first else _IN_ORDER
    statement = _STEPS.format(
        start=start,
        begins=begins,
        fits=" AND ".join(_conditions(wanted)) or "TRUE",
        narrowed=" AND ".join(_narrowed(wanted)) or "TRUE",
        order=order,
    )
    values: dict[str, Any] = {
        "list": catalogue,
        "near": _NEAR,
        "most": MOST_FOUND + 1,
        "first": first,
        "beyond": first + _LAST_LETTER,
        "grams": [f"=c{catalogue}", *_grams(wanted)],
        "domain": wanted.domain,
        "agencies": list(wanted.agencies or ()),
        "agency_grams": [f"=a{key}" for key in wanted.agencies or ()],
        "way": wanted.way,
        "on": on,
        **{f"word{number}": word for number, word in enumerate(wanted.words)},
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [key for (key,) in cursor.fetchall()]


def _start(word: str) -> str:
    """The column that starts with such a word: letters are initials, with digits it's a code."""
    if word.isascii() and word.isalnum():
        return "item.initials" if word.isalpha() else "lower(item.implementation_code)"
    return "lower(item.name)"


def _conditions(wanted: Wanted) -> list[str]:
    """What a row must meet; without names of columns from outside."""
    words = [f"strpos(item.search_text, %(word{n})s) > 0" for n in range(len(wanted.words))]
    if wanted.domain:
        words.append("item.domain = %(domain)s")
    if wanted.agencies is not None:
        words.append("item.agency_id = ANY(%(agencies)s)")
    if wanted.way:
        words.append(_SOLVED)
    return words


def _narrowed(wanted: Wanted) -> list[str]:
    """What the index over grams says beside the grams."""
    said = []
    if wanted.agencies is not None:
        said.append("grams && %(agency_grams)s")
    if wanted.way:
        said.append("ways @> ARRAY[%(way)s]::varchar[]")
    return said


def _grams(wanted: Wanted) -> list[str]:
    """The grams that a row must have, as `nuozheng_grams` cuts them: the longest there are."""
    found = [gram for word in wanted.words for gram in _cut(word)]
    return [*found, f"=d{wanted.domain}"] if wanted.domain else found


def _cut(word: str) -> list[str]:
    if len(word) == 1:
        return [word]
    threes = [word[at : at + 3] for at in range(len(word) - 2) if _is_ascii(word[at : at + 3])]
    twos = [word[at : at + 2] for at in range(len(word) - 1)]
    return [*threes, *(two for two in twos if not any(two in three for three in threes))]


def _is_ascii(text: str) -> bool:
    return all(" " < letter <= "z" for letter in text)
