"""Assistance on the stage: one request answered, one waiting, two forms for the issuing unit."""

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from nuozheng.law.assistance.moves import AssistanceKind
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency
from nuozheng.sandbox.stage import Stage
from nuozheng.verification.access import desk_tasks
from nuozheng.verification.assistance.actions.ask import request_assistance
from nuozheng.verification.assistance.actions.entries import Offer, propose_entry, settle_entry
from nuozheng.verification.assistance.actions.reply import answer
from nuozheng.verification.assistance.forms import Form, sourced, tried_before
from nuozheng.verification.assistance.models import AssistanceEntry, AssistanceRequest
from nuozheng.verification.confirmation.actions.ask import ask_issuer
from nuozheng.verification.follow import PENDING
from nuozheng.verification.models import VerificationTask


@transaction.atomic
def assist(stage: Stage) -> None:
    """Everything once for a place; a second call does nothing more."""
    place, verifier = stage.catalogue.jurisdiction, stage.staff("verifier")
    if AssistanceRequest.objects.filter(requester__jurisdiction=place).exists():
        return
    officer = stage.staff("officer")
    for number, task in enumerate(_unanswered(stage, verifier)):
        provider = _provider(officer, task.agency)
        if provider is None:
            return
        if number > 1:
            ask_issuer(proof=task.proof, task=task, provider=provider, by=verifier)
            continue
        form = Form(
            AssistanceKind.QUERY,
            f"请核实申请人办理{task.application.item.name}时承诺的这一项（演示）。",
            "示例条例第三条（演示）",
            tried_before(task) or ("internal",),
            provider=provider,
            entry=_entry(stage, provider, officer),
        )
        row = request_assistance(task=task, by=verifier, form=form)
        if number == 0:
            said = "本单位登记的情况与承诺相同（演示）。"
            answer(request=row, by=stage.staff("officer2"), outcome="agrees", text=said)


def _unanswered(stage: Stage, verifier: Account) -> Iterator[VerificationTask]:
    """Four open tasks of as many cases that no source covers."""
    tasks = desk_tasks(verifier, timezone.localdate()).filter(
        status__in=PENDING, application__catalogue=stage.catalogue
    )
    seen: set[int] = set()
    for task in tasks.select_related("application__item", "proof__version", "agency").order_by(
        "pk"
    ):
        if len(seen) == 4:
            return
        if task.application_id not in seen and not sourced(task).covers:
            seen.add(task.application_id)
            yield task


def _provider(officer: Account, other: Agency) -> Agency | None:
    """Another agency that the officer serves, so that the sign-in shows both sides."""
    posts = officer.memberships.filter(role=Role.OFFICER, agency__jurisdiction=other.jurisdiction)
    found = posts.exclude(agency=other).select_related("agency").order_by("agency_id").first()
    return found.agency if found else None


def _entry(stage: Stage, provider: Agency, officer: Account) -> AssistanceEntry | None:
    """The entry that the place's catalogue must have; None where the place has no catalogue."""
    if stage.catalogue.policy.verification.assistance_form.value != "catalogue":
        return None
    known = AssistanceEntry.objects.filter(provider=provider, status="listed").first()
    if known is not None:
        return known
    offer = Offer(
        AssistanceKind.QUERY,
        "核对登记的情况（演示）",
        "按姓名和证件号码，核对本单位登记的一项事实。",
        "示例条例第五条（演示）",
        3,
    )
    entry = propose_entry(provider=provider, by=officer, offer=offer)
    return settle_entry(entry=entry, act="list_entry", by=stage.staff("justice"))
