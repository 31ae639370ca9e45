"""赔偿: a loss through an untrue commitment, logged against its case and its cover."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from nuozheng.applications.access import roles_in
from nuozheng.applications.models import Application
from nuozheng.evidence.moves import append, locked, move, must_be_allowed
from nuozheng.evidence.wording import SHORT, written
from nuozheng.law.findings import Refused, obstacles
from nuozheng.law.insurance.cover import ClaimFacts, may_claim, payment_is_within_the_limit
from nuozheng.law.insurance.moves import CLAIM, ClaimStatus
from nuozheng.law.procedure import FOUND_AGAINST
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.verification.insurance.access import claims
from nuozheng.verification.insurance.models import Claim, Cover
from nuozheng.verification.models import UntruthFinding


@dataclass(frozen=True, slots=True)
class Loss:
    """Who asks for what: in words, from which day, how much in yuan."""

    claimant: str
    words: str
    loss_on: date | None
    amount_yuan: Decimal | None


def log_claim(*, cover: Cover, application: Application, loss: Loss, by: Account) -> Claim:
    """Log it. Errors: Refused unless the case's commitment for this item was found untrue."""
    now, today = timezone.now(), timezone.localdate()
    if Role.OFFICER not in roles_in(by, application, today):
        raise Refused.because(
            "not_your_move",
            "只有办这一件的经办人员能登记赔偿请求。",
            cure="请转给办这一件的同事。",
        )
    claimant, words = written(loss.claimant, "谁请求赔偿", SHORT), written(loss.words, "损失")
    if not claimant or not words:
        raise Refused.because(
            "claim_in_words",
            "没有写谁请求赔偿、损失是什么。",
            *application.policy.insurance.explored.clause,
            cure="照赔偿请求写明。",
        )
    against = application.untruth_findings.filter(outcome__in=FOUND_AGAINST).order_by("pk")
    finding = against.filter(task__proof__version__entry=cover.entry_id).first() or against.first()
    policy = application.policy
    facts = ClaimFacts(
        found_against=finding is not None,
        item_is_covered=_covers(cover, application, finding),
        loss_on=loss.loss_on,
        amount_yuan=loss.amount_yuan,
        starts_on=cover.starts_on,
        ends_on=cover.ends_on,
        today=today,
    )
    if found := obstacles(may_claim(policy, facts)):
        raise Refused(*found)
    assert finding is not None and loss.loss_on is not None and loss.amount_yuan is not None
    with transaction.atomic():
        row = Claim.objects.create(
            cover=cover,
            application=application,
            finding=finding,
            claimant=claimant,
            loss=words,
            loss_on=loss.loss_on,
            amount_yuan=loss.amount_yuan,
            status=ClaimStatus.LOGGED,
            logged_at=now,
            logged_by=by,
        )
        append(
            *(CLAIM.kind, row.pk, "log_claim", "", row.status),
            by=by,
            role=Role.OFFICER,
            at=now,
            basis=policy.insurance.explored.clause,
        )
    return row


def answer_claim(*, claim: Claim, paid_yuan: Decimal | None, reason: str, by: Account) -> Claim:
    """What the insurer did: so much paid, or nothing, with its reason."""
    now, today, reason = timezone.now(), timezone.localdate(), written(reason, "答复的内容")
    act = "decline_claim" if paid_yuan is None else "pay_claim"
    with transaction.atomic():
        row = locked(Claim, claim.pk)
        cover = locked(Cover, row.cover_id)
        mine = claims(by, today).filter(pk=row.pk).exists()
        roles = roles_in(by, row.application, today) if mine else ()
        role = must_be_allowed(CLAIM, act, row.status, roles)
        policy = row.application.policy
        before = cover.claims.aggregate(paid=Sum("paid_yuan"))["paid"] or Decimal(0)
        within = payment_is_within_the_limit(
            policy, paid=paid_yuan, before=before, limit=cover.limit_yuan
        )
        if found := obstacles([within]):
            raise Refused(*found)
        row.paid_yuan, row.answer = paid_yuan, reason
        move(
            *(row, CLAIM, act),
            by=by,
            role=role,
            at=now,
            # The words are about a person and stay with the claim, encrypted.
            reason="答复见赔偿登记" if reason else "",
            basis=policy.insurance.explored.clause,
            changed=("paid_yuan", "answer"),
        )
    return row


def _covers(cover: Cover, application: Application, finding: UntruthFinding | None) -> bool:
    """Whether the finding is about the covered proof of this very service."""
    if cover.entry.item_id != application.item_id:
        return False
    return finding is None or finding.task.proof.version.entry_id == cover.entry_id
