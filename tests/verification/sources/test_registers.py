"""Registers of data: holders and blockers, sharing tasks, department systems, platforms."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nuozheng.evidence.models import AccessReceipt, Deadline
from nuozheng.evidence.moves import history
from nuozheng.gateways.sources.registry import forget_registry, registry
from nuozheng.law.data_registers import DEPARTMENT_SYSTEM, SHARING_TASK
from nuozheng.law.policy import load_policy
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Agency
from nuozheng.sandbox.servers import Running
from nuozheng.verification.sources.access import register_owner
from nuozheng.verification.sources.models import DepartmentSystem, SharingTask
from nuozheng.verification.sources.sharing import Supply, list_shared, supply_and_demand
from nuozheng.verification.sources.systems import change_system, register_system, systems_of
from nuozheng.verification.sources.tasks import report_task, set_task
from tests.refusing import refused
from tests.verification.sources.test_sharing import owner_of
from tests.web.visits import text_of
from tests.world import Worlds

pytestmark = pytest.mark.django_db
clause = pytest.mark.clause
MAOJI = "huainan-maoji-2021"


@clause("MJ21-2.3.7i", "MJ21-2.3.7r")
def test_each_proof_has_its_holder_state_and_blocker_and_its_task(world: Worlds) -> None:
    catalogue, owner = owner_of(world, MAOJI)
    today = timezone.localdate()
    centre = register_owner(catalogue.jurisdiction, catalogue.policy)
    assert centre is not None and centre.short_name == "区政务服务中心"

    def now(code: str) -> Supply:
        rows = supply_and_demand(catalogue, today)
        return next(row for row in rows if row.proof.code == code)

    rows = supply_and_demand(catalogue, today)
    nobody, somebody = (
        next(row for row in rows if bool(row.possible) is wanted and row.proof.issuing_body)
        for wanted in (False, True)
    )
    assert nobody.holder == nobody.proof.issuing_body
    assert nobody.blocker == "没有登记能答复的数据源"
    assert somebody.blocker == "有数据源，还没有列入清单"
    code = somebody.proof.code
    list_shared(
        catalogue=catalogue,
        proof=somebody.proof,
        source=somebody.possible[0],
        blocker="接口没有开通",
        by=owner,
    )
    assert now(code).blocker == "接口没有开通" and now(code).holder
    due_on = today + timedelta(30)
    wanted = {"proof": somebody.proof, "scope": "levels", "what": "请市里开通接口"}
    task = set_task(catalogue=catalogue, due_on=due_on, by=owner, **wanted)  # type: ignore[arg-type]
    assert task.owner == centre
    assert Deadline.objects.get(kind=SHARING_TASK.kind, record_id=task.pk).due_on == due_on
    for key, changed in (
        ("task_is_set_already", {}),
        ("task_is_due_later", {"due_on": today - timedelta(1)}),
        ("task_says_what", {"what": " "}),
        ("task_says_what", {"scope": "moon"}),
    ):
        with refused(key):
            set_task(catalogue=catalogue, by=owner, **({"due_on": due_on} | wanted | changed))  # type: ignore[arg-type]
    with refused("only_the_register_owner"):
        report_task(
            catalogue=catalogue,
            task=task,
            act="report_progress",
            reason="x",
            by=world(MAOJI).staff(Role.VERIFIER),
        )
    report_task(
        catalogue=catalogue, task=task, act="report_progress", reason="等市里答复", by=owner
    )
    assert now(code).blocker == "等市里答复" and now(code).task == task
    with refused("reason_required"):
        report_task(catalogue=catalogue, task=task, act="drop_task", reason="", by=owner)
    report_task(catalogue=catalogue, task=task, act="finish_task", reason="", by=owner)
    assert [move.act for move in history(SHARING_TASK.kind, task.pk)] == [
        "set_task",
        "report_progress",
        "finish_task",
    ]
    assert now(code).task is None


@clause("ORD23-3.3.2c")
def test_each_department_system_stands_with_its_interface(world: Worlds) -> None:
    catalogue, owner = owner_of(world, "ordos-2023")
    agency = Agency.objects.filter(jurisdiction=catalogue.jurisdiction).order_by("pk")[0]
    system = register_system(
        catalogue=catalogue,
        agency=agency,
        name="许可系统",
        platform="市一体化在线政务服务平台",
        note="",
        by=owner,
    )
    with refused("system_is_registered"):
        register_system(
            catalogue=catalogue, agency=agency, name="许可系统", platform="x", note="", by=owner
        )
    elsewhere = Agency.objects.exclude(jurisdiction=catalogue.jurisdiction).order_by("pk")[0]
    for unit, name in ((agency, ""), (elsewhere, "别处的系统")):
        with refused("system_has_a_name"):
            register_system(
                catalogue=catalogue, agency=unit, name=name, platform="x", note="", by=owner
            )
    with refused("only_the_register_owner"):
        change_system(
            catalogue=catalogue,
            system=system,
            act="test_interface",
            reason="",
            by=world("ordos-2023").staff(Role.DATA_OWNER, elsewhere),
        )
    for act, reason in (
        ("test_interface", ""),
        ("link_system", ""),
        ("interrupt_link", "证书到期"),
    ):
        change_system(catalogue=catalogue, system=system, act=act, reason=reason, by=owner)  # type: ignore[arg-type]
    assert [(one.name, one.status, one.note) for one in systems_of(catalogue)] == [
        ("许可系统", "interrupted", "证书到期")
    ]
    acts = [move.act for move in history(DEPARTMENT_SYSTEM.kind, system.pk)]
    assert acts == ["register_system", "test_interface", "link_system", "interrupt_link"]


def test_the_owner_works_on_the_pages_and_others_read(world: Worlds) -> None:
    catalogue, owner = owner_of(world, MAOJI)
    desk, reader = Client(), Client()
    desk.force_login(owner)
    reader.force_login(world(MAOJI).staff(Role.VERIFIER))
    sharing = reverse("web:desk_sharing") + f"?list={MAOJI}"
    gap = next(row for row in supply_and_demand(catalogue, timezone.localdate()) if row.is_gap)
    fields = {
        "act": "set_task",
        "proof": gap.proof.code,
        "scope": "regions",
        "what": "请外地开通",
        "due_on": "2099-01-04",
    }
    assert desk.post(sharing, fields).status_code == 302
    task = SharingTask.objects.get()
    told = {"act": "report_progress", "task": task.pk, "reason": "已经发函"}
    assert desk.post(sharing, told).status_code == 302
    said = text_of(reader.get(sharing))
    for words in ("谁有", "卡在", "请外地开通", "已经发函", "跨地区", "区政务服务中心"):
        assert words in said
    assert reader.post(sharing, told).status_code == 422
    assert desk.post(sharing, {**fields, "due_on": "?"}).status_code == 422
    assert desk.post(sharing, {"act": "drop_task", "task": 0}).status_code == 404

    systems = reverse("web:desk_systems") + f"?list={MAOJI}"
    agency = Agency.objects.filter(jurisdiction=catalogue.jurisdiction).order_by("pk")[0]
    entered = {"act": "register", "agency": agency.pk, "name": "审批系统", "platform": "区平台"}
    assert desk.post(systems, entered).status_code == 302
    row = DepartmentSystem.objects.get()
    assert desk.post(systems, {"act": "test_interface", "system": row.pk}).status_code == 302
    assert "正在联调" in text_of(reader.get(systems))
    assert reader.post(systems, {"act": "link_system", "system": row.pk}).status_code == 422
    for wrong in ({"act": "register", "agency": 0}, {"act": "link_system", "system": 0}, {}):
        assert desk.post(systems, wrong).status_code == 404
    nobody = Client()
    nobody.force_login(world(MAOJI).citizen)
    assert nobody.get(systems).status_code == 404


@pytest.fixture
def by_platform(tmp_path: Path, settings: Any, sources: Running) -> Iterator[dict[str, str]]:
    """The three platforms of ORD21, each the way to one source, at an address of its own."""
    platforms = load_policy("ordos-2021").verification.data_sources.value
    names = ("family_economy", "property", "household")
    for source, platform in zip(names, platforms, strict=True):
        (tmp_path / f"{source}.toml").write_text(
            f'[{source}]\nplatform = "{platform}"\n'
            f'transport = {{ kind = "http", base_url = "{sources.url}/{source}" }}\n',
            "utf-8",
        )
    settings.NUOZHENG_SOURCES_FOLDER, settings.NUOZHENG_SOURCES_URL = str(tmp_path), ""
    forget_registry()
    yield dict(zip(names, platforms, strict=True))
    settings.NUOZHENG_SOURCES_FOLDER = ""
    forget_registry()


@clause("ORD21-4.4d")
def test_a_case_is_checked_over_each_platform_s_own_connector(
    world: Worlds, by_platform: dict[str, str], sources: Running
) -> None:
    case = world("ordos-2021").opened("wronged").signed(insists="登记有误")
    number = case.application.number
    looks = AccessReceipt.objects.filter(case_number=number)
    assert {look.source for look in looks} >= set(by_platform)
    for look in looks:
        assert registry()[look.source].platform == by_platform[look.source]
        assert look.attributes and look.purpose and look.basis and look.asked_at
        assert look.result == "found"
    asked = sources.journal.entries(number)
    assert {one.source for one in asked} == {look.source for look in looks}
    # What was declared, what came back, from where, as of when; match or mismatch.
    parts = [part for one in case.application.commitment.checks for part in one["comparisons"]]
    compared = [part for part in parts if part["source"]]
    assert {"confirmed", "contradicted"} <= {part["result"] for part in compared}
    for part in compared:
        assert part["source"] in by_platform and part["as_of"]
        assert part["left"] is not None and part["right"] is not None
