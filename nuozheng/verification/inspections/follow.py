"""A published draw makes visits: for each subject drawn one, with the inspectors drawn for it."""

from nuozheng.evidence.models import Move
from nuozheng.law.inspections.moves import VisitStatus
from nuozheng.parties.models import Account
from nuozheng.verification.draws.access import selected
from nuozheng.verification.draws.models import Draw
from nuozheng.verification.draws.paper import drawn_units
from nuozheng.verification.inspections.actions.plan import propose
from nuozheng.verification.inspections.facts import published_proofs, source_may_answer
from nuozheng.verification.inspections.models import Visit, VisitCheck, VisitInspector
from nuozheng.verification.models import VerificationTask


def propose_visits(draw: Draw, row: Move) -> None:
    """What no source can settle is proposed for a visit; the verifier fixes the day and place.

    Several cases of one subject are one visit. What a source can settle stays in the queue.
    """
    tasks: dict[int, list[VerificationTask]] = {}
    for task in selected(draw).select_related("application__commitment", "proof__version__entry"):
        if not source_may_answer(task):
            tasks.setdefault(task.application_id, []).append(task)
    staff = {one.key: one.account for one in draw.inspectors.select_related("account")}
    published = published_proofs(draw.agency)
    visits: dict[int, Visit] = {}
    for unit in drawn_units(draw):
        checks = tasks.get(unit.application_id, [])
        if not checks:
            continue
        case = checks[0].application
        visit = visits.get(case.applicant_id)
        if visit is None:
            visit = _proposed(draw, row, checks[0], [staff[key] for key in unit.team])
            visits[case.applicant_id] = visit
        VisitCheck.objects.bulk_create(
            VisitCheck(visit=visit, task=one, item=published.get(one.proof.version.entry.proof_id))
            for one in checks
        )


def _proposed(draw: Draw, row: Move, task: VerificationTask, team: list[Account]) -> Visit:
    case = task.application
    assert row.by is not None
    visit = propose(
        agency=draw.agency, party=case.applicant, policy_key=case.policy_key, by=row.by,
        at=row.at, draw=draw,
    )  # fmt: skip
    visit.need_reason = f"双随机抽查{draw.code}抽中，数据查不清"
    visit.save(update_fields=["need_reason"])
    VisitInspector.objects.bulk_create(
        VisitInspector(visit=visit, account=one, is_drawn=True) for one in team
    )
    assert visit.status == VisitStatus.PROPOSED
    return visit
