"""What must have happened before anybody may find a commitment untrue."""

from dataclasses import dataclass
from datetime import date

from nuozheng.law.answers import met, not_met
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy
from nuozheng.law.repair import spoken

RIGHT_TO_BE_HEARD = ("CN-CFF-45",)
NO_MACHINE_DECIDES = ("CN-PIPL-24",)


@dataclass(frozen=True, slots=True)
class HearingFacts:
    """The state of a proposed finding on day `on`.

    `notified` is whether the person was told what does not agree; `statement_due_on` the last day
    to answer; `waived` that the person said there is nothing to add; `officer` who decides, empty
    for a machine.
    """

    on: date
    notified: bool
    statement_due_on: date | None = None
    statement_received: bool = False
    statement_considered: bool = False
    waived: bool = False
    officer: str = ""
    document_number: str = ""
    reasons: str = ""


def examine(policy: Policy, facts: HearingFacts) -> list[Finding]:
    """Every precondition of finding a commitment untrue or false."""
    return [
        person_was_told(facts),
        person_was_heard(policy, facts),
        statement_was_considered(facts),
        a_named_officer_decides(policy, facts),
        has_a_document(policy, facts),
    ]


def person_was_told(facts: HearingFacts) -> Finding:
    """应当告知当事人…事实、理由、依据 (行政处罚法 art. 44)."""
    key, basis = "person_was_told", ("CN-CFF-44",)
    if facts.notified:
        return met(key, "已经告诉申请人哪里对不上。", basis)
    return not_met(
        key,
        "还没有告诉申请人哪里对不上，不能认定。",
        basis,
        cure="先送达说明通知，写明事实、依据和说明的期限。",
    )


def person_was_heard(policy: Policy, facts: HearingFacts) -> Finding:
    """当事人有权进行陈述和申辩 (行政处罚法 art. 45): said, waived, or the period over."""
    key, basis = "person_was_heard", RIGHT_TO_BE_HEARD
    if facts.statement_received:
        return met(key, "已经收到申请人的说明。", basis)
    if facts.waived:
        return met(key, "申请人表示不再说明。", basis)
    if facts.statement_due_on is not None and facts.on > facts.statement_due_on:
        return met(key, "说明期限已过，没有收到说明。", basis)
    until = (
        f"{spoken(facts.statement_due_on)}以前申请人有权说明"
        if facts.statement_due_on is not None
        else f"申请人有{policy.consequences.statement_days.value}个工作日可以说明"
    )
    return not_met(
        key, f"{until}，现在不能认定。", basis, cure="等申请人说明，或者等说明期限届满。"
    )


def statement_was_considered(facts: HearingFacts) -> Finding:
    """行政机关必须充分听取当事人的意见 (行政处罚法 art. 45)."""
    key, basis = "statement_was_considered", RIGHT_TO_BE_HEARD
    if not facts.statement_received or facts.statement_considered:
        return met(key, "说明已经逐条答复，或者没有收到说明。", basis)
    return not_met(
        key,
        "还没有写明对申请人说明的意见。",
        basis,
        cure="逐条写明采纳还是不采纳，为什么。",
    )


def a_named_officer_decides(policy: Policy, facts: HearingFacts) -> Finding:
    """个人有权拒绝仅通过自动化决策的方式作出决定 (个人信息保护法 art. 24): a person decides."""
    key = "a_named_officer_decides"
    basis = policy.consequences.decided_by_person.clause or NO_MACHINE_DECIDES
    if facts.officer.strip():
        return met(key, f"由{facts.officer}决定。", basis)
    return not_met(
        key, "不利的认定不能由系统自动作出。", basis, cure="由具体的工作人员决定，并署名。"
    )


def has_a_document(policy: Policy, facts: HearingFacts) -> Finding:
    """A finding is a document with number and reasons (严格规范失信行为认定依据, XBQ21-2.6b)."""
    key, basis = "finding_has_a_document", policy.credit.basis.clause or RIGHT_TO_BE_HEARD
    if facts.document_number.strip() and facts.reasons.strip():
        return met(key, f"认定书{facts.document_number}。", basis)
    return not_met(
        key,
        "认定书缺少文号或者理由。",
        basis,
        cure="填写文号，写明事实、证据、理由和依据。",
    )
