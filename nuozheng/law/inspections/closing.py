"""What a record made on the spot holds, and what must be there before the visit is closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from nuozheng.law.answers import met, not_applicable, not_met
from nuozheng.law.findings import Finding
from nuozheng.law.inspections.planning import FEWEST_INSPECTORS
from nuozheng.law.policy import Policy

CLOCKS_APART = timedelta(minutes=10)
"""How far a telephone's clock may be ahead of ours."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of one check: `result` is "" where nothing was written; `note` what was seen."""

    label: str
    result: str
    note: str
    photos: int


@dataclass(frozen=True, slots=True)
class Signed:
    """An inspector's certificate number and whether they signed, drawn or typed."""

    name: str
    certificate: str
    has_signed: bool


@dataclass(frozen=True, slots=True)
class VisitRecordFacts:
    """`refusal` and `witness` are written where the inspected party did not sign."""

    arrived_at: datetime | None
    left_at: datetime | None
    now: datetime
    seen: Sequence[Seen]
    inspectors: Sequence[Signed]
    party_signed: bool
    refusal: str = ""
    witness: str = ""


def may_record(policy: Policy, facts: VisitRecordFacts) -> list[Finding]:
    """Whether the record is whole when it is handed in."""
    return [
        officers_are_named(policy, facts),
        record_has_its_time(policy, facts),
        each_check_has_its_result(policy, facts),
        party_has_signed_or_refused(policy, facts),
    ]


def may_close(
    policy: Policy, facts: VisitRecordFacts, *, major: bool | None, reviewed: bool
) -> list[Finding]:
    """The record once more, and the legal review where a major decision is to follow."""
    review = legal_review_is_entered(policy, major=major, reviewed=reviewed)
    return [*may_record(policy, facts), review]


def officers_are_named(policy: Policy, facts: VisitRecordFacts) -> Finding:
    """执法公示: two officers, each with certificate number and signature (ORD21-4.6d)."""
    key, basis = "officers_are_named", policy.verification.three_systems.clause
    missing = [
        one.name for one in facts.inspectors if not (one.certificate.strip() and one.has_signed)
    ]
    if missing or len(facts.inspectors) < FEWEST_INSPECTORS:
        who = "、".join(missing) or "第二名检查人员"
        return not_met(
            key, f"没有执法证号或者签名：{who}。", basis, cure="每一名检查人员都写证号、签名。"
        )
    return met(key, "检查人员的证号和签名齐全。", basis)


def record_has_its_time(policy: Policy, facts: VisitRecordFacts) -> Finding:
    """执法全过程记录: when they came and left (ORD21-4.6d)."""
    key, basis = "record_has_its_time", policy.verification.three_systems.clause
    came, left = facts.arrived_at, facts.left_at
    if came is None or left is None or not came <= left <= facts.now + CLOCKS_APART:
        return not_met(
            key,
            "没有写什么时候到、什么时候走，或者时间前后不对。",
            basis,
            cure="请照实写到达和离开的时间，离开不能早于到达，也不能晚于现在。",
        )
    return met(key, "时间已记下。", basis)


def each_check_has_its_result(policy: Policy, facts: VisitRecordFacts) -> Finding:
    """Every check was answered; what is not agreement is described."""
    key, basis = "each_check_has_its_result", policy.verification.onsite_modes.clause
    empty = [
        one.label
        for one in facts.seen
        if not one.result or (one.result != "confirmed" and not one.note.strip())
    ]
    if empty:
        return not_met(
            key,
            f"还没有结果，或者没有写看到了什么：{'；'.join(empty)}。",
            basis,
            cure="每一条选一个结果；今天确认不了的选“查不清”，写明原因，不算对方不实。",
        )
    return met(key, "每一条都有结果。", basis)


def party_has_signed_or_refused(policy: Policy, facts: VisitRecordFacts) -> Finding:
    """A written record with photos or signature (MJ21-2.3.7l); not signing is no fault."""
    key, basis = "party_has_signed_or_refused", policy.verification.onsite_modes.clause
    if facts.party_signed:
        return met(key, "对方已签名。", basis)
    if facts.refusal.strip() and facts.witness.strip():
        return met(key, "对方没有签，原因和见证人已写明；不因此认为对方不配合。", basis)
    return not_met(
        key,
        "对方没有签名，也没有写不签的原因和见证人。",
        basis,
        cure="请对方签名；不签的，写明原因，请一位见证人在场。",
    )


def legal_review_is_entered(policy: Policy, *, major: bool | None, reviewed: bool) -> Finding:
    """重大执法决定法制审核 (ORD21-4.6d); `major` None is unanswered."""
    key, rule = "legal_review_is_entered", policy.verification.three_systems
    if not rule.value:
        return not_applicable(key, "本地文件没有写三项制度。", rule.clause)
    if major is None:
        return not_met(
            key, "没有回答会不会据此作重大执法决定。", rule.clause, cure="请选会，或者不会。"
        )
    if major and not reviewed:
        return not_met(
            key,
            "据此要作重大执法决定，还没有合法性审核意见。",
            rule.clause,
            cure="请合法性审核人员先在这一页写审核意见，再办结。",
        )
    return met(key, "有合法性审核意见。" if major else "不作重大执法决定。", rule.clause)
