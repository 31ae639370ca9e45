"""证明台账: enter what an agency keeps and what earlier campaigns cancelled; strike lines off."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from nuozheng.catalogue.inheritance import access
from nuozheng.catalogue.inheritance.models import RegisteredProof
from nuozheng.catalogue.intake.models import Intake
from nuozheng.catalogue.models import Catalogue
from nuozheng.evidence.moves import append, locked
from nuozheng.evidence.wording import written
from nuozheng.law.findings import Refused
from nuozheng.law.inheritance import RETAINED_REGISTER
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency, Membership, in_force

KIND = "proof_register"
RETAINED, CANCELLED = "retained", "cancelled"
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Line:
    """One proof by name; `service` is empty where it is meant for every service."""

    name: str
    service: str = ""


def visible_to(account: Account, today: date) -> QuerySet[RegisteredProof]:
    """A keeper sees the lines of their agency and of the whole place; the bureau its place's."""
    held = Membership.objects.filter(in_force(today), account=account)
    above = held.filter(role=Role.JUSTICE_REVIEWER).values("agency__jurisdiction")
    kept = held.filter(role=Role.CATALOGUE_KEEPER)
    return RegisteredProof.objects.filter(
        Q(catalogue__jurisdiction__in=above)
        | Q(agency__in=kept.values("agency"))
        | Q(agency=None, catalogue__jurisdiction__in=kept.values("agency__jurisdiction"))
    )


def register(
    *,
    catalogue: Catalogue,
    agency: Agency | None,
    standing: str,
    lines: Iterable[Line],
    source: str,
    by: Account,
    intake: Intake | None = None,
) -> int:
    """Enter proofs in the register, written by hand or out of a file; how many lines were new.

    A new file strikes off what an earlier file of the same agency said and this one does not
    (MJ21-2.2.4b, XBQ21-2.1g). Errors: Refused for others than the agency's keeper or the place's
    justice reviewer, for a retained proof of no agency, without source and without any proof.
    """
    now = timezone.now()
    role = _may_enter(by, catalogue, agency, standing)
    said = _source(source)
    wanted = {
        Line(_name(one.name), written(one.service, "事项名称", _LONGEST_NAME))
        for one in lines
        if one.name.strip()
    }
    if not wanted:
        raise Refused.because(
            "register_without_proof", "没有写是哪一项证明。", cure="一行写一项证明的名称。"
        )
    with transaction.atomic():
        Catalogue.objects.select_for_update().get(pk=catalogue.pk)
        standing_lines = RegisteredProof.objects.filter(
            catalogue=catalogue, agency=agency, standing=standing, struck_at=None
        )
        gone = _strike_what_is_gone(standing_lines, wanted, said, by, now) if intake else 0
        known = {Line(one.name, one.service) for one in standing_lines.all()}
        made = RegisteredProof.objects.bulk_create(
            RegisteredProof(
                catalogue=catalogue,
                agency=agency,
                service=one.service,
                name=one.name,
                standing=standing,
                source=said,
                intake=intake,
                at=now,
                by=by,
            )
            for one in sorted(wanted - known, key=lambda one: (one.name, one.service))
        )
        append(
            KIND, catalogue.pk, standing, "", "registered", by=by, role=role, at=now,
            basis=catalogue.policy.listing.compare_with.clause,
            detail={"count": len(made), "struck": gone, "source": said},
        )  # fmt: skip
    return len(made)


def strike(*, proof: RegisteredProof, reason: str, by: Account) -> RegisteredProof:
    """Strike a line off, with the reason; it stays readable and measures nothing from now on."""
    now = timezone.now()
    with transaction.atomic():
        held = locked(RegisteredProof, proof.pk)
        role = _may_enter(by, held.catalogue, held.agency, held.standing)
        if held.struck_at is not None:
            raise Refused.because(
                "struck_already", "这一行已经划掉了。", cure="请刷新页面，看最新的台账。"
            )
        because = written(reason, "理由", 200)
        if not because:
            raise Refused.because(
                "reason_required", "划掉一行要写明理由。", cure="写一句为什么，例如登记错了。"
            )
        held.struck_at, held.struck_by, held.struck_because = now, by, because
        held.save(update_fields=["struck_at", "struck_by", "struck_because"])
        append(
            KIND, held.catalogue_id, "strike", "registered", "struck", by=by, role=role, at=now,
            reason=because, detail={"proof": held.pk, "name": held.name},
        )  # fmt: skip
    return held


def _strike_what_is_gone(
    standing: QuerySet[RegisteredProof],
    wanted: Collection[Line],
    source: str,
    by: Account,
    at: datetime,
) -> int:
    gone = [
        one.pk for one in standing.exclude(intake=None) if Line(one.name, one.service) not in wanted
    ]
    return RegisteredProof.objects.filter(pk__in=gone).update(
        struck_at=at, struck_by=by, struck_because=f"新的“{source}”里没有"
    )


def _may_enter(by: Account, catalogue: Catalogue, agency: Agency | None, standing: str) -> Role:
    if standing == RETAINED and agency is None:
        raise Refused.because(
            "retained_by_nobody",
            f"{RETAINED_REGISTER}要写明是哪个单位保留的。",
            cure="选一个单位。",
        )
    roles = access.roles_in(by, catalogue, agency, timezone.localdate())
    if agency is None:
        roles = tuple(one for one in roles if one is Role.JUSTICE_REVIEWER)
    elsewhere = agency is not None and agency.jurisdiction_id != catalogue.jurisdiction_id
    if not roles or elsewhere or standing not in (RETAINED, CANCELLED):
        raise Refused.because(
            "not_your_move",
            "台账由本单位的清单管理人员登记；全地区的由司法行政审核人员登记。",
            cure="请用有这个职责的账号登录。",
        )
    return roles[0]


def _source(source: str) -> str:
    said = written(source, "来源", 120)
    if not said:
        raise Refused.because(
            "register_without_source", "没有写依据哪份文件或者台账。", cure="写明名称或者文号。"
        )
    return said


def _name(name: str) -> str:
    return written(name, "证明名称", _LONGEST_NAME)
