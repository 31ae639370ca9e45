"""风险登记 of an entry: a point is listed, reviewed on its day, retired; never changed in place."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from nuozheng.catalogue.models import CatalogueEntry
from nuozheng.evidence.moves import append, locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.findings import Refused, obstacles
from nuozheng.law.risk.moves import OFFICE, RISK_POINT, RiskStatus
from nuozheng.law.risk.register import RiskFacts, point_is_whole
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Membership, in_force
from nuozheng.verification.risk.access import roles_for
from nuozheng.verification.risk.models import RiskPoint


@dataclass(frozen=True, slots=True)
class RiskWords:
    """What is written about one step; `none_reason` instead of the rest where there is no risk."""

    step: str
    owner: Account | None
    review_on: date | None
    point: str = ""
    measure: str = ""
    likelihood: int | None = None
    impact: int | None = None
    none_reason: str = ""


def list_risk(*, entry: CatalogueEntry, words: RiskWords, by: Account) -> RiskPoint:
    """List one point of one step. Errors: Refused for a stranger, or where anything is wanting."""
    now, today = timezone.now(), timezone.localdate()
    role = office_role(by, entry.item.agency_id, today)
    point = written(words.point, "风险点", 500)
    none_reason = written(words.none_reason, "没有风险点的理由", 500)
    measure = written(words.measure, "防控措施", 1000)
    policy = entry.item.catalogue.policy
    facts = RiskFacts(
        step=words.step,
        owner=str(words.owner or ""),
        review_on=words.review_on,
        point=point,
        measure=measure,
        likelihood=words.likelihood,
        impact=words.impact,
        none_reason=none_reason,
    )
    if found := obstacles([point_is_whole(policy, facts, today)]):
        raise Refused(*found)
    assert words.owner is not None and words.review_on is not None
    must_belong(words.owner, entry.item.agency_id, today)
    with transaction.atomic():
        row = RiskPoint.objects.create(
            entry=entry,
            step=words.step,
            point=point,
            none_reason=none_reason,
            measure=measure,
            likelihood=None if none_reason else words.likelihood,
            impact=None if none_reason else words.impact,
            owner=words.owner,
            review_on=words.review_on,
            status=RiskStatus.IN_FORCE,
            listed_at=now,
            listed_by=by,
        )
        append(
            *(RISK_POINT.kind, row.pk, "list_risk", "", row.status),
            by=by,
            role=role,
            at=now,
            basis=policy.risk.step_register.clause,
        )
    return row


def review_risk(*, risk: RiskPoint, note: str, next_on: date | None, by: Account) -> RiskPoint:
    """Looked at again on its day: the conclusion stands in the history, the next day is set."""
    now, today = timezone.now(), timezone.localdate()
    note = written(note, "复查结论")
    if next_on is None or next_on <= today:
        raise Refused.because(
            "review_day_is_ahead",
            "下一次复查的日期要在今天以后。",
            *risk.entry.item.catalogue.policy.risk.step_register.clause,
            cure="请改日期。",
        )
    with transaction.atomic():
        row = locked(RiskPoint, risk.pk)
        roles = roles_for(by, row.entry.item.agency_id, today)
        role = must_be_allowed(RISK_POINT, "review_risk", row.status, roles)
        row.review_on, row.reviewed_at = next_on, now
        move(
            *(row, RISK_POINT, "review_risk"),
            by=by,
            role=role,
            at=now,
            reason=note,
            changed=("review_on", "reviewed_at"),
        )
    return row


def retire_risk(*, risk: RiskPoint, reason: str, by: Account) -> RiskPoint:
    """It no longer counts; it stays in the history."""
    with transaction.atomic():
        row = locked(RiskPoint, risk.pk)
        roles = roles_for(by, row.entry.item.agency_id, timezone.localdate())
        role = must_be_allowed(RISK_POINT, "retire_risk", row.status, roles)
        move(
            *(row, RISK_POINT, "retire_risk"),
            by=by,
            role=role,
            at=timezone.now(),
            reason=written(reason, "理由"),
        )
    return row


def office_role(by: Account, agency_id: int, today: date) -> Role:
    """The role in which the account acts for the agency; Refused where it has none."""
    held = roles_for(by, agency_id, today)
    role = next((role for role in OFFICE if role in held), None)
    if role is None:
        raise Refused.because(
            "not_your_move",
            "只有办这一事项的单位的经办、核查人员能办。",
            cure="请用这个单位的账号登录，或者请他们来办。",
        )
    return role


def must_belong(owner: Account, agency_id: int, today: date) -> None:
    """Whoever is to see to it has a post at the agency that day."""
    if not Membership.objects.filter(in_force(today), account=owner, agency=agency_id).exists():
        raise Refused.because(
            "owner_is_of_the_agency", "责任人不在这个单位。", cure="请选本单位的人。"
        )
