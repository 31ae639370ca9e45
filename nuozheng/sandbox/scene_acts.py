"""What happens in each scene, by the acts themselves."""

from collections.abc import Callable

from nuozheng.applications.actions.decide import decide
from nuozheng.applications.actions.demand import request_completion
from nuozheng.applications.actions.end import abandon
from nuozheng.applications.actions.withdraw import withdraw
from nuozheng.applications.models import Application
from nuozheng.credit.actions.register import drop
from nuozheng.credit.actions.repair import decide_repair
from nuozheng.law.findings import Refused
from nuozheng.law.procedure import UntruthStatus
from nuozheng.law.vocabulary import Severity
from nuozheng.sandbox import afterwards as after
from nuozheng.sandbox.afterwards import Verdict
from nuozheng.sandbox.stage import RETAIN, Stage
from nuozheng.verification.actions.find import dismiss
from nuozheng.verification.holding import holding

Acts = Callable[[Stage, Application], object]


def draft(stage: Stage, case: Application) -> None:
    """Opened; nothing is chosen yet."""


def noticed(stage: Stage, case: Application) -> None:
    stage.choose(case, case.opened_by)
    stage.notify(case, case.opened_by)


def promised(stage: Stage, case: Application) -> Application:
    return stage.promise(case, _who(stage, case))


def demanded(stage: Stage, case: Application) -> None:
    """Signed; somebody at the desk still asks for paper, which is refused and recorded."""
    case = promised(stage, case)
    try:
        request_completion(
            application=case,
            by=stage.staff("officer2"),
            proofs=[proof for proof in stage.proofs(case) if proof.document_id is None],
            message="请补交证明。",
            unlisted=["居委会盖章的情况说明"],
        )
    except Refused:
        return
    raise AssertionError("a proof covered by a promise was asked for")


def asked_to_complete(stage: Stage, case: Application) -> None:
    who = _who(stage, case)
    last = stage.proofs(case)[-1].version.entry.proof.code
    case = stage.promise(case, who, {last: RETAIN})
    handed_in = [proof for proof in stage.proofs(case) if proof.document_id is not None]
    request_completion(
        application=case,
        by=stage.staff("officer"),
        proofs=handed_in,
        message="照片看不清，请重新拍一份。",
    )


def withdrawn(stage: Stage, case: Application) -> None:
    case = promised(stage, case)
    withdraw(application=case, by=case.opened_by, reason="情况有变化，改交证明更稳妥。")


def accepted(stage: Stage, case: Application) -> None:
    case = promised(stage, case)
    stage.accept(case)
    tasks = after.pending(case)
    if tasks:
        after.confirm(stage, tasks[0])
    if len(tasks) > 1:
        after.give_up(stage, tasks[1])


def granted(stage: Stage, case: Application) -> None:
    after.grant(stage, promised(stage, case))


def accepted_or_granted(stage: Stage, case: Application) -> None:
    """Granted, unless a check comes before the decision: then that is still to be made."""
    case = promised(stage, case)
    if holding(case).exists():
        stage.accept(case)
    else:
        after.grant(stage, case)


def kept(stage: Stage, case: Application) -> None:
    granted(stage, case)
    for task in after.pending(case):
        after.confirm(stage, task)


def refused(stage: Stage, case: Application) -> None:
    case = promised(stage, case)
    stage.accept(case)
    decide(
        application=case,
        by=stage.staff("officer2"),
        grant=False,
        reason="申请的项目不在本次办理范围内（演示）。",
    )


def abandoned(stage: Stage, case: Application) -> None:
    abandon(application=case, by=case.opened_by)


def opened(stage: Stage, case: Application) -> None:
    accepted_or_granted(stage, case)
    after.contradict(stage, stage.fresh(case))


def told(stage: Stage, case: Application) -> None:
    accepted_or_granted(stage, case)
    after.tell(stage, after.contradict(stage, stage.fresh(case)))


def heard(stage: Stage, case: Application) -> None:
    accepted_or_granted(stage, case)
    after.hear(
        stage, after.contradict(stage, stage.fresh(case)), "登记有误，已经申请更正（演示）。"
    )


def dismissed(stage: Stage, case: Application) -> None:
    accepted_or_granted(stage, case)
    finding = after.hear(stage, after.contradict(stage, stage.fresh(case)), "登记有误（演示）。")
    dismiss(finding=finding, by=stage.staff("officer"), reason="登记信息有误，说明成立（演示）。")


def found(verdict: Verdict) -> Acts:
    def acts(stage: Stage, case: Application) -> None:
        accepted_or_granted(stage, case)
        finding = after.hear(stage, after.contradict(stage, stage.fresh(case)))
        after.judge(stage, finding, _as_the_place_says(stage, verdict))

    return acts


def false_and_ended(stage: Stage, case: Application) -> None:
    accepted_or_granted(stage, case)
    finding = after.hear(stage, after.contradict(stage, stage.fresh(case)))
    finding = after.judge(stage, finding, Verdict(UntruthStatus.FALSE))
    after.end(stage, finding)
    after.close_finding(stage, finding)


def ended_before_decision(stage: Stage, case: Application) -> None:
    """Found before anything was decided; the credit officer sends the record back."""
    case = promised(stage, case)
    stage.accept(case)
    finding = after.hear(stage, after.contradict(stage, stage.fresh(case)))
    verdict = Verdict(UntruthStatus.UNTRUE, Severity.MINOR)
    finding = after.judge(stage, finding, _as_the_place_says(stage, verdict))
    after.end(stage, finding)
    drop(
        record=after.record_of(case),
        by=stage.staff("credit"),
        reason="认定书没有写明社会影响的依据，退回补正（演示）。",
    )


def repair_asked(stage: Stage, case: Application) -> None:
    found(Verdict(UntruthStatus.UNTRUE, Severity.MINOR))(stage, case)
    after.put_on_record(stage, case)
    after.ask_for_repair(stage, case)


def repaired(stage: Stage, case: Application) -> None:
    found(Verdict(UntruthStatus.UNTRUE, Severity.MINOR))(stage, case)
    after.put_on_record(stage, case)
    decide_repair(
        repair=after.ask_for_repair(stage, case),
        by=stage.staff("credit"),
        grant=True,
        reason="已经更正，作出了信用承诺（演示）。",
    )


def _as_the_place_says(stage: Stage, verdict: Verdict) -> Verdict:
    """Where the text speaks of promises not performed, that is what is found."""
    unfulfilled = stage.catalogue.policy.consequences.trigger.value == "unfulfilled"
    if unfulfilled and verdict.outcome is UntruthStatus.UNTRUE:
        return Verdict(UntruthStatus.UNFULFILLED, verdict.severity)
    return verdict


def _who(stage: Stage, case: Application) -> str:
    """The member of the cast who applies."""
    identifier = case.applicant.identifier
    return next(key for key, one in stage.members.items() if one.identifier == identifier)
