"""A named officer decides what a contradiction is: nothing, untrue, false, or unfulfilled."""

from dataclasses import dataclass, replace
from typing import cast

from django.db import transaction
from django.utils import timezone

from nuozheng.applications import access, papers
from nuozheng.credit.actions.propose import Breach, propose_breach
from nuozheng.documents.typesetting import Reason
from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import locked, move, must_be_allowed
from nuozheng.evidence.wording import SHORT, written
from nuozheng.law import hearing
from nuozheng.law.credit import KIND_WORD, SEVERITY_WORD, RecordKind, SocialImpact
from nuozheng.law.credit_basis import acts_here
from nuozheng.law.findings import Refused, obstacles
from nuozheng.law.hearing import HearingFacts
from nuozheng.law.procedure import (
    UNTRUTH_FINDING,
    VERIFICATION_TASK,
    ApplicationStatus,
    UntruthStatus,
)
from nuozheng.law.vocabulary import Role, Severity
from nuozheng.parties.models import Account
from nuozheng.verification.actions.hear import CLOCK
from nuozheng.verification.afterwards.service import serve_online
from nuozheng.verification.follow import committed_names, promise_of
from nuozheng.verification.models import UntruthFinding, VerificationTask
from nuozheng.verification.sources.contested import must_not_be_contested


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an officer finds and why.

    `outcome` is untrue, false or unfulfilled; `answer_to_statement` answers what the person said;
    `intent` says why it was wilful and is required for false; `severity` and `impact` assess the
    social impact; `document_number` is that of the 认定书; a suspected crime has to be referred;
    `behaviour` is one of the place's list, empty for the first that fits the outcome.
    """

    outcome: UntruthStatus
    reasoning: str
    answer_to_statement: str
    document_number: str
    severity: Severity
    impact: str
    intent: str = ""
    crime_suspected: bool = False
    behaviour: str = ""


_ACTS = {
    UntruthStatus.UNTRUE: "find_untrue",
    UntruthStatus.FALSE: "find_false",
    UntruthStatus.UNFULFILLED: "find_unfulfilled",
}


def dismiss(*, finding: UntruthFinding, by: Account, reason: str) -> UntruthFinding:
    """Nothing untrue: the data were wrong or the explanation holds; the promise counts as kept."""
    now, reason = timezone.now(), written(reason, "理由")
    with transaction.atomic():
        row = locked(UntruthFinding, finding.pk)
        roles = access.roles_in(by, row.application, timezone.localdate())
        role = must_be_allowed(UNTRUTH_FINDING, "dismiss", row.status, roles)
        row.decided_at, row.decided_by, row.outcome = now, by, "dismissed"
        row.reasoning = reason
        deadlines.meet(UNTRUTH_FINDING.kind, row.pk, CLOCK, now)
        move(
            row,
            UNTRUTH_FINDING,
            "dismiss",
            by=by,
            role=role,
            at=now,
            reason=reason,
            changed=("decided_at", "decided_by", "outcome", "reasoning"),
        )
        task = locked(VerificationTask, row.task_id)
        move(task, VERIFICATION_TASK, "clear", by=by, role=Role.OFFICER, at=now)
    return row


def find(*, finding: UntruthFinding, by: Account, judgement: Judgement) -> UntruthFinding:
    """Find against the person, after they were heard: one document, one proposed credit record.

    Errors: Refused with every precondition that is missing; for the officer who recorded the
    contradiction; and for an outcome that the place's text does not know.
    """
    act, judgement = _ACTS[judgement.outcome], _written(judgement)
    now, today = timezone.now(), timezone.localdate()
    with transaction.atomic():
        row = locked(UntruthFinding, finding.pk)
        case = row.application
        roles = access.roles_in(by, case, today)
        _was_heard(row, by, judgement)
        role = must_be_allowed(UNTRUTH_FINDING, act, row.status, roles)
        must_not_be_contested(row.task)
        _fits_the_place(row, by, judgement)
        row.decided_at, row.decided_by = now, by
        row.outcome = judgement.outcome.value
        row.reasoning = judgement.reasoning
        row.intent_reasoning = judgement.intent or None
        row.harm = judgement.impact or None
        row.crime_suspected = judgement.crime_suspected
        row.document_number = judgement.document_number
        row.document = papers.issue(
            case,
            title="承诺核查认定书",
            number=row.document_number,
            opening=[
                f"您办理“{case.item.name}”时承诺：{row.compared['sentence']}",
                f"核查看到的情况：{row.compared['found']}",
            ],
            reasons=_reasons(row, judgement),
            orders=[f"认定：{KIND_WORD[judgement.outcome.value]}。"],  # type: ignore[index]
            appealable=True,
            by=by,
            at=now,
        )
        serve_online(case, row.document, by=by)
        _put_on_file(row, by, role, judgement)
        move(
            row,
            UNTRUTH_FINDING,
            act,
            by=by,
            role=role,
            at=now,
            reason="理由见认定书",
            basis=case.policy.consequences.trigger_words.clause,
            detail={"document": row.document_number},
            changed=(
                "decided_at",
                "decided_by",
                "outcome",
                "reasoning",
                "intent_reasoning",
                "harm",
                "crime_suspected",
                "document_number",
                "document",
            ),
        )
    return row


def find_mistake(
    *, finding: UntruthFinding, by: Account, reason: str, still_meets: bool
) -> UntruthFinding:
    """误填: no fault, and what is true meets the condition as well; no record, no measure.

    Errors: Refused where it isn't so, unheard, and for whoever recorded the contradiction.
    """
    now, reason = timezone.now(), written(reason, "理由")
    with transaction.atomic():
        row = locked(UntruthFinding, finding.pk)
        case = row.application
        roles = access.roles_in(by, case, timezone.localdate())
        role = must_be_allowed(UNTRUTH_FINDING, "find_mistake", row.status, roles)
        if not still_meets:
            raise Refused.because(
                "mistake_still_meets",
                "按正确的情况不符合条件的，不能按误填处理。",
                "CN-CFF-33",
                cure="确实不符合的，按不实认定；没有主观过错的，可以不处罚。",
            )
        row.decided_at, row.decided_by, row.outcome = now, by, UntruthStatus.MISTAKE.value
        row.reasoning = reason
        deadlines.meet(UNTRUTH_FINDING.kind, row.pk, CLOCK, now)
        row.document = papers.issue(
            case,
            title="承诺核查结论书",
            number=f"{case.catalogue.prefix}结〔{timezone.localdate().year}〕{row.pk}号",
            opening=[f"您承诺：{row.compared['sentence']}", f"核查看到：{row.compared['found']}"],
            reasons=[papers.reason(reason, ("CN-CFF-33",))],
            orders=["属于误填，按正确的情况仍然符合条件；不按不实处理，不留信用记录。"],
            appealable=False,
            by=by,
            at=now,
        )
        changed = ("decided_at", "decided_by", "outcome", "reasoning", "document")
        move(
            row, UNTRUTH_FINDING, "find_mistake", by=by, role=role, at=now,
            reason="理由见结论书" if reason else "", changed=changed,
        )  # fmt: skip
        serve_online(case, row.document, by=by)
    return row


def _written(judgement: Judgement) -> Judgement:
    return replace(
        judgement,
        reasoning=written(judgement.reasoning, "认定的理由"),
        answer_to_statement=written(judgement.answer_to_statement, "对说明的答复"),
        document_number=written(judgement.document_number, "文号", SHORT),
        impact=written(judgement.impact, "社会影响"),
        intent=written(judgement.intent, "认定故意的理由"),
    )


def _was_heard(row: UntruthFinding, by: Account, judgement: Judgement) -> None:
    spoke = row.statements.exists()
    facts = HearingFacts(
        on=timezone.localdate(),
        notified=row.notified_at is not None,
        statement_due_on=row.statement_due_on,
        statement_received=spoke,
        statement_considered=bool(judgement.answer_to_statement),
        officer=by.display_name or by.username,
        document_number=judgement.document_number,
        reasons=judgement.reasoning,
    )
    found = obstacles(hearing.examine(row.application.policy, facts))
    if found:
        raise Refused(*found)


def _fits_the_place(row: UntruthFinding, by: Account, judgement: Judgement) -> None:
    policy = row.application.policy
    unfulfilled = judgement.outcome is UntruthStatus.UNFULFILLED
    if unfulfilled and policy.consequences.trigger.value != "unfulfilled":
        raise Refused.because(
            "outcome_unknown_here",
            f"{policy.place_name}的文件没有“未按承诺履行”这一种认定。",
            *policy.consequences.trigger.clause,
            cure="请从“不实”“虚假”“不构成不实”中选择。",
        )
    if judgement.outcome is UntruthStatus.FALSE and not judgement.intent:
        raise Refused.because(
            "intent_needs_reasons",
            "认定故意，要写明理由：知道什么、做了什么、为什么不是填错。",
            *policy.consequences.deliberate_requires.clause[:1],
            cure="说不清故意的，按非故意的不实认定。",
        )


def _reasons(row: UntruthFinding, judgement: Judgement) -> list[Reason]:
    policy = row.application.policy
    reasons = [papers.reason(judgement.reasoning, policy.consequences.trigger_words.clause)]
    if row.statements.exists():
        reasons.append(
            papers.reason(
                f"对您说明的答复：{judgement.answer_to_statement}",
                hearing.RIGHT_TO_BE_HEARD,
            )
        )
    if judgement.intent:
        reasons.append(papers.reason(f"认定故意的理由：{judgement.intent}"))
    reasons.append(
        papers.reason(
            f"社会影响：{judgement.impact}。程度：{SEVERITY_WORD[judgement.severity]}。",
            policy.credit.grade_by_social_impact.clause,
        )
    )
    return reasons


def _put_on_file(row: UntruthFinding, by: Account, role: Role, judgement: Judgement) -> None:
    case, kind = row.application, cast(RecordKind, judgement.outcome.value)
    propose_breach(
        policy=case.policy,
        promise=promise_of(case, committed_names(case)),
        breach=Breach(
            kind=kind,
            behaviour=judgement.behaviour or next(iter(acts_here(case.policy, kind)), ""),
            obtained=case.state is ApplicationStatus.GRANTED,
            document_number=judgement.document_number,
            document_on=timezone.localdate(),
            impact=SocialImpact(
                judgement.severity, judgement.impact, by.display_name or by.username
            ),
        ),
        by=by,
        role=role,
        at=timezone.now(),
    )
