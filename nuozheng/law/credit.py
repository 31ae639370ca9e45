"""Credit records: what one must hold, how grave it is, and while it is in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from nuozheng.law.answers import met, not_met
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy
from nuozheng.law.vocabulary import Severity

BarEnds = Literal["repair", "exit", "never"]
RecordKind = Literal["untrue", "false", "unfulfilled", "kept", "other"]

SEVERITY_WORD = {
    Severity.MINOR: "轻微",
    Severity.SERIOUS: "较重",
    Severity.GRAVE: "严重",
}
KIND_WORD: dict[RecordKind, str] = {
    "untrue": "承诺不实",
    "false": "虚假承诺",
    "unfulfilled": "没有按承诺履行",
    "kept": "履行了承诺",
    "other": "其他不良信用记录",
}
ADVERSE: tuple[RecordKind, ...] = tuple(kind for kind in KIND_WORD if kind != "kept")
_RANK = {Severity.MINOR: 1, Severity.SERIOUS: 2, Severity.GRAVE: 3}


@dataclass(frozen=True, slots=True)
class RecordFact:
    """One credit record.

    `recorded_on` is the day of the document, `registered_on` the day it came into force here;
    `ended_on` the day it left the list or its longest publication ran out; `annulled_on` the day
    the document or the record was set aside; `place` is empty for a record of the same
    jurisdiction, "cn" for one of the national lists.
    """

    severity: Severity
    kind: RecordKind
    recorded_on: date
    document_number: str
    agency: str
    repaired_on: date | None = None
    ended_on: date | None = None
    disputed: bool = False
    annulled_on: date | None = None
    place: str = ""
    registered_on: date | None = None

    @property
    def is_adverse(self) -> bool:
        return self.kind != "kept"

    def told(self) -> str:
        """The record as a person should hear it: who found what, when, in which document."""
        day = f"{self.recorded_on.year}年{self.recorded_on.month}月{self.recorded_on.day}日"
        mark = "（有异议，正在处理）" if self.disputed else ""
        grade = SEVERITY_WORD[self.severity]
        return (
            f"{day}，{self.agency}认定{KIND_WORD[self.kind]}（{grade}），"
            f"文号{self.document_number}{mark}"
        )


@dataclass(frozen=True, slots=True)
class SocialImpact:
    """An officer's assessment of the social impact of a false promise."""

    grade: Severity
    reasoning: str
    assessed_by: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What counts about a person's credit on one day; `worst` is None where nothing counts."""

    worst: Severity | None
    in_force: tuple[RecordFact, ...] = ()
    kept: int = 0
    known: bool = True

    @property
    def chinese(self) -> str:
        if self.worst is not None:
            return f"有{SEVERITY_WORD[self.worst]}失信记录"
        if not self.known:
            return "暂时查不到信用记录"
        return f"没有失信记录，已兑现承诺{self.kept}次" if self.kept else "没有失信记录"


def in_force(record: RecordFact, on: date, ends: BarEnds = "repair") -> bool:
    """Whether a record counts on a day, where its effect ends by `ends`.

    A record set aside or disputed never counts. Under "repair" the repair or the end of the record
    ends it, under "exit" only the exit from the list, under "never" neither.
    """
    if record.disputed or starts_on(record) > on or _reached(record.annulled_on, on):
        return False
    if ends == "never":
        return True
    if ends == "exit":
        return not _reached(record.ended_on, on)
    return not (_reached(record.repaired_on, on) or _reached(record.ended_on, on))


def standing(
    records: Iterable[RecordFact], on: date, *, kept: int = 0, known: bool = True
) -> Standing:
    """The standing on a day: the gravest adverse record in force, promises kept beside it."""
    counted = tuple(record for record in records if record.is_adverse and in_force(record, on))
    worst = max((record.severity for record in counted), key=_RANK.__getitem__, default=None)
    return Standing(worst, counted, kept, known)


def starts_on(record: RecordFact) -> date:
    """The first day on which a record counts: its document is there and it was registered."""
    return max(record.recorded_on, record.registered_on or record.recorded_on)


def at_least(severity: Severity, threshold: Severity) -> bool:
    """Whether a grade reaches a threshold."""
    return _RANK[severity] >= _RANK[threshold]


def graded_by_social_impact(policy: Policy, impact: SocialImpact | None) -> Finding:
    """根据虚假承诺造成的社会影响进行失信程度分级 (ORD21-4.5b, XBQ21-2.6j, MJ21-2.3.8h)."""
    key, basis = "graded_by_social_impact", policy.credit.grade_by_social_impact.clause
    if impact is None or not impact.reasoning.strip() or not impact.assessed_by.strip():
        return not_met(
            key,
            "还没有写明这次不实承诺造成的社会影响，不能分级。",
            basis,
            cure="由评估人员写明影响了谁、后果多大、能否挽回，并签名。",
        )
    if impact.grade not in policy.credit.grades.value:
        words = "、".join(SEVERITY_WORD[grade] for grade in policy.credit.grades.value)
        return not_met(
            key,
            f"{policy.place_name}的失信程度没有“{SEVERITY_WORD[impact.grade]}”这一级。",
            (*basis, *policy.credit.grades.clause),
            cure=f"请从{words}中选择。",
        )
    return met(key, f"按社会影响分级：{SEVERITY_WORD[impact.grade]}。{impact.reasoning}", basis)


def rests_on_a_document(policy: Policy, record: RecordFact) -> Finding:
    """A record rests on an effective document: 严格规范失信行为认定依据 (XBQ21-2.6b)."""
    key, basis = "record_rests_on_a_document", policy.credit.basis.clause
    if record.document_number.strip() and record.agency.strip():
        return met(key, f"依据{record.agency}{record.document_number}。", basis)
    return not_met(
        key,
        "没有写明认定文书的文号和认定单位，不能记入信用记录。",
        basis,
        cure="填写已经生效的认定文书的文号、日期和认定单位。",
    )


def _reached(day: date | None, on: date) -> bool:
    return day is not None and day <= on
