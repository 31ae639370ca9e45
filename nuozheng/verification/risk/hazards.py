"""隐患 (LYG19-1.1.2c): logged from a check with owner and day, closed only with evidence."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from nuozheng.documents.uploads import received
from nuozheng.evidence.moves import append, locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.findings import Refused, obstacles
from nuozheng.law.risk.moves import HAZARD, HazardStatus
from nuozheng.law.risk.records import HazardFacts, hazard_has_owner_and_day, hazard_was_removed
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.verification.access import desk_tasks
from nuozheng.verification.models import VerificationTask
from nuozheng.verification.risk.access import hazards, roles_for
from nuozheng.verification.risk.models import Hazard
from nuozheng.verification.risk.register import must_belong


def log_hazard(
    *, task: VerificationTask, what: str, owner: Account | None, due_on: date | None, by: Account
) -> Hazard:
    """A verifier logs what a check brought to light. It says nothing against the applicant."""
    now, today = timezone.now(), timezone.localdate()
    what = written(what, "隐患")
    if not desk_tasks(by, today).filter(pk=task.pk).exists():
        raise Refused.because(
            "not_your_move",
            "只有核查的人能从核查里记隐患。",
            cure="请告诉核查这一件的同事，由他们来记。",
        )
    policy = task.application.policy
    facts = HazardFacts(what, str(owner or ""), due_on)
    if found := obstacles([hazard_has_owner_and_day(policy, facts, today)]):
        raise Refused(*found)
    assert owner is not None and due_on is not None
    must_belong(owner, task.agency_id, today)
    with transaction.atomic():
        row = Hazard.objects.create(
            task=task,
            agency_id=task.agency_id,
            what=what,
            owner=owner,
            due_on=due_on,
            status=HazardStatus.OPEN,
            logged_at=now,
            logged_by=by,
        )
        append(
            *(HAZARD.kind, row.pk, "log_hazard", "", row.status),
            by=by,
            role=Role.VERIFIER,
            at=now,
            basis=policy.risk.hazards.clause,
        )
    return row


def close_hazard(*, hazard: Hazard, note: str, evidence: bytes | None, by: Account) -> Hazard:
    """It is gone, and this is the proof. Errors: Refused without words or without a file."""
    now, today = timezone.now(), timezone.localdate()
    note = written(note, "怎样消除的")
    with transaction.atomic():
        row = locked(Hazard, hazard.pk)
        mine = hazards(by, today).filter(pk=row.pk).exists()
        roles = roles_for(by, row.agency_id, today) if mine else []
        role = must_be_allowed(HAZARD, "close_hazard", row.status, roles)
        policy = row.task.application.policy
        gone = hazard_was_removed(policy, note, has_evidence=evidence is not None)
        if found := obstacles([gone]):
            raise Refused(*found)
        assert evidence is not None
        document = received(evidence, kind="evidence", title="隐患消除材料")
        document.created_at, document.created_by = now, by
        document.save()
        row.note, row.evidence, row.closed_at, row.closed_by = note, document, now, by
        move(
            *(row, HAZARD, "close_hazard"),
            by=by,
            role=role,
            at=now,
            basis=policy.risk.hazards.clause,
            changed=("note", "evidence", "closed_at", "closed_by"),
        )
    return row
