"""Every address and every reading operation is asked by everybody: what the table doesn't allow."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver, reverse

from nuozheng.applications.models import Application
from nuozheng.parties.models import Party
from tests.access.askers import BESIDE, ELSEWHERE, OWNER, ROLES, Askers, Visitor
from tests.access.finders import FINDERS, OF_OPERATIONS
from tests.access.records import Found, Place
from tests.access.table import EVERYBODY, OPERATIONS, PAGES, SIGNED_IN
from tests.api.bodies import every_operation

SEEN = 200
CLOSED = frozenset({302, 401, 403, 404, 405})
"""Sent to sign in, or told that there is nothing."""
_DEMONSTRATION = "sandbox:"
_SEARCHED = 'name="q"'


def addresses() -> dict[str, str]:
    """Every page by its name, with its pattern; the API has its own list of operations."""
    return dict(_named(get_resolver().url_patterns))


def _named(patterns: Any, prefix: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    for one in patterns:
        if not isinstance(one, URLPattern):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _named(one.url_patterns, prefix + str(one.pattern), inner)
        elif one.name and not space.startswith("api"):
            yield f"{space}{one.name}", prefix + str(one.pattern)


def faults(place: Place, other_place: str) -> list[str]:
    """What differs from the table, in words; nothing where all is well."""
    askers, secret = Askers(place.name, other_place), _Secrets.of(place)
    known = addresses()
    found = [f"{name} is not in the table" for name in known.keys() - PAGES.keys()]
    found += [f"{name} is in the table only" for name in PAGES.keys() - known.keys()]
    for name in known.keys() & PAGES.keys():
        record = _record(name, known[name], place)
        if record is not None:
            path = reverse(name, kwargs=record.kwargs)
            found += _Asked(name, path, PAGES[name], record, askers, secret).faults()
    reading = {path for method, path in every_operation() if method == "get"}
    found += [f"GET {path} is not in the table" for path in reading ^ OPERATIONS.keys()]
    for path in sorted(reading & OPERATIONS.keys()):
        finder = OF_OPERATIONS.get(path)
        record = finder(place) if finder else Found({})
        if record is not None:
            asked = _Asked(
                f"GET {path}", path.format(**record.kwargs), OPERATIONS[path], record, askers,
                secret, api=True,
            )  # fmt: skip
            found += asked.faults()
    return sorted(found)


def _record(name: str, pattern: str, place: Place) -> Found | None:
    finder = FINDERS.get(name.removeprefix("web:"))
    if finder is None:
        return None if "<" in pattern else Found({})
    return finder(place)


@dataclass(frozen=True)
class _Secrets:
    """What no outsider may read anywhere: case numbers of the place, and who applied there."""

    numbers: re.Pattern[str]
    names: tuple[str, ...]

    @classmethod
    def of(cls, place: Place) -> "_Secrets":
        cases = Application.objects.filter(catalogue__slug=place.slug)
        prefix = re.escape(cases.order_by("pk")[0].number.split("-")[0])
        parties = Party.objects.filter(pk__in=cases.values("applicant")).order_by("pk")
        return cls(re.compile(rf"{prefix}-\d{{8}}-\d+"), tuple(one.name for one in parties))

    def told_by(self, body: str, *, but: str = "") -> str:
        """The first secret in a page; "" for none."""
        if number := self.numbers.search(body):
            return number.group()
        return next((name for name in self.names if name != but and name in body), "")


@dataclass(frozen=True)
class _Asked:
    """One address, asked by everybody who could make a difference."""

    name: str
    path: str
    row: str
    record: Found
    askers: Askers
    secret: _Secrets
    api: bool = False

    def faults(self) -> Iterator[str]:
        if self.row in (EVERYBODY, SIGNED_IN, ""):
            yield from self._for_all()
            return
        yield from self._closed_to("nobody", self.askers.nobody)
        others = self.askers.all_but(self.row)
        yield from self._closed_to("others", others)
        if not self.api and self.record.kwargs:
            status = others.client.post(self.path).status_code
            if status not in CLOSED:
                yield f"{self.name}: others may POST ({status})"
        outside = [letter for letter in (BESIDE, ELSEWHERE) if letter in self.row]
        for letter in outside:
            yield from self._holds_nothing(letter, self.askers.outside(letter))
        if not outside:
            yield from self._open_to_somebody()

    def _for_all(self) -> Iterator[str]:
        if self.row != SIGNED_IN:
            who, wanted = self.askers.nobody, self.row == EVERYBODY
        else:
            yield from self._closed_to("nobody", self.askers.nobody)
            who, wanted = self.askers.stranger, True
        status, body = self._get(who)
        if (status == SEEN) != wanted and self.name not in LEADS_ON:
            yield f"{self.name}: {status}"
        told = "" if self.name.startswith(_DEMONSTRATION) else self.secret.told_by(body)
        if told:
            yield f"{self.name} tells everybody {told}"

    def _closed_to(self, word: str, who: Visitor) -> Iterator[str]:
        status, _body = self._get(who)
        if status not in CLOSED:
            yield f"{self.name}: {word} got {status}"

    def _holds_nothing(self, word: str, who: Visitor) -> Iterator[str]:
        """The page with what is theirs; nothing of here, not even when it is searched for."""
        status, body = self._get(who)
        if status != SEEN:
            yield f"{self.name}: {word} got {status}, the table says that they see their own"
        told = self.secret.told_by(body)
        if not told and _SEARCHED in body:
            sought = self.secret.names[0]
            _status, body = self._get(who, q=sought)
            told = self.secret.told_by(body, but=sought)
        if told:
            yield f"{self.name} tells {word} {told}"

    def _open_to_somebody(self) -> Iterator[str]:
        """The record is real: somebody whom the table allows does see it."""
        met = set()
        for letter in self.row:
            owners = self.record.owners if letter == OWNER else ()
            who = [self.askers.in_role(letter)] if letter in ROLES else map(Visitor, owners)
            for one in who:
                status, _body = self._get(one)
                if status == SEEN:
                    return
                met.add(status)
        if self.name not in LEADS_ON:
            yield f"{self.name}: nobody of {self.row} sees {self.path} {met}"

    def _get(self, who: Visitor, **query: str) -> tuple[int, str]:
        if self.api:
            response = who.caller.get(self.path, **query).response
        else:
            response = who.client.get(self.path, query)
        text = "" if response.streaming else response.content.decode("utf-8", "replace")
        return response.status_code, text


LEADS_ON = frozenset(
    {
        *("web:case_letter", "web:one_window", "web:taken_in", "web:counter_case"),
        *("web:counter_letter", "web:counter_done", "web:ask_confirmation", "web:credit_paper"),
        *("web:duty_package", "web:field_letter", "web:my_repair", "web:my_sign"),
        *("web:restrained_record", "web:check_letter_item", "web:credit_sections"),
        *("web:log", "web:log_checkpoint", "GET log"),
    }
)
"""Pages for which the demonstration of the place has no record in the right state: a letter on
paper, a window for all, a file of the log. That they are closed to others is asked all the same.
"""
