"""办结: legal review where a major decision follows, and the end of a visit."""

from django.db import transaction
from django.utils import timezone

from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.findings import Refused, obstacles
from nuozheng.law.inspections import Seen, Signed, VisitRecordFacts, may_close
from nuozheng.law.inspections.moves import VISIT
from nuozheng.law.policy import load_policy
from nuozheng.parties.models import Account
from nuozheng.parties.roles import roles_at
from nuozheng.verification.inspections.facts import label_of
from nuozheng.verification.inspections.models import Visit


def review_legality(*, visit: Visit, opinion: str, by: Account) -> Visit:
    """法制审核: the opinion of a legal reviewer who did not go along."""
    with transaction.atomic():
        row = locked(Visit, visit.pk)
        held = roles_at(by, row.agency_id, timezone.localdate())
        basis = load_policy(row.policy_key).verification.three_systems.clause
        role = must_be_allowed(VISIT, "review_legality", row.status, sorted(held))
        if row.team.filter(account=by).exists():
            raise Refused.because(
                "inspector_cannot_review",
                "去检查的人不能自己作合法性审核。",
                *basis,
                cure="请另一位合法性审核人员审核。",
            )
        row.review_opinion, row.reviewed_by = written(opinion, "审核意见"), by
        move(
            *(row, VISIT, "review_legality"), by=by, role=role, at=timezone.now(),
            reason=row.review_opinion, changed=("review_opinion", "reviewed_by"),
            basis=basis,
        )  # fmt: skip
    return row


def close_visit(*, visit: Visit, major: bool | None, by: Account) -> Visit:
    """End a visit; `major` says whether a major decision is to rest on it.

    Errors: Refused without officers' certificates, times, signatures, or a review that is due.
    """
    now = timezone.now()
    with transaction.atomic():
        row = locked(Visit, visit.pk)
        held = roles_at(by, row.agency_id, timezone.localdate())
        role = must_be_allowed(VISIT, "close_visit", row.status, sorted(held))
        policy = load_policy(row.policy_key)
        found = may_close(
            policy, recorded_facts(row), major=major, reviewed=bool(row.reviewed_by_id)
        )
        if wrong := obstacles(found):
            raise Refused(*wrong)
        row.major, row.closed_at = major, now
        basis = policy.verification.three_systems.clause
        changed = ("major", "closed_at")
        move(row, VISIT, "close_visit", by=by, role=role, at=now, basis=basis, changed=changed)
        deadlines.meet_all(VISIT.kind, row.pk, now)
    return row


def recorded_facts(visit: Visit) -> VisitRecordFacts:
    """The record as it is filed."""
    record = visit.record
    papers = list(record.papers.all())
    signed = {one.inspector_id for one in papers if one.kind == "officer"}
    team = visit.team.select_related("account")
    checks = visit.checks.exclude(result="").select_related("task__application", "task__proof")
    return VisitRecordFacts(
        arrived_at=record.arrived_at,
        left_at=record.left_at,
        now=record.received_at,
        seen=[
            Seen(label_of(one.task), one.result, one.note or "", one.papers.count())
            for one in checks
        ],
        inspectors=[Signed(str(one.account), one.certificate, one.pk in signed) for one in team],
        party_signed=any(one.kind == "party" for one in papers),
        refusal=record.spot.get("refusal", ""),
        witness=record.spot.get("witness", ""),
    )
