"""What an officer can do with a case now, and what not yet and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from nuozheng.applications.models import (
    Application,
    CommitmentStatus,
    DisposedProof,
    ProofStatus,
)
from nuozheng.law.procedure import APPLICATION, OPEN_APPLICATION, ApplicationStatus
from nuozheng.law.vocabulary import Role
from nuozheng.verification.holding import BEFORE, holding
from nuozheng.verification.models import VerificationTask
from nuozheng.web.desk.guards import Desk
from nuozheng.web.promises import commitment_of

ACTS = ("accept", "request_completion", "obtain", "grant", "refuse")
"""Each has its own number key in every state, so that a key struck twice never does another act."""


@dataclass(frozen=True, slots=True)
class Button:
    """An act that is possible now. `asks` says that it has fields of its own."""

    key: str
    act: str
    label: str
    explanation: str
    asks: bool = False
    main: bool = False


@dataclass(frozen=True, slots=True)
class Later:
    """An act that is not lawful yet, with the reason and where it becomes so."""

    label: str
    why: str
    href: str = ""


def buttons(case: Application, desk: Desk, proofs: Sequence[DisposedProof]) -> list[Button]:
    """The officer's acts by the moves table, numbered for the keyboard."""
    if not _is_officer(case, desk):
        return []
    rules = {rule.act: rule for rule in APPLICATION.allowed(case.status, Role.OFFICER)}
    waiting = _waiting(proofs)
    held = bool(_held(case))
    found: list[Button] = []
    for act in ACTS:
        key = str(ACTS.index(act) + 1)
        if act == "obtain":
            if waiting and case.status in OPEN_APPLICATION:
                says = _("由我们取得、核对的证明，答复到了或者核对过了就登记。")
                found.append(Button(key, act, _("登记部门答复"), says, asks=True))
            continue
        rule = rules.get(act)
        if rule is None or (act == "grant" and (waiting or held)):
            continue
        asks = act in ("refuse", "request_completion")
        found.append(
            Button(key, act, rule.label, rule.explanation, asks, main=act in ("accept", "grant"))
        )
    return found


def later(case: Application, desk: Desk, proofs: Sequence[DisposedProof]) -> list[Later]:
    """Acts that the officer may expect here but that are not lawful yet."""
    return list(_later(case, desk, proofs))


def _later(case: Application, desk: Desk, proofs: Sequence[DisposedProof]) -> Iterator[Later]:
    if not _is_officer(case, desk) or case.status not in OPEN_APPLICATION:
        return
    waiting = _waiting(proofs)
    if case.status != ApplicationStatus.ACCEPTED:
        yield Later(_("准予，不予办理"), _("受理以后才能决定。"))
    elif waiting:
        names = "、".join(proof.version.entry.proof.name for proof in waiting)
        why = _("%(names)s还在等部门答复或者本机关核对；等不到的请上级协调，不能转而向申请人要。")
        yield Later(_("准予"), why % {"names": names})
    elif held := _held(case):
        names = "、".join(dict.fromkeys(one.proof.version.entry.proof.name for one in held))
        why = _("代替%(names)s的承诺要先核查，查清或者听完说明才能准予；办理期限照算。")
        yield Later(_("准予"), why % {"names": names})
    if case.status == ApplicationStatus.AWAITING_COMPLETION:
        yield Later(_("受理"), _("申请人交回补正以后才能受理。"))
    if case.status == ApplicationStatus.AWAITING_PROOFS:
        yield Later(_("受理"), _("申请人撤回了承诺，证明交齐以后才能受理。"))
    commitment = commitment_of(case)
    if commitment is None or commitment.status != CommitmentStatus.SIGNED:
        return
    finding = next(iter(case.untruth_findings.all()), None)
    yield Later(
        _("终止办理"),
        _("承诺经听取说明、认定不实以后，才能终止。"),
        reverse("web:finding", args=[finding.pk]) if finding else "",
    )


def may_ask_issuer(case: Application, desk: Desk) -> bool:
    """Whether the officer may put a proof to the unit that issues it."""
    return _is_officer(case, desk) and case.status in OPEN_APPLICATION


def _is_officer(case: Application, desk: Desk) -> bool:
    return case.agency_id in {agency.pk for agency in desk.agencies(Role.OFFICER)}


def _held(case: Application) -> list[VerificationTask]:
    """The checks for which the decision waits; asked for only where one is made before it."""
    tasks = case.tasks.all()
    return list(holding(case)) if any(one.timing == BEFORE for one in tasks) else []


def _waiting(proofs: Sequence[DisposedProof]) -> list[DisposedProof]:
    return [proof for proof in proofs if proof.status == ProofStatus.AWAITING_AGENCY]
