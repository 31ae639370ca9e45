"""A draw of the demonstration: its list frozen, both secrets sealed, one of them opened."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from nuozheng.law.draws import seal_of
from nuozheng.law.draws.rates import Rates
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency, Membership
from nuozheng.sandbox.stage import Stage
from nuozheng.verification.bulk.due import PENDING
from nuozheng.verification.draws.actions.freeze import Constraints, freeze
from nuozheng.verification.draws.actions.seed import reveal, seal
from nuozheng.verification.draws.models import Draw
from nuozheng.verification.models import VerificationTask

_SECRET = "演示用的随机数，公开以前不给人看：{agency}"


def draw_once(stage: Stage) -> bool:
    """One draw of the place, by an agency with something to check; False where there is one."""
    verifier = stage.staff("verifier")
    place = stage.catalogue.jurisdiction_id
    agency = _agency(verifier)
    if agency is None or Draw.objects.filter(agency__jurisdiction=place).exists():
        return False
    posts = Membership.objects.filter(
        agency__jurisdiction=place, role__in=(Role.SUPERVISOR, Role.JUSTICE_REVIEWER)
    )
    other = posts.exclude(agency=agency).select_related("agency", "account").first()
    inspectors = [stage.staff(key) for key in ("inspector", "inspector2")]
    if other is None:
        return False
    now = timezone.now()
    with transaction.atomic():
        draw = freeze(
            agency=agency,
            policy=stage.catalogue.policy,
            constraints=Constraints(
                due_by=timezone.localdate() + timedelta(days=366),
                rates=Rates(2000, 5000, 10_000),
                inspectors=dict.fromkeys(inspectors, ()),
                agencies=(agency, other.agency),
                reveal_until=now + timedelta(days=2),
                number_name="示例彩票下一期的开奖号码（演示）",
                number_at=now + timedelta(days=2, hours=9),
            ),
            by=verifier,
        )
        for one, account in ((agency, verifier), (other.agency, other.account)):
            hashed = seal_of(draw.root.root, one.name, _SECRET.format(agency=one.name))
            draw = seal(draw=draw, agency=one, seal=hashed, by=account)
        reveal(draw=draw, agency=agency, secret=_SECRET.format(agency=agency.name), by=verifier)
    return True


def _agency(verifier: Account) -> Agency | None:
    held = verifier.memberships.filter(role=Role.VERIFIER).values("agency")
    task = VerificationTask.objects.filter(agency__in=held, status__in=PENDING).first()
    return task.agency if task else None
