"""自行更正: the person corrects a declared fact after signing, before its check begins."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from nuozheng.applications import access
from nuozheng.applications.declaration import (
    Checked,
    ProofDeclaration,
    checked,
    declared_proofs,
    values_of,
)
from nuozheng.applications.jobs import set_letter
from nuozheng.applications.letter import letter_document
from nuozheng.applications.models import Application, Commitment, CommitmentStatus, DisposedProof
from nuozheng.applications.sources import ask_about
from nuozheng.evidence.moves import append, locked, move
from nuozheng.evidence.wording import written
from nuozheng.gateways.sources.registry import freshness_days
from nuozheng.law.afterwards.correcting import RIGHT_TO_CORRECT, CorrectionFacts, may_correct
from nuozheng.law.conditions import (
    Condition,
    Declared,
    FactOperand,
    Result,
    Unreadable,
    Value,
    evaluate,
    parse_value,
    required_attributes,
)
from nuozheng.law.findings import Finding, Outcome, Refused, obstacles
from nuozheng.law.inspections.moves import VisitStatus
from nuozheng.law.procedure import (
    APPLICATION,
    VERIFICATION_TASK,
    ApplicationStatus,
    TaskStatus,
)
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.verification.afterwards.letter_versions import (
    Correction,
    Why,
    keep_old,
    set_anew,
)
from nuozheng.verification.models import VerificationTask

_S = ApplicationStatus
_ENDED = (_S.REFUSED, _S.TERMINATED, _S.INVALID, _S.REVOKED, _S.ABANDONED)
_GOING = (VisitStatus.PLANNED, VisitStatus.RECORDED)
Typed = Mapping[str, Mapping[str, str]]
"""Proof's key → fact → text: only what is corrected need be there."""


def begun(commitment: Commitment) -> set[tuple[str, str]]:
    """The conditions (proof, key) whose check has begun or is over, data at signing included."""
    settled = {
        (one.proof_key, one.condition_key)
        for one in map(Checked.from_stored, commitment.checks)
        if one.is_settled
    }
    tasks = VerificationTask.objects.filter(application=commitment.application_id)
    for task in tasks.prefetch_related("visit_checks__visit", "assistance_requests"):
        if _has_begun(task):
            settled.add((str(task.proof_id), task.condition_key))
    return settled


def _has_begun(task: VerificationTask) -> bool:
    """A source that did not answer began nothing; whoever was asked or sent did."""
    if task.status != TaskStatus.OPEN or task.seen.get("note"):
        return True
    data = task.seen.get("data")
    if data and Result(data["result"]) is not Result.UNKNOWN:
        return True
    going = any(one.visit.status in _GOING for one in task.visit_checks.all())
    return going or bool(task.assistance_requests.all())


def correct(
    *, application: Application, by: Account, typed: Typed, why: str, insists: str = ""
) -> Commitment:
    """Correct what was declared: the letter is set anew as a new version, the old one is kept.

    In time it leaves no record and opens no finding. `insists` as in signing. Errors: Refused
    for anybody else, for a letter that isn't signed, once the check has begun, for what can't be
    read, and where nothing is corrected.
    """
    why, insists = written(why, "更正的原因"), written(insists, "说明")
    commitment = _may(application, by)
    correction = _read(commitment, typed)
    _refuse(commitment, correction)
    results = _ask(commitment, correction, by)
    _refuse_differing(results, insists)
    letter_document(commitment.pk)
    now = timezone.now()
    with transaction.atomic():
        case = locked(Application, application.pk)
        # Held before anything is asked of them: whoever checks one now waits, or was first.
        list(VerificationTask.objects.select_for_update().filter(application=case).order_by("pk"))
        commitment = _may(case, by)
        _refuse(commitment, correction)
        falls_short = any(one.fails_the_standard for one in results)
        keep_old(commitment, correction, Why(why, falls_short), by, now)
        set_anew(commitment, correction, results, insists, by, now)
        _settle_tasks(case, results, now)
        append(
            APPLICATION.kind,
            case.pk,
            "correct",
            case.status,
            case.status,
            by=by,
            role=access.roles_in(by, case, timezone.localdate())[0],
            at=now,
            reason="申请人写明了原因（见承诺书档案）" if why else "",
            basis=RIGHT_TO_CORRECT,
            detail={"letter": commitment.letter_number, "falls_short": falls_short},
        )
        set_letter(commitment.pk)
    return commitment


def _may(case: Application, by: Account) -> Commitment:
    roles = access.roles_in(by, case, timezone.localdate())
    if not any(role.speaks_for_applicant for role in roles):
        raise Refused.because(
            "not_your_move",
            "只有申请人或者代理人能更正承诺的内容。",
            *RIGHT_TO_CORRECT,
            cure="请用申请人或者代理人的账号登录，由本人更正。",
        )
    found = Commitment.objects.select_related("application", "letter").filter(application=case)
    commitment = found.first()
    if commitment is None:
        raise Refused(*obstacles(may_correct(CorrectionFacts(False, False, 1))))
    commitment.application = case
    return commitment


