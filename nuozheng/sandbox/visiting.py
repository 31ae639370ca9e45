"""A visit of the demonstration: its items published, planned for today, the package pushed."""

from django.db import transaction
from django.utils import timezone

from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.sandbox.stage import Stage
from nuozheng.verification.follow import PENDING
from nuozheng.verification.inspections.actions.plan import plan_new
from nuozheng.verification.inspections.facts import Plan, published_proofs, source_may_answer
from nuozheng.verification.inspections.items import publish_item
from nuozheng.verification.inspections.models import Visit
from nuozheng.verification.models import VerificationTask


def visit_once(stage: Stage) -> bool:
    """One visit of the place, today, by its two inspectors; False where there is one."""
    verifier = stage.staff("verifier")
    place = stage.catalogue.jurisdiction_id
    if Visit.objects.filter(agency__jurisdiction=place).exists():
        return False
    tasks = _of_one_subject(verifier)
    if not tasks:
        return False
    agency, case = tasks[0].agency, tasks[0].application
    mode = case.policy.verification.onsite_modes.value or ("现场核查",)
    with transaction.atomic():
        there = published_proofs(agency)
        for proof in {one.proof.version.entry.proof for one in tasks}:
            if proof.pk not in there:
                publish_item(
                    agency=agency, proof=proof, name=f"核对{proof.name}所写的事实"[:80],
                    legal_basis="《示例检查办法》第三条（演示）", by=verifier,
                )  # fmt: skip
        plan = Plan(
            tasks=tasks,
            team=(stage.staff("inspector"), stage.staff("inspector2")),
            on=timezone.localdate(),
            address="示例街道1号（演示）",
            mode=mode[0],
            need_reason="没有数据源能查，要到现场看（演示）",
            division=agency.jurisdiction.code,
        )
        plan_new(agency=agency, plan=plan, by=verifier)
    return True


def _of_one_subject(verifier: Account) -> list[VerificationTask]:
    """What no source can settle of the subject with most of it; two checks are enough."""
    held = verifier.memberships.filter(role=Role.VERIFIER).values("agency")
    due = VerificationTask.objects.filter(agency__in=held, status__in=PENDING)
    rows = due.select_related("application__commitment", "proof__version__entry__proof")
    groups: dict[tuple[int, int], list[VerificationTask]] = {}
    for task in rows.order_by("pk"):
        if not source_may_answer(task):
            group = groups.setdefault((task.agency_id, task.application.applicant_id), [])
            group.append(task)
            if len(group) == 2:
                return group
    return max(groups.values(), key=len, default=[])
