"""The steps after a promise turned out otherwise, told from what the acts left behind."""

from nuozheng.applications.models import Application
from nuozheng.credit.models import CreditRecord
from nuozheng.law.citing import clause_of
from nuozheng.law.consequences import MEASURE_WORD
from nuozheng.law.credit import KIND_WORD, SEVERITY_WORD
from nuozheng.law.hearing import NO_MACHINE_DECIDES, RIGHT_TO_BE_HEARD
from nuozheng.law.policy import Policy
from nuozheng.law.procedure import UntruthStatus
from nuozheng.law.repair import spoken
from nuozheng.law.vocabulary import Severity
from nuozheng.sandbox.story.telling import Line, Step, step, stored
from nuozheng.verification.models import Consequence, UntruthFinding


def contradicted(finding: UntruthFinding) -> Step:
    """What a verifier saw; it decides nothing."""
    return step(
        "核查对不上",
        Line(f"承诺：{finding.compared['sentence']}"),
        Line(f"{finding.opened_by.display_name}看到：{finding.compared['found']}"),
        Line("只是一处对不上，什么也没有认定。", tuple(finding.task.basis)),
    )


def told(finding: UntruthFinding, policy: Policy) -> Step:
    """The person is told what, where and until when."""
    assert finding.notice is not None and finding.statement_due_on is not None
    return step(
        "先告诉本人",
        Line(f"送达《{finding.notice.title}》。", ("CN-CFF-44",)),
        Line(
            f"{spoken(finding.statement_due_on)}以前可以陈述、申辩。",
            (*RIGHT_TO_BE_HEARD, *policy.consequences.statement_days.clause),
        ),
    )


def heard(finding: UntruthFinding) -> Step:
    """What the person said."""
    words = [one.text for one in finding.statements.all()]
    return step("听本人说", *(Line(f"“{text}”", RIGHT_TO_BE_HEARD) for text in words))


def found(finding: UntruthFinding, policy: Policy) -> Step:
    """A named officer's finding with its document."""
    assert finding.decided_by is not None
    kind = KIND_WORD[finding.outcome]  # type: ignore[index]
    lines = [
        Line(
            f"{finding.decided_by.display_name}认定：{kind}，文号{finding.document_number}。",
            (*policy.consequences.trigger_words.clause, *NO_MACHINE_DECIDES),
        ),
        Line(f"理由：{finding.reasoning}"),
    ]
    if finding.outcome == UntruthStatus.FALSE:
        lines.append(Line(f"认定故意的理由：{finding.intent_reasoning}"))
    return step("由具名的工作人员认定", *lines)


def measured(taken: list[Consequence], case: Application) -> Step:
    """The measures of the place."""
    policy = case.policy
    lines = [
        Line(
            f"{MEASURE_WORD[one.measure]}，文号{one.document_number}，依据{one.legal_basis}。",
            clause_of(policy.consequences.measures, one.measure),
        )
        for one in taken
    ]
    if not policy.consequences.fees_refunded.value:
        lines.append(
            Line("已缴费用不予退还；告知书里写明过。", policy.consequences.fees_refunded.clause)
        )
    lines.append(Line(f"办件现在是“{case.state.chinese}”。"))
    return step("按本地规定处理", *lines)


def closed(finding: UntruthFinding, reasons: dict[str, str], policy: Policy) -> Step:
    """What was required and either done or without basis."""
    basis = policy.consequences.deliberate_requires.clause
    lines = [Line(f"{MEASURE_WORD[kind]}：{why}", basis) for kind, why in reasons.items()]
    return step("处理完毕", *lines, Line(f"认定{finding.document_number}已处理完毕。"))


def recorded(record: CreditRecord, policy: Policy) -> Step:
    """The record: proposed by one, registered by another, with an end."""
    assert record.recorded_by is not None and record.proposed_by is not None
    assert record.ends_on is not None
    grade = SEVERITY_WORD[Severity(record.severity)]
    lines = [
        Line(
            f"{record.proposed_by.display_name}提出，{record.recorded_by.display_name}登记：{grade}，"
            f"文号{record.document_number}，最晚{spoken(record.ends_on)}到期。",
            (*policy.credit.grade_by_social_impact.clause, *policy.credit.record_coverage.clause),
        )
    ]
    if policy.credit.blacklist.value:
        owner = policy.credit.blacklist_owner.value or "牵头单位"
        words = f"本地有虚假承诺黑名单，由{owner}管理。"
        lines.append(Line(words, policy.credit.blacklist.clause))
    return step("记入信用记录", *lines)


def barred(case: Application) -> Step:
    """The next application: why no promise this time, what instead, and the way back."""
    obstacles = [one for one in case.eligibility if one["outcome"] == "not_met"]
    ways = "；".join(
        f"{proof.version.entry.proof.name}改为{proof.way.chinese}"
        for proof in case.proofs.select_related("version__entry__proof")
    )
    return step(
        "下一次申请",
        Line(f"{case.applicant.name}又申请“{case.item.name}”，办件号{case.number}。"),
        *(stored(finding) for finding in obstacles),
        Line(f"事情照样能办：{ways}。"),
    )
