"""What a correction changes in a record: listed acts, known grades, papers in effect."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from django.utils import timezone

from nuozheng.credit.models import CreditRecord
from nuozheng.credit.standing import fact_of
from nuozheng.evidence.wording import SHORT, written
from nuozheng.law import credit_basis
from nuozheng.law.credit import KIND_WORD, SEVERITY_WORD, RecordKind
from nuozheng.law.credit_basis import ACTS_OF, RecordBasis
from nuozheng.law.findings import Refused, obstacles
from nuozheng.law.policy import Policy
from nuozheng.law.policy.wording import word
from nuozheng.law.repair import period
from nuozheng.law.vocabulary import Severity

FIELD_WORD = {
    "severity": "程度",
    "kind": "类别",
    "behaviour": "行为",
    "document_number": "文号",
    "document_on": "文书日期",
}


@dataclass(frozen=True, slots=True)
class Correction:
    """What a record should say instead, the act by its key; empty where nothing changes."""

    severity: str = ""
    behaviour: str = ""
    document_number: str = ""
    document_on: date | None = None


def changes_of(record: CreditRecord, policy: Policy, wanted: Correction) -> dict[str, list[str]]:
    """Field → [old, new] of what is really otherwise; the kind goes with the act.

    Errors: Refused for a grade or an act that is on no list, and a document of a day to come.
    """
    if wanted.severity and wanted.severity not in {one.value for one in Severity}:
        raise Refused.because(
            "grade_unknown", "没有这个失信程度。", "CN-GBF42-credit", cure="请从列出的程度里选。"
        )
    kind = _kind_of(record, wanted.behaviour)
    basis = RecordBasis(
        kind=kind,
        information=record.information,
        document=record.document_kind,
        document_on=wanted.document_on or record.document_on or timezone.localdate(),
        behaviour=wanted.behaviour,
        grade=Severity(wanted.severity or record.severity),
        obtained=False,
    )
    found = [credit_basis.document_is_in_effect(policy, basis, timezone.localdate())]
    if wanted.behaviour:
        found.append(credit_basis.behaviour_is_listed(policy, basis))
    if wrong := obstacles(found):
        raise Refused(*wrong)
    given = {
        "severity": wanted.severity,
        "kind": kind,
        "behaviour": word("credit.behaviours", wanted.behaviour) if wanted.behaviour else "",
        "document_number": written(wanted.document_number, "文号", SHORT),
        "document_on": wanted.document_on.isoformat() if wanted.document_on else "",
    }
    was = {name: str(getattr(record, name) or "") for name in given}
    return {name: [was[name], new] for name, new in given.items() if new and new != was[name]}


def _kind_of(record: CreditRecord, behaviour: str) -> RecordKind:
    """What kind of finding an act belongs to; the record's own where none is named."""
    own = cast(RecordKind, record.kind)
    return next((kind for kind, acts in ACTS_OF.items() if behaviour in acts), own)


def correct(record: CreditRecord, policy: Policy, changes: dict[str, list[str]]) -> tuple[str, ...]:
    """Write the changes into the record; its end is counted again from what is now right."""
    if not changes:
        return ()
    for name, (_old, new) in changes.items():
        setattr(record, name, date.fromisoformat(new) if name == "document_on" else new)
    record.ends_on = period(policy, fact_of(record)).ends_on
    return (*changes, "ends_on")


def in_words(name: str, value: str) -> str:
    """A value of a change as it is read out."""
    if name == "severity" and value:
        return SEVERITY_WORD[Severity(value)]
    return KIND_WORD[cast(RecordKind, value)] if name == "kind" else value


def changed_words(change: tuple[str, list[str]]) -> str:
    """One change as the decision tells it."""
    name, (old, new) = change
    return f"{FIELD_WORD[name]}由“{in_words(name, old)}”改为“{in_words(name, new)}”"
