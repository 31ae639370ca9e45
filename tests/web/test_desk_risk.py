"""Pages of risk and insurance at the desk: whoever may act does, others find nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from nuozheng.law.procedure import UntruthStatus
from nuozheng.law.vocabulary import Role, Severity
from nuozheng.verification.actions.find import dismiss
from nuozheng.verification.insurance.models import Claim, Cover
from nuozheng.verification.risk.models import ErrorCase, Hazard, LiabilityEntry, RiskPoint
from tests.web.visits import SIGN_IN, at_most, leads_to, page, send, text_of
from tests.world import PDF, Case, Worlds

pytestmark = pytest.mark.django_db


def entry_of(case: Case) -> Any:
    return case.tasks()[0].proof.version.entry


def point(case: Case, **changes: Any) -> dict[str, Any]:
    return {
        "act": "list_risk",
        "step": "check",
        "point": "要等人去看",
        "likelihood": "2",
        "impact": "3",
        "measure": "超期报科长",
        "owner": case.verifier.pk,
        "review_on": timezone.localdate() + timedelta(days=30),
        **changes,
    }


def cover_fields(**changes: Any) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "high_value": "一件上百万元",
        "hard_to_verify": "要到外省看",
        "insurer": "示例保险公司",
        "policy_number": "示保-1",
        "limit_yuan": "10000",
        "starts_on": today - timedelta(days=5),
        "ends_on": today + timedelta(days=5),
        **changes,
    }


def test_the_register_is_written_reviewed_and_taken_along(world: Worlds) -> None:
    case = world("xian-baqiao-2021").opened().signed()
    entry, by, watching = entry_of(case), case.verifier, case.supervisor
    with at_most(28):
        listed = text_of(page(by, "risks", q=entry.proof.name, gaps="1"))
    assert reverse("web:risk_register", args=[entry.pk]) in listed
    before = text_of(page(by, "risk_register", entry.pk))
    assert "还差7个环节" in before and "没有写全" in before
    assert "责任人" in text_of(send(by, "risk_register", entry.pk, **point(case, owner="")))
    assert send(by, "risk_register", entry.pk, **point(case, review_on="x")).status_code == 422
    leads = leads_to(send(by, "risk_register", entry.pk, **point(case)))
    assert leads == reverse("web:risk_register", args=[entry.pk])
    row = RiskPoint.objects.get()
    with at_most(32):
        after = text_of(page(watching, "risk_register", entry.pk))
    assert "还差6个环节" in after and "超期报科长" in after and "list_risk" not in after
    review = {"act": "review_risk", "risk": row.pk, "note": "管用", "next_on": "2099-01-01"}
    assert send(by, "risk_register", entry.pk, **review).status_code == 302
    bad = send(by, "risk_register", entry.pk, **(review | {"next_on": "2099-13-45"}))
    assert bad.status_code == 422
    csv = page(by, "risks_file", q=entry.proof.name).content.decode()
    assert "要等人去看" in csv and entry.item.name in csv
    retire = {"act": "retire_risk", "risk": row.pk, "reason": "过时"}
    assert send(case.supervisor, "risk_register", entry.pk, **retire).status_code == 422
    assert send(by, "risk_register", entry.pk, **retire).status_code == 302
    assert send(by, "risk_register", entry.pk, act="other").status_code == 404


def test_strangers_find_no_page_of_risk(world: Worlds) -> None:
    case = world("lianyungang-2019").opened().signed()
    entry, task = entry_of(case), case.tasks()[0]
    addresses: list[tuple[str, list[int]]] = [
        *((name, []) for name in ("risks", "risks_file", "hazards", "error_cases")),
        *((name, []) for name in ("liability", "covers")),
        *((name, [entry.pk]) for name in ("risk_register", "new_cover")),
        *((name, [1]) for name in ("hazard", "hazard_paper", "error_case", "cover")),
        ("new_hazard", [task.pk]),
    ]
    for name, args in addresses:
        assert leads_to(page(None, name, *args)).startswith(SIGN_IN), name
        assert page(case.by, name, *args).status_code == 404, name
    elsewhere = case.world.elsewhere(Role.OFFICER)
    for name in ("risk_register", "new_cover"):
        assert page(elsewhere, name, entry.pk).status_code == 404
    for account in (case.officer, case.verifier):
        assert page(account, "liability").status_code == 404


def test_a_hazard_goes_from_the_check_to_its_evidence(world: Worlds) -> None:
    case = world("lianyungang-2019").opened().signed()
    task, by = case.tasks()[0], case.verifier
    assert reverse("web:new_hazard", args=[task.pk]) in text_of(page(by, "task", task.pk))
    assert page(by, "new_hazard", task.pk).status_code == 200
    fields = {"what": "台账没有锁", "owner": by.pk, "due_on": timezone.localdate()}
    assert send(by, "new_hazard", task.pk, **(fields | {"owner": ""})).status_code == 422
    assert send(by, "new_hazard", task.pk, **fields).status_code == 302
    row = Hazard.objects.get()
    Hazard.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    assert "超期" in text_of(page(by, "hazards")) and "台账没有锁" in text_of(page(by, "hazards"))
    watched = text_of(page(case.supervisor, "hazards"))
    assert row.agency.name in watched and "台账没有锁" not in watched
    assert page(case.supervisor, "hazard", row.pk).status_code == 404
    assert "没有消除" in text_of(page(by, "hazard", row.pk))
    assert send(by, "hazard", row.pk, note="换了锁").status_code == 422
    assert page(by, "hazard_paper", row.pk).status_code == 404
    file = SimpleUploadedFile("1.pdf", PDF, "application/pdf")
    assert send(by, "hazard", row.pk, note="换了锁", evidence=file).status_code == 302
    assert "换了锁" in text_of(page(by, "hazard", row.pk))
    assert page(by, "hazard_paper", row.pk).content == PDF
    assert "换了锁" not in text_of(page(by, "hazards")) and "台账没有锁" in text_of(
        page(by, "hazards", status="closed")
    )


def test_an_error_is_analysed_and_liability_entered(world: Worlds) -> None:
    place = world("lianyungang-2019")
    case, other = place.opened().signed(), place.opened("wronged").signed(insists="登记没有更新")
    dismiss(finding=case.contradicted(), by=case.officer, reason="数据录错了")
    found = other.found(UntruthStatus.UNTRUE)
    listed = text_of(page(case.supervisor, "error_cases"))
    assert case.application.number in listed and other.application.number not in listed
    dismissed = case.application.untruth_findings.get()
    assert send(case.officer, "error_cases", finding=found.pk).status_code == 404
    assert send(case.officer, "error_cases", finding=dismissed.pk).status_code == 302
    row = ErrorCase.objects.get()
    assert "还没有风险登记" in text_of(page(case.officer, "error_case", row.pk))
    send(case.verifier, "risk_register", entry_of(case).pk, **point(case))
    said = {"cause": "录错一位", "lesson": "两个人核对"}
    assert send(case.officer, "error_case", row.pk, **said).status_code == 422
    said["risk"] = str(RiskPoint.objects.get().pk)
    assert send(case.officer, "error_case", row.pk, **said).status_code == 302
    assert "两个人核对" in text_of(page(case.officer, "error_case", row.pk))
    assert page(place.elsewhere(Role.OFFICER), "error_case", row.pk).status_code == 404
    entry = {
        "act": "enter_liability",
        "finding": found.pk,
        "subject_kind": "unit",
        "subject": "示例咨询公司",
        "fault": "没有核对",
        "outcome": "约谈",
    }
    refused = send(case.supervisor, "liability", **(entry | {"outcome": ""}))
    assert refused.status_code == 422 and "处理结果" in text_of(refused)
    assert send(case.supervisor, "liability", **entry).status_code == 302
    kept = LiabilityEntry.objects.get()
    assert "示例咨询公司" in text_of(page(case.supervisor, "liability"))
    away = {"act": "withdraw_liability", "entry": kept.pk, "reason": "复议改了"}
    assert send(case.supervisor, "liability", **away).status_code == 302
    assert "已撤回" in text_of(page(case.supervisor, "liability"))


def test_a_cover_its_claim_and_what_a_premium_would_be(world: Worlds) -> None:
    case = world("huainan-maoji-2021").opened().signed()
    entry, by = entry_of(case), case.officer
    assert reverse("web:new_cover", args=[entry.pk]) in text_of(page(by, "risk_register", entry.pk))
    one = send(by, "new_cover", entry.pk, **cover_fields(hard_to_verify=""))
    assert one.status_code == 422 and "核查难度" in text_of(one)
    assert send(by, "new_cover", entry.pk, **cover_fields()).status_code == 302
    row = Cover.objects.get()
    case.found(UntruthStatus.UNTRUE)
    claim = {
        "act": "log_claim",
        "case": case.application.number,
        "claimant": "示例商户",
        "words": "多付的租金",
        "loss_on": timezone.localdate(),
        "amount_yuan": "5000",
    }
    assert send(by, "cover", row.pk, **(claim | {"case": "no"})).status_code == 404
    assert send(by, "cover", row.pk, **claim).status_code == 302
    logged = Claim.objects.get()
    answer = {"act": "pay_claim", "claim": logged.pk, "paid_yuan": "NaN", "reason": "赔付通知"}
    assert send(by, "cover", row.pk, **answer).status_code == 422
    assert send(by, "cover", row.pk, **(answer | {"paid_yuan": "4000"})).status_code == 302
    shown = text_of(page(by, "cover", row.pk))
    assert "示例商户" in shown and "4,000元" in shown
    watched = text_of(page(case.supervisor, "cover", row.pk))
    assert "示保-1" in watched and "示例商户" not in watched
    query = {"cases": "1000", "loss_yuan": "2000", "lost_percent": "50", "loading_percent": "30"}
    with at_most(28):
        estimated = text_of(page(case.supervisor, "cover", row.pk, **query))
    assert "一年大约" in estimated and "不到30件" in estimated
    assert page(by, "cover", row.pk, cases="x").status_code == 200
    ended = {"act": "end_cover", "reason": "不再需要"}
    assert send(case.supervisor, "cover", row.pk, **ended).status_code == 422
    assert send(by, "cover", row.pk, **ended).status_code == 302
    assert "已退保" in text_of(page(by, "covers"))


@pytest.mark.clause("MJ21-2.3.9g")
def test_the_warning_stands_with_its_reasons_before_the_choice_where_it_is_on(
    world: Worlds,
) -> None:
    maoji, ordos = world("huainan-maoji-2021"), world("ordos-2021")
    maoji.on_record("wronged", Severity.MINOR)
    warned, off = maoji.opened("wronged"), ordos.opened()
    before = text_of(page(warned.by, "my_proofs", warned.application.number))
    assert "事前信用预警" in before and "1条要留意" in before and "来源：" in before
    assert "事前信用预警" not in text_of(page(off.by, "my_proofs", off.application.number))
    for case, wanted in ((warned, True), (off, False)):
        case.signed(insists="登记没有更新")
        number = case.application.number
        assert ("1条要留意" in text_of(page(case.officer, "case", number))) is wanted
