"""What may and what must follow when a commitment was found untrue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from nuozheng.law.answers import met, not_met
from nuozheng.law.citing import clause_of
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy

Stage = Literal["open", "decided"]

MEASURE_WORD = {
    "terminate": "终止办理",
    "rectify": "责令限期整改",
    "revoke": "撤销行政决定",
    "penalise": "行政处罚",
    "invalid_application": "按申请无效处理",
    "invalid_decision": "按决定无效处理",
    "refer": "移送司法机关",
}
STAGES: dict[str, tuple[Stage, ...]] = {
    "terminate": ("open",),
    "rectify": ("open", "decided"),
    "revoke": ("decided",),
    "penalise": ("open", "decided"),
    "invalid_application": ("open",),
    "invalid_decision": ("decided",),
    "refer": ("open", "decided"),
}


@dataclass(frozen=True, slots=True)
class UntrueFacts:
    """A final finding: at which stage of the case, whether deliberate, whether crime is suspected.

    `final` is False until a named officer has decided on it after the person was heard.
    """

    stage: Stage
    deliberate: bool
    final: bool = True
    crime_suspected: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure as an officer wants to take it; which fields it needs depends on its kind."""

    kind: str
    officer: str
    legal_basis: str = ""
    due_on: date | None = None
    content: str = ""
    receiving_body: str = ""
    sent_on: date | None = None
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """A measure that may be taken now; `required` where the place leaves no choice."""

    kind: str
    title: str
    required: bool
    basis: tuple[str, ...]


def offered(policy: Policy, facts: UntrueFacts) -> tuple[Offer, ...]:
    """The measures of the place that fit the stage, those that it requires marked."""
    if not facts.final:
        return ()
    required = required_measures(policy, facts)
    rule = policy.consequences.measures
    needed = policy.consequences.deliberate_requires.clause
    return tuple(
        Offer(
            kind,
            MEASURE_WORD[kind],
            kind in required,
            needed if kind in required and kind != "refer" else clause_of(rule, kind),
        )
        for kind in dict.fromkeys((*rule.value, *required))
        if facts.stage in STAGES[kind]
    )


def required_measures(policy: Policy, facts: UntrueFacts) -> tuple[str, ...]:
    """依法撤销相关决定，给予行政处罚 (ORD21-4.5d, LYG19-2.2b); 撤销相关决定 (LYG19-1.1.2d).

    Nothing can be revoked before a decision; suspected crime is transferred (行政处罚法 art. 27).
    """
    required: list[str] = []
    if facts.deliberate:
        wanted = policy.consequences.deliberate_requires.value
        required += [kind for kind in wanted if facts.stage in STAGES[kind]]
    if facts.crime_suspected:
        required.append("refer")
    return tuple(required)


def examine(policy: Policy, facts: UntrueFacts, measure: Measure) -> list[Finding]:
    """Every rule on taking one measure."""
    return [
        finding_is_final(policy, facts),
        measure_is_known_here(policy, facts, measure),
        measure_fits_the_stage(policy, facts, measure),
        officer_is_named(policy, measure),
        has_what_it_needs(policy, measure),
    ]


def finding_is_final(policy: Policy, facts: UntrueFacts) -> Finding:
    """经过核实 (LYG19-2a): no measure on a suspicion."""
    key, basis = "finding_is_final", policy.consequences.measures.clause
    if facts.final:
        return met(key, "已经认定。", basis)
    return not_met(
        key, "还没有认定，不能采取措施。", basis, cure="先听取说明，由工作人员作出认定。"
    )


def measure_is_known_here(policy: Policy, facts: UntrueFacts, measure: Measure) -> Finding:
    """依法终止办理、责令限期整改、撤销行政决定或者予以行政处罚 (ORD21-4.4k to 4.4n).

    The same four in XBQ21-2.5j and MJ21-2.3.7f; 申请无效、决定无效 in LYG19-2.2.1a.
    """
    key, rule = "measure_is_known_here", policy.consequences.measures
    if measure.kind in (*rule.value, *required_measures(policy, facts)):
        return met(key, f"可以{MEASURE_WORD[measure.kind]}。", _basis(policy, measure))
    words = "、".join(offer.title for offer in offered(policy, facts))
    return not_met(
        key,
        f"{policy.place_name}的文件没有“{MEASURE_WORD[measure.kind]}”这一种。",
        rule.clause,
        cure=f"可以选：{words}。",
    )


def measure_fits_the_stage(policy: Policy, facts: UntrueFacts, measure: Measure) -> Finding:
    """终止办理 before a decision (ORD21-4.4k), 撤销行政决定 after one (ORD21-4.4m)."""
    key, basis = "measure_fits_the_stage", _basis(policy, measure)
    word = MEASURE_WORD[measure.kind]
    if facts.stage in STAGES[measure.kind]:
        return met(key, f"现在可以{word}。", basis)
    why = "还没有作出决定" if facts.stage == "open" else "已经作出决定"
    words = "、".join(offer.title for offer in offered(policy, facts))
    return not_met(key, f"{why}，不能{word}。", basis, cure=f"现在可以选：{words}。")


def officer_is_named(policy: Policy, measure: Measure) -> Finding:
    """Nothing adverse is automatic: a named officer takes the measure (个人信息保护法 art. 24)."""
    key = "officer_is_named"
    basis = policy.consequences.decided_by_person.clause or ("CN-PIPL-24",)
    if measure.officer.strip():
        return met(key, f"由{measure.officer}作出。", basis)
    return not_met(key, "没有写明由谁作出。", basis, cure="由具体的工作人员作出，并署名。")


def has_what_it_needs(policy: Policy, measure: Measure) -> Finding:
    """A due date to rectify (ORD21-4.4l), a legal basis to penalise (ORD21-4.4n), body, day and
    files to refer (ORD21-4.4p); every measure its legal basis (XBQ21-2.5j).
    """
    key, basis = "has_what_it_needs", _basis(policy, measure)
    lacks = _lacks(measure)
    if not lacks:
        return met(key, "要写明的都写明了。", basis)
    extra = ("CN-CFF-16",) if measure.kind == "penalise" else ()
    return not_met(
        key,
        f"{MEASURE_WORD[measure.kind]}还缺：{'、'.join(lacks)}。",
        (*basis, *extra),
        cure="补齐以后再作出；没有处罚依据的，不能处罚，请记录原因。"
        if measure.kind == "penalise"
        else "补齐以后再作出。",
    )


def _basis(policy: Policy, measure: Measure) -> tuple[str, ...]:
    listed = policy.consequences.measures
    return clause_of(listed, measure.kind)


def _lacks(measure: Measure) -> Sequence[str]:
    needs: list[tuple[str, bool]] = [("法律依据", bool(measure.legal_basis.strip()))]
    if measure.kind == "rectify":
        needs += [
            ("整改期限", measure.due_on is not None),
            ("整改要求", bool(measure.content.strip())),
        ]
    if measure.kind == "penalise":
        needs.append(("处罚的种类、幅度", bool(measure.content.strip())))
    if measure.kind == "refer":
        needs += [
            ("受移送机关", bool(measure.receiving_body.strip())),
            ("移送日期", measure.sent_on is not None),
            ("材料清单", bool(measure.files)),
        ]
    return [word for word, given in needs if not given]
