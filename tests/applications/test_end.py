"""Ends: the applicant gives up, or a final finding leads there; nothing else does."""

import pytest

from nuozheng.applications.actions.choose import choose
from nuozheng.applications.actions.end import abandon, end_after_finding
from nuozheng.applications.actions.submit import submit
from nuozheng.credit.models import CreditRecord
from nuozheng.evidence import deadlines
from nuozheng.law.procedure import ApplicationStatus, TaskStatus
from nuozheng.law.vocabulary import Role, Substitution
from tests.refusing import refused
from tests.world import Worlds

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("reach", ["refresh", "notified", "signed"])
def test_the_applicant_gives_up_without_a_mark(world: Worlds, reach: str) -> None:
    case = world("ordos-2021").opened()
    getattr(case, reach)()
    ended = abandon(application=case.application, by=case.by)
    assert (ended.status, ended.due_on) == (ApplicationStatus.ABANDONED, None)
    assert deadlines.running("application", ended.pk) == []
    assert {task.status for task in case.tasks()} <= {TaskStatus.CANCELLED}
    assert not CreditRecord.objects.exists()
    assert (case.moves()[-1].act, case.moves()[-1].role) == ("abandon", Role.APPLICANT)


def test_what_has_ended_stays_so(world: Worlds) -> None:
    case = world("ordos-2021").opened().chosen(commit=False)
    abandon(application=case.application, by=case.by)
    with refused("move_not_possible"):
        abandon(application=case.application, by=case.by)
    with refused("move_not_possible"):
        submit(application=case.application, by=case.by)
    with refused("move_not_possible"):
        choose(
            application=case.application,
            proof=case.proofs()[0],
            way=Substitution.COMMITMENT,
            by=case.by,
        )


def test_after_acceptance_it_is_too_late(world: Worlds) -> None:
    case = world("ordos-2021").opened().accepted()
    with refused("move_not_possible"):
        abandon(application=case.application, by=case.by)


def test_nobody_gives_up_for_somebody_else(world: Worlds) -> None:
    case = world("ordos-2021").opened()
    for account in case.not_the_applicant.values():
        with refused("not_your_move"):
            abandon(application=case.application, by=account)


def test_an_end_after_a_finding_needs_its_document_and_an_officer(world: Worlds) -> None:
    case = world("ordos-2021").opened().accepted()
    common = {
        "application": case.application,
        "act": "terminate",
        "reason": "终止办理",
        "basis": ("ORD21-4.4k",),
    }
    with refused("document_required"):
        end_after_finding(**common, by=case.officer, document_number=" ")  # type: ignore[arg-type]
    for account in (*case.not_of_the_office.values(), case.verifier):
        with refused("not_your_move"):
            end_after_finding(**common, by=account, document_number="示1号")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="refuse"):
        end_after_finding(
            **(common | {"act": "refuse"}),  # type: ignore[arg-type]
            by=case.officer,
            document_number="示1号",
        )
    ended = end_after_finding(**common, by=case.officer, document_number="示1号")  # type: ignore[arg-type]
    assert ended.status == ApplicationStatus.TERMINATED and ended.decided_at is not None
    assert case.moves()[-1].detail == {"document": "示1号"}
