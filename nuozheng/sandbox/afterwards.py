"""What the staff of a stage do after a promise: check, hear, find, take measures, register."""

from dataclasses import dataclass
from datetime import date

from nuozheng.applications.actions.decide import decide
from nuozheng.applications.declaration import Checked
from nuozheng.applications.models import Application
from nuozheng.credit.actions.register import register
from nuozheng.credit.actions.repair import request_repair
from nuozheng.credit.models import CreditRecord, CreditRepair
from nuozheng.gateways.sources.registry import registry
from nuozheng.law.conditions import Result
from nuozheng.law.procedure import TaskStatus, UntruthStatus
from nuozheng.law.repair import spoken
from nuozheng.law.vocabulary import Severity
from nuozheng.sandbox.stage import Stage
from nuozheng.verification.actions.check import Observation, record_result
from nuozheng.verification.actions.consequence import Wanted, close, offers, take
from nuozheng.verification.actions.find import Judgement, find
from nuozheng.verification.actions.hear import notify_person, state
from nuozheng.verification.holding import holding
from nuozheng.verification.models import Consequence, UntruthFinding, VerificationTask

SEEN = "现场核对、调取登记资料，查到的情况与承诺的内容对不上（演示）。"
SAID = "填写的时候没有核对清楚，愿意配合更正（演示）。"
ANSWER = "说明已经核对：材料显示的情况与说明不一致，不影响认定（演示）。"
WHY = "承诺的内容与核查取得的材料不一致，本人的说明不能解释这一差别（演示）。"
INTENT = "签署前已经看到数据不一致的提示，仍然确认所填属实（演示）。"
IMPACT = "没有造成财产损失，影响限于本件（演示）。"
NO_PENALTY_RULE = "这一事项没有虚假承诺的处罚规则，不能处罚（演示）。"
ALREADY_INVALID = "决定已经按无效处理，没有可以撤销的决定（演示）。"
_ENDINGS = ("revoke", "invalid_decision", "terminate", "invalid_application")


@dataclass(frozen=True)
class Verdict:
    """How an officer decides on a finding."""

    outcome: UntruthStatus
    severity: Severity = Severity.SERIOUS


def grant(stage: Stage, case: Application) -> Application:
    """Accept what must be accepted, check what comes before the decision, then grant."""
    stage.accept(case)
    for task in list(holding(case)):
        confirm(stage, task)
    return decide(application=case, by=stage.staff("officer"), grant=True)


def pending(case: Application) -> list[VerificationTask]:
    """Tasks still open, in the order in which they were made."""
    found = VerificationTask.objects.filter(application=case, status=TaskStatus.OPEN)
    return list(found.select_related("application", "proof__version").order_by("pk"))


def confirm(stage: Stage, task: VerificationTask) -> VerificationTask:
    """The verifier finds it as promised."""
    seen = Observation("核对登记资料，与承诺的内容一致（演示）。")
    by = stage.staff("verifier")
    return record_result(task=task, by=by, result=TaskStatus.CONFIRMED, observation=seen)


def give_up(stage: Stage, task: VerificationTask) -> VerificationTask:
    """The verifier can't tell this time."""
    seen = Observation("联系不上出具单位，换办法再查（演示）。")
    by = stage.staff("verifier")
    return record_result(task=task, by=by, result=TaskStatus.UNABLE, observation=seen)


def contradict(stage: Stage, case: Application) -> UntruthFinding:
    """The verifier finds it otherwise on the first open task that sources contradict, else any."""
    task, seen = _doubtful(case)
    record_result(
        task=task,
        by=stage.staff("verifier"),
        result=TaskStatus.CONTRADICTED,
        observation=Observation(seen or SEEN),
    )
    return UntruthFinding.objects.select_related("application", "task", "opened_by").get(task=task)


def differences(checked: Checked) -> str:
    """What was declared and what a source holds, where the two differ; empty where none does."""
    return "".join(
        f"{registry()[part['source']].title}记载的是{_spoken(part['right'])}，"
        f"承诺的是{_spoken(part['left'])}。"
        for part in checked.comparisons
        if part["result"] == Result.CONTRADICTED and part["source"]
    )


