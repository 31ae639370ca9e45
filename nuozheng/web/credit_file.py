"""信用档案 as a page shows it: the standing on a day explained, the promises, what happened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from nuozheng.applications.models import Commitment, DisposedProof
from nuozheng.credit.beyond.deciding import policy_in_effect
from nuozheng.credit.models import CreditRecord
from nuozheng.credit.standing import adverse, fact_of, standing_on
from nuozheng.law.credit_basis import mapped
from nuozheng.law.explained import explained
from nuozheng.law.performance import Performance
from nuozheng.law.vocabulary import Role, Severity, Substitution
from nuozheng.parties.models import Party
from nuozheng.verification.performance.file import (
    Line,
    lines_of,
    moves_of,
    promises_of_party,
)
from nuozheng.web.desk.words import KIND_NAME, act_name
from nuozheng.web.posted import day_of

LINES, PROMISES = 30, 20
_SHAPE = {Performance.KEPT: "ok", Performance.BROKEN: "no", Performance.CHECKING: "wait"}


@dataclass(frozen=True, slots=True)
class Seen:
    """Whose eyes: one's own and unmasked files are whole; else other units' words are hidden."""

    places: list[int] | None = None
    agencies: frozenset[int] = frozenset()
    whole: bool = True

    def hides(self, agency_id: int) -> bool:
        return not self.whole and agency_id not in self.agencies


@dataclass(frozen=True, slots=True)
class CountedRow:
    """One adverse record on the chosen day: whether it counts, why, until when, how graded."""

    record: CreditRecord
    told: str
    counts: bool
    why: str
    until: date | None
    mapped: str
    impact: str
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """One commitment in the three parts of a file: 承诺内容, 践诺行为, 违约记录."""

    commitment: Commitment
    proofs: str
    shape: str
    state: str
    broken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of what happened, in the words of the reader's side."""

    line: Line
    at: datetime
    kind: str | Promise
    act: str
    who: str
    reason: str
    hidden: bool


def file_context(request: HttpRequest, party: Party, seen: Seen) -> dict[str, Any]:
    """Everything that the page of a file shows; `on` and `page` come with the address."""
    today = timezone.localdate()
    on = min(day_of(request.GET.get("on")) or today, today)
    page: Page[Any] = Paginator(moves_of(party, seen.places), LINES).get_page(
        request.GET.get("page")
    )
    promises = promises_of_party(party, seen.places)
    return {
        "party": party,
        "on": on,
        "today": today,
        "standing": standing_on(party, on),
        "counted": counted_rows(party, on, seen),
        "promises": promise_rows(promises[:PROMISES], party),
        "promised": promises.count(),
        "page": page,
        "lines": [_line_row(line, seen) for line in lines_of(page)],
    }


def counted_rows(party: Party, on: date, seen: Seen) -> list[CountedRow]:
    """Which records count on a day, why, and until when."""
    records = adverse(party)
    facts = [fact_of(record) for record in records]
    found = {id(one.record): one for one in explained(facts, on)}
    texts = {key: policy_in_effect(key, on) for key in {one.policy_key for one in records}}
    rows = []
    for record, fact in zip(records, facts, strict=True):
        one, policy = found[id(fact)], texts[record.policy_key]
        rows.append(
            CountedRow(
                record,
                fact.told(),
                one.counts,
                one.why,
                one.until,
                mapped(policy, Severity(record.severity), fact.recorded_on),
                "" if seen.hides(record.agency_id) else record.impact,
                (*record.basis, *policy.credit.publication_months.clause),
            )
        )
    return sorted(rows, key=lambda row: not row.counts)


def promise_rows(promises: Iterable[Commitment], party: Party) -> list[PromiseRow]:
    """What was promised, what became of it, and the documents of what was broken."""
    listed = list(promises)
    cases = [one.application_id for one in listed]
    names: dict[int, list[str]] = {}
    committed = DisposedProof.objects.filter(
        application__in=cases, substitution=Substitution.COMMITMENT
    ).order_by("application", "position")
    for case, name in committed.values_list("application", "version__entry__proof__name"):
        names.setdefault(case, []).append(name)
    numbers = [one.application.number for one in listed]
    broken: dict[str, list[str]] = {}
    for record in adverse(party):
        if record.case_number in numbers:
            broken.setdefault(record.case_number, []).append(fact_of(record).told())
    return [
        _promise_row(one, names.get(one.application_id, []), broken.get(one.application.number, []))
        for one in listed
    ]


def _promise_row(one: Commitment, names: Sequence[str], broken: Sequence[str]) -> PromiseRow:
    state = performance_of(one)
    return PromiseRow(one, "、".join(names), _SHAPE.get(state, ""), state.chinese, tuple(broken))


def performance_of(commitment: Commitment) -> Performance:
    """What became of a commitment that was read with its `performance`."""
    return Performance(vars(commitment)["performance"])


def shape_of(commitment: Commitment) -> str:
    """The shape of the component `says` for a commitment's performance."""
    return _SHAPE.get(performance_of(commitment), "")


def _line_row(line: Line, seen: Seen) -> LineRow:
    hidden = seen.hides(line.agency_id)
    move = line.move
    return LineRow(
        line=line,
        at=move.at,
        kind=KIND_NAME[move.kind],
        act=act_name(move.kind, move.act),
        who=_who(line),
        reason="" if hidden else move.reason,
        hidden=hidden and bool(move.reason),
    )


def _who(line: Line) -> str:
    role = Role(line.move.role)
    if role.speaks_for_applicant or role is Role.SYSTEM:
        return role.chinese
    return _("%(agency)s%(role)s") % {"agency": line.agency, "role": role.chinese}
