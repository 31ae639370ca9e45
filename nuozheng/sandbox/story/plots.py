"""The five stories: each makes a new case by the acts themselves and tells it as it happens."""

import secrets
from collections.abc import Callable, Generator, Iterator, Mapping

from nuozheng.applications.actions.decide import decide
from nuozheng.applications.actions.demand import request_completion
from nuozheng.applications.actions.submit import resubmit, submit
from nuozheng.applications.actions.withdraw import foreseen, withdraw
from nuozheng.applications.models import Application, RefusedDemand
from nuozheng.law.findings import Refused
from nuozheng.law.procedure import ApplicationStatus, UntruthStatus
from nuozheng.sandbox import afterwards as after
from nuozheng.sandbox.afterwards import Verdict
from nuozheng.sandbox.stage import Stage
from nuozheng.sandbox.story import following as then
from nuozheng.sandbox.story import promising as first
from nuozheng.sandbox.story.people import COMPANY, with_a_clean_company
from nuozheng.sandbox.story.telling import Line, Step, said, step
from nuozheng.verification.actions.consequence import offers
from nuozheng.verification.actions.hear import state
from nuozheng.verification.models import UntruthFinding

Plot = Callable[[Stage], Iterator[Step]]
Telling = Generator[Step, None, Application]
UNLISTED = "居委会盖章的情况说明"


def honest_citizen(stage: Stage) -> Iterator[Step]:
    """A citizen promises, sources confirm, what is left is checked, the promise is kept."""
    case = yield from _promise(stage, _open(stage, "sv-095", "honest"), "honest")
    case = yield from _decide(stage, case)
    tasks = after.pending(case)
    for task in tasks:
        after.confirm(stage, task)
    yield step(
        "核查",
        *(Line(f"{task.standard}：一致。", tuple(task.basis)) for task in tasks),
        Line("每一条都核实了，承诺兑现。", case.policy.credit.record_coverage.clause),
    )


def false_company(stage: Stage) -> Iterator[Step]:
    """A company promises more than it has: told, heard, found, recorded, barred."""
    stage = with_a_clean_company(stage)
    case = yield from _promise(stage, _open(stage, "sv-065", COMPANY), COMPANY)
    case = yield from _decide(stage, case)
    yield from _found_out(stage, case, Verdict(UntruthStatus.FALSE))
    yield from _barred(stage, "sv-084")


def withdrawn(stage: Stage) -> Iterator[Step]:
    """A candidate promises, thinks again, and goes on by the statutory procedure."""
    case = yield from _promise(stage, _open(stage, "sv-039", "honest"), "honest")
    reason = "刚拿到证书原件，想改按原来的程序办。"
    effect = foreseen(case).effect
    withdraw(application=case, by=case.opened_by, reason=reason)
    case = stage.fresh(case)
    ways = [
        Line(f"{one.version.entry.proof.name}改为：{one.way.chinese}。")
        for one in stage.proofs(case)
    ]
    yield step(
        "撤回承诺",
        Line(f"理由：{reason}", case.policy.applicants.withdrawal_needs_reason.clause),
        Line(effect.told, effect.basis),
        *ways,
        Line("没有信用记录，收到申请的日期不变。", case.policy.applicants.withdrawal.clause),
    )
    if case.state is ApplicationStatus.AWAITING_PROOFS:
        stage.hand_in_all(case, case.opened_by)
        resubmit(application=case, by=case.opened_by)
    yield from _decide(stage, stage.fresh(case))


def certificate_free(stage: Stage) -> Iterator[Step]:
    """Nothing is asked of the applicant; whoever asks all the same is refused, on record."""
    case = _open(stage, "sv-201", "honest")
    yield first.listed(case.catalogue)
    yield first.opened(case)
    yield first.disposed(stage.proofs(case))
    submit(application=case, by=case.opened_by)
    case = stage.fresh(case)
    yield step(
        "提交",
        Line("申请人交了0份证明，也没有承诺任何事。", case.policy.scope.whitelist_only.clause),
    )
    yield _demand_refused(stage, case)
    stage.obtain_all(case, stage.staff("officer"))
    yield step(
        "由我们自己取得",
        *(
            Line(f"{one.version.entry.proof.name}：{one.way.chinese}，已经取得。")
            for one in stage.proofs(case)
            if one.obtained.get("note")
        ),
    )
    yield from _decide(stage, case)