def _spoken(value: str) -> str:
    """A day as people say it; anything else as it is."""
    try:
        return spoken(date.fromisoformat(value))
    except ValueError:
        return value.removesuffix(".00")


def _doubtful(case: Application) -> tuple[VerificationTask, str]:
    """The open task whose condition a source contradicted, with how; else the first one."""
    against = {
        (one.proof_key, one.condition_key): differences(one)
        for one in map(Checked.from_stored, case.commitment.checks)
        if one.result is Result.CONTRADICTED
    }
    tasks = pending(case)
    for task in tasks:
        if seen := against.get((str(task.proof_id), task.condition_key)):
            return task, f"{seen}现场核对，与登记一致（演示）。"
    return tasks[0], ""


def tell(stage: Stage, finding: UntruthFinding) -> UntruthFinding:
    """The officer tells the person what does not agree."""
    return notify_person(finding=finding, by=stage.staff("officer"))


def hear(stage: Stage, finding: UntruthFinding, said: str = SAID) -> UntruthFinding:
    """Told, then heard."""
    tell(stage, finding)
    state(finding=finding, by=finding.application.opened_by, text=said)
    finding.refresh_from_db()
    return finding


def judge(stage: Stage, finding: UntruthFinding, verdict: Verdict) -> UntruthFinding:
    """A named officer, not the one who checked, finds against the person."""
    case = finding.application
    severity = verdict.severity
    if verdict.outcome is UntruthStatus.FALSE and case.policy.credit.grave_behaviours.value:
        severity = Severity.GRAVE  # what the text here says of any false commitment
    return find(
        finding=finding,
        by=stage.staff("officer"),
        judgement=Judgement(
            outcome=verdict.outcome,
            reasoning=WHY,
            answer_to_statement=ANSWER,
            document_number=f"{case.catalogue.prefix}认〔{case.opened_at.year}〕{finding.pk}号",
            severity=severity,
            impact=IMPACT,
            intent=INTENT if verdict.outcome is UntruthStatus.FALSE else "",
        ),
    )


def end(stage: Stage, finding: UntruthFinding) -> Consequence | None:
    """Take the measure that ends the case here, if the place has one at this stage."""
    kinds = [offer.kind for offer in offers(finding)]
    chosen = next((kind for kind in _ENDINGS if kind in kinds), None)
    return take_measure(stage, finding, chosen) if chosen else None


def take_measure(stage: Stage, finding: UntruthFinding, kind: str) -> Consequence:
    """One measure with its document and legal basis."""
    finding = UntruthFinding.objects.select_related("task__proof__version", "application").get(
        pk=finding.pk
    )
    case = finding.application
    turn = finding.consequences.count() + 1
    number = f"{case.catalogue.prefix}处〔{case.opened_at.year}〕{finding.pk}-{turn}号"
    basis = finding.task.proof.version.liability_basis or case.policy.title
    return take(
        finding=finding,
        by=stage.staff("officer"),
        wanted=Wanted(measure=kind, document_number=number, legal_basis=basis),
    )


def close_finding(stage: Stage, finding: UntruthFinding) -> tuple[UntruthFinding, dict[str, str]]:
    """Close it; where a required measure can't be taken, why stands on record and is returned."""
    finding = UntruthFinding.objects.select_related("application").get(pk=finding.pk)
    why = {
        offer.kind: NO_PENALTY_RULE if offer.kind == "penalise" else ALREADY_INVALID
        for offer in offers(finding)
        if offer.required
    }
    return close(finding=finding, by=stage.staff("officer"), no_basis=why), why


def record_of(case: Application) -> CreditRecord:
    """The credit record that the finding on a case proposed."""
    return CreditRecord.objects.exclude(kind="kept").get(case_number=case.number)


def put_on_record(stage: Stage, case: Application) -> CreditRecord:
    """The credit officer registers it."""
    return register(record=record_of(case), by=stage.staff("credit"))


def ask_for_repair(stage: Stage, case: Application) -> CreditRepair:
    """The subject asks for repair, duties done and promise made."""
    return request_repair(
        record=record_of(case),
        by=case.opened_by,
        duties_done=True,
        promise_made=True,
        evidence="已按决定书更正，补齐了材料（演示）。",
    )
