"""Risk in the demonstration: a register half written, a hazard, and a cover where one is open."""

from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from nuozheng.catalogue.models import CatalogueEntry
from nuozheng.law.insurance.cover import CoverFacts
from nuozheng.law.vocabulary import Role
from nuozheng.parties.roles import agencies_of
from nuozheng.sandbox.stage import Stage
from nuozheng.verification.insurance.covers import record_cover
from nuozheng.verification.models import VerificationTask
from nuozheng.verification.risk.hazards import log_hazard
from nuozheng.verification.risk.models import RiskPoint
from nuozheng.verification.risk.register import RiskWords, list_risk

_POINTS = (
    ("inform", "只念一遍告知书，申请人没有弄懂要承诺什么", "逐条念，请申请人复述", 2, 2),
    ("commit", "代填的人替申请人勾选", "本人签字，短信回访抽查", 1, 3),
    ("check", "没有数据源，要等人去看，容易超期", "按期限排队，超期报监督人员", 2, 3),
)
_NONE = ("choose", "用不用承诺由申请人自己选，没有审批，选哪种都不影响办理（演示）")


def risk_once(stage: Stage) -> bool:
    """One entry of the place with its register, a hazard and a cover; False where there is one."""
    place = stage.catalogue.jurisdiction_id
    if RiskPoint.objects.filter(entry__item__catalogue__jurisdiction=place).exists():
        return False
    today, verifier = timezone.localdate(), stage.staff("verifier")
    held = agencies_of(verifier, Role.VERIFIER, today)
    tasks = VerificationTask.objects.filter(agency__in=held, application__catalogue=stage.catalogue)
    task = tasks.select_related("application", "proof__version__entry").order_by("pk").first()
    if task is None:
        return False
    entry = task.proof.version.entry
    with transaction.atomic():
        _list_points(stage, entry)
        log_hazard(
            task=task,
            what="取证照片存在个人手机里，没有统一保管（演示）",
            owner=verifier,
            due_on=today + timedelta(days=14),
            by=verifier,
        )
        _cover(stage, entry)
    return True


def _list_points(stage: Stage, entry: CatalogueEntry) -> None:
    verifier, later = stage.staff("verifier"), timezone.localdate() + timedelta(days=90)
    for step, point, measure, likelihood, impact in _POINTS:
        words = RiskWords(
            step, verifier, later, f"{point}（演示）", f"{measure}（演示）", likelihood, impact
        )
        list_risk(entry=entry, words=words, by=verifier)
    step, why = _NONE
    list_risk(entry=entry, words=RiskWords(step, verifier, later, none_reason=why), by=verifier)


def _cover(stage: Stage, entry: CatalogueEntry) -> None:
    """A synthetic policy that ends in forty days, so that the alert can be seen coming."""
    officer, today = stage.staff("officer"), timezone.localdate()
    facts = CoverFacts(
        {
            "high_value": "涉及的补助、许可一件可达数万元（演示）",
            "hard_to_verify": "没有数据源，要到现场或者外省核实（演示）",
        },
        "示例财产保险公司",
        f"示保〔{today.year}〕{entry.pk}号",
        Decimal(1_000_000),
        today - timedelta(days=325),
        today + timedelta(days=40),
    )
    record_cover(entry=entry, facts=facts, by=officer)
