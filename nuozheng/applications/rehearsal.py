"""试一试: before choosing, what each source would answer; nothing is kept but the receipts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils import timezone

from nuozheng.applications import access
from nuozheng.applications.actions.declare import read_entered
from nuozheng.applications.disposal import wanted_for
from nuozheng.applications.fetched import value_text
from nuozheng.applications.models import Application, DisposedProof
from nuozheng.applications.sources import ask_about
from nuozheng.evidence.models import AccessReceipt
from nuozheng.gateways.sources.registry import freshness_days, registry, title_of
from nuozheng.law.conditions import (
    AnswerStatus,
    Condition,
    ConditionResult,
    Reason,
    Result,
    SourceAnswer,
    Value,
    evaluate,
    sentence,
)
from nuozheng.law.conditions.operands import SourceOperand
from nuozheng.law.findings import Refused
from nuozheng.law.procedure import ApplicationStatus
from nuozheng.law.vocabulary import Substitution
from nuozheng.parties.models import Account

PURPOSE = "申请人自己要先看看数据怎么说"
A_DAY = 5
"""Rehearsals of one case a day: enough to decide, and no way to use up a source's quota."""
_BEFORE_SIGNING = (ApplicationStatus.DRAFT, ApplicationStatus.NOTICED)


@dataclass(frozen=True, slots=True)
class SourceSays:
    """What one source has on one point: `value` "" where it says nothing."""

    source: str
    title: str
    attribute: str
    value: str


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One condition: `result` agrees, differs, tells (nothing declared yet) or cannot_say."""

    key: str
    sentence: str
    result: str
    why: str
    said: tuple[SourceSays, ...]


@dataclass(frozen=True, slots=True)
class RehearsedProof:
    """One proof that could be promised; without conditions that any source could answer: none."""

    proof: DisposedProof
    conditions: tuple[Rehearsed, ...]

    @property
    def name(self) -> str:
        return self.proof.version.entry.proof.name


def may_rehearse(application: Application) -> bool:
    """Before the signature, where something may be promised."""
    return application.state in _BEFORE_SIGNING and bool(_proofs(application))


def rehearse(*, application: Application, by: Account) -> list[RehearsedProof]:
    """Ask the sources for the applicant's own eyes. Errors: Refused for strangers, or too often."""
    today = timezone.localdate()
    _allowed(application, by, today)
    proofs = _proofs(application)
    wanted: dict[str, set[str]] = {}
    for proof in proofs:
        for source, attributes in wanted_for(proof.version, application.applicant.kind).items():
            wanted.setdefault(source, set()).update(attributes)
    answers = ask_about(
        application,
        wanted,
        purpose=PURPOSE,
        basis=application.policy.verification.methods.clause,
        by=by,
        at=timezone.now(),
    )
    declared = {item.proof.pk: item.declared.values for item in read_entered(application, today)}
    return [_rehearsed(proof, declared.get(proof.pk, {}), answers, today) for proof in proofs]


def _allowed(application: Application, by: Account, today: date) -> None:
    roles = access.roles_in(by, application, today)
    if not any(role.speaks_for_applicant for role in roles):
        raise Refused.because(
            "not_your_move", "只有申请人能先看自己的数据。", cure="请用申请人或者代理人的账号登录。"
        )
    if application.state not in _BEFORE_SIGNING:
        raise Refused.because(
            "rehearsal_is_over",
            f"办件现在是“{application.state.chinese}”，不用再试。",
            cure="查过什么、结果怎样，请看办件页上的“谁看过我的数据”。",
        )
    done = AccessReceipt.objects.filter(
        case_number=application.number, purpose=PURPOSE, asked_at__date=today
    ).aggregate(times=Count("asked_at", distinct=True))["times"]
    if done >= A_DAY:
        raise Refused.because(
            "rehearsed_often_enough",
            f"今天已经试看了{A_DAY}次。",
            cure="请直接选办法；签名以前还会再核对一次，数据不对可以要求更正。",
        )


def _proofs(application: Application) -> list[DisposedProof]:
    """The proofs that are promised, or may be."""
    rows = application.proofs.select_related("version__entry__proof")
    return [
        row
        for row in rows
        if Substitution.COMMITMENT.value in (row.substitution, *row.alternatives)
    ]


def _rehearsed(
    proof: DisposedProof,
    declared: Mapping[str, Value],
    answers: Mapping[str, SourceAnswer],
    today: date,
) -> RehearsedProof:
    conditions = proof.version.condition_set.conditions
    results = evaluate(conditions, declared, answers, today, freshness_days())
    return RehearsedProof(
        proof,
        tuple(
            Rehearsed(
                key=condition.key,
                sentence=sentence(condition, declared),
                result=_word(outcome.result, outcome.reason, said),
                why=_why(outcome, said, answers),
                said=said,
            )
            for condition, outcome in zip(conditions, results, strict=True)
            if (said := tuple(_said(condition, answers))) or not condition.attested
        ),
    )


def _why(
    outcome: ConditionResult, said: tuple[SourceSays, ...], answers: Mapping[str, SourceAnswer]
) -> str:
    """Why a source says nothing, before the gap that only the applicant can fill."""
    if outcome.reason is not Reason.UNDECLARED:
        return outcome.reason.chinese
    silent = {answers[one.source].status for one in said if not one.value}
    if AnswerStatus.UNAVAILABLE in silent:
        return Reason.UNAVAILABLE.chinese
    return Reason.ATTRIBUTE_MISSING.chinese if silent else ""


def _word(result: Result, reason: Reason, said: tuple[SourceSays, ...]) -> str:
    if result is Result.CONFIRMED:
        return "agrees"
    if result in (Result.CONTRADICTED, Result.NOT_MET):
        return "differs"
    told = reason is Reason.UNDECLARED and all(one.value for one in said) and bool(said)
    return "tells" if told else "cannot_say"


def _said(condition: Condition, answers: Mapping[str, SourceAnswer]) -> Iterator[SourceSays]:
    """Each source that the condition names, with the value it has; papers' numbers are masked."""
    asked = {
        (side.source, side.attribute): side
        for comparison in condition.comparisons
        for side in comparison.operands
        if isinstance(side, SourceOperand)
    }
    for source, attribute in asked:
        answer = answers.get(source)
        if answer is None:
            continue
        known = registry()[source].attributes[attribute]
        given = answer.attributes.get(attribute)
        yield SourceSays(
            source,
            title_of(source),
            known.title,
            "" if given in (None, "") else value_text(known, given),
        )
