"""隐患、差错分析、责任追究: what each must say before it counts."""

from dataclasses import dataclass
from datetime import date

from nuozheng.law.answers import ASK_REVIEWER, met, not_met
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy

SUBJECT_WORD = {"unit": "单位", "person": "个人"}


@dataclass(frozen=True, slots=True)
class HazardFacts:
    """A hazard as it is logged: what, who sees to it, until when."""

    what: str
    owner: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class LiabilityFacts:
    """Who is at fault, what the fault is, what was decided; and the case it is linked to."""

    subject_kind: str
    subject: str
    fault: str
    outcome: str
    case_number: str


def hazard_has_owner_and_day(policy: Policy, facts: HazardFacts, today: date) -> Finding:
    """排查并消除各种隐患 (LYG19-1.1.2c): nothing is logged without somebody to remove it."""
    key, basis = "hazard_has_owner_and_day", policy.risk.hazards.clause
    wanted = [
        ("什么隐患", bool(facts.what.strip())),
        ("谁来消除", bool(facts.owner.strip())),
        ("到哪一天（今天或者以后）", facts.due_on is not None and facts.due_on >= today),
    ]
    return _gap(key, wanted, basis)


def hazard_was_removed(policy: Policy, note: str, *, has_evidence: bool) -> Finding:
    """Closing needs evidence (LYG19-1.1.2c)."""
    key, basis = "hazard_was_removed", policy.risk.hazards.clause
    wanted = [("怎样消除的", bool(note.strip())), ("证明材料", has_evidence)]
    return _gap(key, wanted, basis)


def cause_is_analysed(policy: Policy, *, cause: str, lesson: str, has_risk_point: bool) -> Finding:
    """深入分析问题原因，举一反三、堵塞漏洞 (LYG19-1.4.2c): a cause and an entry of the register."""
    key, basis = "cause_is_analysed", policy.risk.cause_analysis.clause
    wanted = [
        ("原因", bool(cause.strip())),
        ("怎样堵住漏洞", bool(lesson.strip())),
        ("对应的风险登记", has_risk_point),
    ]
    return _gap(key, wanted, basis)


def liability_is_whole(policy: Policy, facts: LiabilityFacts) -> Finding:
    """依法追究有过错的单位或个人的责任 (LYG19-1.1.2e): who, which fault, with what outcome."""
    key, basis = "liability_is_whole", policy.risk.liability.clause
    wanted = [
        ("是单位还是个人", facts.subject_kind in SUBJECT_WORD),
        ("单位名称或者姓名", bool(facts.subject.strip())),
        ("过错", bool(facts.fault.strip())),
        ("处理结果", bool(facts.outcome.strip())),
        ("哪一件", bool(facts.case_number.strip())),
    ]
    return _gap(key, wanted, basis)


def _gap(key: str, wanted: list[tuple[str, bool]], basis: tuple[str, ...]) -> Finding:
    lacks = [word for word, given in wanted if not given]
    if not lacks:
        return met(key, "写全了。", basis)
    cure = "补齐以后再办，每一样都要有。"
    return not_met(key, f"还缺：{'、'.join(lacks)}。", basis, cure=cure, appeal=ASK_REVIEWER)