def _read(commitment: Commitment, typed: Typed) -> Correction:
    """Only facts that now say something else. Errors: Refused for what can't be read."""
    today, wrong = timezone.localdate(), []
    values: dict[str, dict[str, Value]] = {}
    changed: dict[str, tuple[Condition, ...]] = {}
    for proof in declared_proofs(commitment):
        standing, key = values_of(commitment, proof), str(proof.pk)
        told: dict[str, Value] = {}
        for name, text in typed.get(key, {}).items():
            fact = proof.version.condition_set.facts.get(name)
            if fact is None:
                continue
            try:
                value = parse_value(fact, text, today)
            except Unreadable as problem:
                detail = str(problem)
                cure = "改好这一项再交；别的都还在。"
                wrong.append(Finding(f"declared.{key}.{name}", Outcome.NOT_MET, detail, cure=cure))
                continue
            if value != standing.get(name):
                told[name] = value
        if told:
            values[key] = {**standing, **told}
            changed[key] = _touched(proof, set(told))
    if wrong:
        raise Refused(*wrong)
    return Correction(values, changed)


def _touched(proof: DisposedProof, facts: set[str]) -> tuple[Condition, ...]:
    return tuple(one for one in proof.version.condition_set.conditions if facts & _facts_of(one))


def _facts_of(condition: Condition) -> set[str]:
    sides = [side for part in condition.comparisons for side in (part.left, part.right)]
    used = {side.fact for side in sides if isinstance(side, FactOperand)}
    return used | {fact.key for fact in condition.facts}


def _refuse(commitment: Commitment, correction: Correction) -> None:
    over = begun(commitment) & set(correction.keys)
    sentences = {
        (one.proof_key, one.condition_key): one.sentence
        for one in map(Checked.from_stored, commitment.checks)
    }
    facts = CorrectionFacts(
        signed=commitment.status == CommitmentStatus.SIGNED,
        ended=commitment.application.status in _ENDED,
        changed=len(correction.values),
        begun=tuple(sentences.get(one, one[1]) for one in sorted(over)),
    )
    if found := obstacles(may_correct(facts)):
        raise Refused(*found)


def _ask(commitment: Commitment, correction: Correction, by: Account) -> list[Checked]:
    """What the sources say of the corrected conditions; nothing is locked meanwhile."""
    case, today = commitment.application, timezone.localdate()
    everything = [one for some in correction.changed.values() for one in some]
    answers = ask_about(
        case,
        required_attributes(everything),
        purpose=f"核对{case.item.name}更正后的承诺",
        basis=case.policy.verification.methods.clause,
        by=by,
        at=timezone.now(),
    )
    results = []
    for proof in declared_proofs(commitment):
        some = correction.changed.get(str(proof.pk), ())
        told = Declared(values=correction.values.get(str(proof.pk), {}))
        outcomes = evaluate(some, told.values, answers, today, freshness_days())
        item = ProofDeclaration(proof, proof.version.condition_set, told, ())
        results += [checked(item, one, said) for one, said in zip(some, outcomes, strict=True)]
    return results


def _refuse_differing(results: Sequence[Checked], insists: str) -> None:
    """As at signing: what the data deny is shown first, and stands with the person's words."""
    differing = [one for one in results if one.result is Result.CONTRADICTED]
    if differing and not insists:
        raise Refused(
            *(
                Finding(
                    f"contradicted.{one.proof_key}.{one.condition_key}",
                    Outcome.NOT_MET,
                    f"更正成“{one.sentence}”，与查到的数据还是不一致。先别签，看看差在哪里。",
                    RIGHT_TO_CORRECT,
                    cure="填错了就改；确定是数据不对的，写明情况再签。",
                )
                for one in differing
            )
        )


def _settle_tasks(case: Application, results: Sequence[Checked], at: datetime) -> None:
    """What the data now confirm is settled; what falls short is nothing that was promised falsely.

    Whether a decision can stand then is the officer's to look at, not a verifier's to find.
    """
    tasks = {
        (str(task.proof_id), task.condition_key): task
        for task in VerificationTask.objects.select_for_update().filter(
            application=case, status=TaskStatus.OPEN
        )
    }
    for one in results:
        task = tasks.get((one.proof_key, one.condition_key))
        if task is None:
            continue
        if one.fails_the_standard:
            move(task, VERIFICATION_TASK, "cancel", by=None, role=Role.SYSTEM, at=at)
        elif one.is_settled:
            task.checked_at = at
            changed = ("checked_at",)
            move(
                task, VERIFICATION_TASK, "confirm", by=None, role=Role.SYSTEM, at=at,
                basis=task.basis, changed=changed,
            )  # fmt: skip