def unfulfilled_company(stage: Stage) -> Iterator[Step]:
    """The measures of the place itself: invalid decision, fees kept, credit list."""
    stage = with_a_clean_company(stage)
    case = yield from _promise(stage, _open(stage, "sv-052", COMPANY), COMPANY)
    case = yield from _decide(stage, case)
    yield from _found_out(stage, case, Verdict(UntruthStatus.UNFULFILLED))
    yield from _barred(stage, "sv-132")


PLOTS: Mapping[str, Plot] = {
    "ordos-2021": honest_citizen,
    "ordos-2023": certificate_free,
    "xian-baqiao-2021": withdrawn,
    "huainan-maoji-2021": false_company,
    "lianyungang-2019": unfulfilled_company,
}


def _open(stage: Stage, item: str, who: str) -> Application:
    return stage.open(item, who, f"story-{secrets.token_hex(8)}")


def _promise(stage: Stage, case: Application, who: str) -> Telling:
    """From the opening to the signature."""
    by = case.opened_by
    yield first.listed(case.catalogue)
    yield first.opened(case)
    yield first.disposed(stage.proofs(case))
    yield first.chosen(case, stage.choose(case, by))
    yield first.told(case, stage.notify(case, by))
    case = stage.fresh(case)
    checked = stage.declare(case, by, who)
    yield first.declared(case, checked)
    commitment = stage.sign(case, by, checked)
    case = stage.fresh(case)
    yield first.signed(case, commitment)
    yield first.to_check(case)
    return case


def _decide(stage: Stage, case: Application) -> Telling:
    """Accepted, then granted, by an officer."""
    case = stage.accept(case)
    yield first.accepted(case)
    case = decide(application=case, by=stage.staff("officer"), grant=True)
    yield first.decided(case)
    return stage.fresh(case)


def _found_out(stage: Stage, case: Application, verdict: Verdict) -> Iterator[Step]:
    """Contradicted, told, heard, found, measured, recorded."""
    policy = case.policy
    finding = after.contradict(stage, case)
    yield then.contradicted(finding)
    finding = after.tell(stage, finding)
    yield then.told(finding, policy)
    state(finding=finding, by=case.opened_by, text=after.SAID)
    finding.refresh_from_db()
    yield then.heard(finding)
    finding = after.judge(stage, finding, verdict)
    yield then.found(finding, policy)
    taken = [after.take_measure(stage, finding, kind) for kind in _measures(finding)]
    yield then.measured(taken, stage.fresh(case))
    closed, reasons = after.close_finding(stage, finding)
    yield then.closed(closed, reasons, policy)
    yield then.recorded(after.put_on_record(stage, case), policy)


def _measures(finding: UntruthFinding) -> list[str]:
    """The measure of the place that ends the case: its own word for it first."""
    kinds = [offer.kind for offer in offers(finding)]
    return [next(kind for kind in ("invalid_decision", "revoke") if kind in kinds)]


def _barred(stage: Stage, item: str) -> Iterator[Step]:
    yield then.barred(_open(stage, item, COMPANY))


def _demand_refused(stage: Stage, case: Application) -> Step:
    """An officer asks for what is not on the list; the applicant never hears of it."""
    officer = stage.staff("officer2")
    try:
        request_completion(
            application=case, by=officer, proofs=[], message="请补交。", unlisted=[UNLISTED]
        )
    except Refused as refused:
        rows = RefusedDemand.objects.filter(application=case)
        return step(
            "有人还想要证明",
            Line(f"{officer.display_name}想让申请人交“{UNLISTED}”。"),
            *(said(finding) for finding in refused.findings),
            Line(f"没有发给申请人；记录{rows.count()}条，由监督人员看。"),
        )
    raise AssertionError("an unlisted proof was asked for")
