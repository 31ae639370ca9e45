"""What follows findings on the stage: a penalty and a revocation told, an order being mended."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from nuozheng.applications.models import Application
from nuozheng.sandbox.accounts import party_of
from nuozheng.sandbox.scenes import opening_key
from nuozheng.sandbox.stage import Stage
from nuozheng.verification.actions.consequence import Wanted, offers, take
from nuozheng.verification.afterwards.intend import intend
from nuozheng.verification.afterwards.rectify import report
from nuozheng.verification.afterwards.telling import Intention
from nuozheng.verification.afterwards.third_parties import Somebody, record_third_party
from nuozheng.verification.models import UntruthFinding

WHY = "承诺的内容与登记不一致，说明不能解释这一差别（演示）。"
LAW = "《中华人民共和国行政许可法》第六十九条（演示）"


@transaction.atomic
def tell_and_order(stage: Stage) -> None:
    """The wilful finding: a neighbour is known, a penalty and the revocation are told.

    The other one: an order to rectify, and the company's report. Twice does nothing more.
    """
    wilful, untrue = _finding(stage, "wilful"), _finding(stage, "untrue")
    if wilful is not None and not wilful.intended.exists():
        _tell(stage, wilful)
    if untrue is not None and not untrue.consequences.exists():
        _order(stage, untrue)


def _finding(stage: Stage, scene: str) -> UntruthFinding | None:
    case = Application.objects.filter(opening_key=opening_key(stage.slug, scene)).first()
    found = UntruthFinding.objects.filter(application=case).select_related("application")
    return found.first() if case else None


def _tell(stage: Stage, finding: UntruthFinding) -> None:
    kinds = {one.kind for one in offers(finding)}
    officer, case = stage.staff("officer"), finding.application
    neighbour = party_of(stage.members["honest"])
    who = Somebody(
        neighbour.name, "演示电话", "相邻的住户，共用一道门（演示）", neighbour.identifier
    )
    record_third_party(application=case, who=who, by=officer)
    if "revoke" in kinds:
        intend(
            finding=finding,
            by=officer,
            wanted=Intention("revoke", "撤销准予的决定（演示）", LAW, WHY),
        )
    if "penalise" in kinds:
        intend(
            finding=finding,
            by=officer,
            wanted=Intention("penalise", "罚款一万五千元（演示）", LAW, WHY, "fine", 15_000),
        )


def _order(stage: Stage, finding: UntruthFinding) -> None:
    if "rectify" not in {one.kind for one in offers(finding)}:
        return
    order = take(
        finding=finding,
        by=stage.staff("officer"),
        wanted=Wanted(
            "rectify",
            f"{finding.application.catalogue.prefix}改〔{timezone.localdate().year}〕{finding.pk}号",
            legal_basis=LAW,
            content="补齐与承诺一致的场所证明（演示）",
            due_on=timezone.localdate() + timedelta(days=21),
        ),
    )
    report(consequence=order, by=finding.application.opened_by, text="已经补签了租约（演示）。")
