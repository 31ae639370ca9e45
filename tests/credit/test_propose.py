"""What enters a credit file, and on what it rests."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from nuozheng.credit.actions.propose import Breach, Promise, propose_breach, record_kept
from nuozheng.credit.actions.register import register
from nuozheng.credit.models import CreditRecord
from nuozheng.evidence.moves import history
from nuozheng.law.credit import SocialImpact
from nuozheng.law.policy import load_policy
from nuozheng.law.procedure import RecordStatus, TaskStatus
from nuozheng.law.vocabulary import Role, Severity
from nuozheng.verification.actions.check import Observation, record_result
from tests.refusing import refused
from tests.world import World, Worlds

pytestmark = pytest.mark.django_db
clause = pytest.mark.clause


def promise(here: World, number: str = "示例-0001") -> Promise:
    return Promise(here.party("honest"), here.item().agency, number, "承诺代替示例证明")


def propose(here: World, **fields: Any) -> CreditRecord:
    breach: dict[str, Any] = {
        "kind": "untrue",
        "behaviour": "untrue_content",
        "document_number": "示例认〔2026〕1号",
        "document_on": date(2026, 11, 1),
        "impact": SocialImpact(Severity.SERIOUS, "占用了名额", "示例认定人"),
    }
    return propose_breach(
        policy=here.catalogue.policy,
        promise=promise(here),
        breach=Breach(**(breach | fields)),
        by=here.staff(Role.OFFICER),
        role=Role.OFFICER,
        at=timezone.now(),
    )


def test_a_breach_is_proposed_and_has_no_effect_yet(world: Worlds) -> None:
    here = world("ordos-2021")
    record = propose(here)
    assert (record.status, record.recorded_by, record.ends_on) == (
        RecordStatus.PROPOSED,
        None,
        None,
    )
    (move,) = history("credit_record", record.pk)
    assert (move.act, move.role, move.by) == ("propose", Role.OFFICER, here.staff(Role.OFFICER))


@clause("ORD21-4.5b", "XBQ21-2.6j", "MJ21-2.3.8h")
@pytest.mark.parametrize("slug", ["ordos-2021", "xian-baqiao-2021", "huainan-maoji-2021"])
def test_without_an_assessed_social_impact_there_is_no_grade(world: Worlds, slug: str) -> None:
    here = world(slug)
    for impact in (
        SocialImpact(Severity.SERIOUS, " ", "示例认定人"),
        SocialImpact(Severity.SERIOUS, "占用了名额", ""),
    ):
        with refused("graded_by_social_impact"):
            propose(here, impact=impact)
    assert propose(here).severity == Severity.SERIOUS


@clause("XBQ21-2.6b")
def test_without_a_document_there_is_no_record(world: Worlds) -> None:
    here = world("xian-baqiao-2021")
    with refused("record_rests_on_a_document"):
        propose(here, document_number=" ")
    record = propose(here)
    with pytest.raises(IntegrityError), transaction.atomic():
        CreditRecord.objects.filter(pk=record.pk).update(document_number="")


def test_a_promise_kept_is_on_the_file_once(world: Worlds) -> None:
    here = world("huainan-maoji-2021")
    policy, at = here.catalogue.policy, timezone.now()
    first = record_kept(policy=policy, promise=promise(here), at=at)
    assert first is not None and not first.is_adverse
    assert record_kept(policy=policy, promise=promise(here), at=at) is None
    assert record_kept(policy=policy, promise=promise(here, "示例-0002"), at=at) is not None
    assert record_kept(policy=load_policy("ordos-2021"), promise=promise(here), at=at) is None


@clause("XBQ21-2.6d", "LYG19-1.2.1a")
@pytest.mark.parametrize(
    ("slug", "who"),
    [
        ("xian-baqiao-2021", "honest"),
        ("lianyungang-2019", "honest"),
        ("lianyungang-2019", "honest_company"),
    ],
)
def test_the_file_of_a_person_and_of_a_company_shows_promise_performance_and_breach(
    world: Worlds, slug: str, who: str
) -> None:
    here = world(slug)
    kept = here.opened(who).granted()
    for task in kept.tasks():
        record_result(
            task=task, by=kept.verifier, result=TaskStatus.CONFIRMED, observation=Observation("")
        )
    broken = here.opened(who).granted()
    broken.found()
    register(
        record=CreditRecord.objects.get(status=RecordStatus.PROPOSED), by=broken.credit_officer
    )
    file = here.party(who).credit_records.order_by("pk")
    assert [(row.kind, row.case_number) for row in file] == [
        ("kept", kept.application.number),
        ("false", broken.application.number),
    ]
    for row in file:
        assert row.promise.startswith(f"办理{kept.application.item.name}，承诺代替")
    assert file[1].behaviour and file[1].document_number
