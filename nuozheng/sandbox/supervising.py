"""What follows a decision on the demonstration's stage: supervision, the record, who was told."""

from django.db import transaction
from django.utils import timezone

from nuozheng.catalogue.models import ServiceItem
from nuozheng.sandbox.scenes import SERVICES
from nuozheng.sandbox.stage import Stage
from nuozheng.verification.feedback.access import inbox
from nuozheng.verification.feedback.actions import mark_read
from nuozheng.verification.rounds.assigning import assign
from nuozheng.verification.supervision.access import credit_checks_at_desk, entries_at_desk
from nuozheng.verification.supervision.actions import (
    Seen,
    look_up_credit,
    name_unit,
    plan_supervision,
    record_supervision,
)
from nuozheng.verification.supervision.models import SupervisingUnit, SupervisionEntry


@transaction.atomic
def name_units(stage: Stage) -> None:
    """Where the supervising department looks up the record, one service has another than its own.

    Before any case; a second call does nothing more.
    """
    if stage.catalogue.policy.applicants.pre_check_credit_score.value != "supervisor_checks":
        return
    items = list(
        ServiceItem.objects.filter(catalogue=stage.catalogue, key__in=SERVICES)
        .select_related("agency")
        .order_by("key")
    )
    if SupervisingUnit.objects.filter(item__in=items).exists():
        return
    item = next((one for one in items if one.agency_id != items[-1].agency_id), None)
    if item is not None:
        name_unit(item=item, agency=items[-1].agency, by=stage.staff("keeper"))


@transaction.atomic
def supervise(stage: Stage) -> None:
    """One supervision is done, one planned; one record looked up; one result read.

    A second call does nothing more.
    """
    today, verifier = timezone.localdate(), stage.staff("verifier")
    assign(today)
    mine = entries_at_desk(verifier, today).filter(application__catalogue=stage.catalogue)
    if mine.filter(planned_on__isnull=False).exists():
        return
    for number, entry in enumerate(mine.order_by("due_on", "pk")[:2]):
        (_visited if number == 0 else _planned)(entry, stage)
    check = credit_checks_at_desk(verifier, today).order_by("pk").first()
    if check is not None and check.application.catalogue_id == stage.catalogue.pk:
        look_up_credit(check=check, by=verifier)
    officer = stage.staff("officer")
    told = inbox(officer, today).filter(task__application__catalogue=stage.catalogue, status="sent")
    if (first := told.order_by("pk").first()) is not None:
        mark_read(told=first, by=officer)


def _planned(entry: SupervisionEntry, stage: Stage) -> None:
    today = timezone.localdate()
    plan_supervision(entry=entry, on=today, mode=entry.modes[0], by=stage.staff("verifier"))


def _visited(entry: SupervisionEntry, stage: Stage) -> None:
    _planned(entry, stage)
    seen = Seen(timezone.localdate(), "在正常经营，与申请时承诺的一样（演示）。")
    record_supervision(entry=entry, seen=seen, by=stage.staff("verifier"))
