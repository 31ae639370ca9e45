"""Propose a list entry or a sanction: the rules are asked, the person is told at once."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from nuozheng.credit.access import own_parties
from nuozheng.credit.listing.models import Listing
from nuozheng.credit.models import CreditRecord
from nuozheng.credit.sanctions.access import AnyRestraint
from nuozheng.credit.sanctions.models import Competence, Sanction
from nuozheng.credit.sanctions.telling import write_notice
from nuozheng.credit.standing import fact_of
from nuozheng.evidence.moves import append, locked
from nuozheng.evidence.wording import written
from nuozheng.law import sanctions as rules
from nuozheng.law.findings import Finding, Refused, obstacles
from nuozheng.law.policy import load_policy
from nuozheng.law.procedure import RecordStatus
from nuozheng.law.restraints import PROPOSES, RestraintStatus
from nuozheng.law.sanctions import Ground, Wish
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency
from nuozheng.parties.roles import roles_at


@dataclass(frozen=True, slots=True)
class Why:
    """On which facts and papers a restraint would rest."""

    reasons: str
    evidence: str


def propose_listing(*, record: CreditRecord, list_key: str, why: Why, by: Account) -> Listing:
    """The unit that made the finding proposes an entry, with basis and evidence (LYG19-1.2.2b).

    Errors: Refused on a suspicion, where the list doesn't take it, and for other units' people.
    """
    with transaction.atomic():
        row = _record(record)
        role = _role(by, row.agency, row)
        policy = load_policy(row.policy_key)
        _must(rules.may_be_listed(policy, list_key, ground_of(row), timezone.localdate()))
        basis = (*policy.credit.blacklists.clause, *policy.credit.blacklist.clause)
        entry = Listing(list_key=list_key, basis=list(dict.fromkeys(basis)))
        return _told(entry, row, row.agency, why, by, role)  # type: ignore[return-value]


def propose_sanction(
    *, record: CreditRecord, measure: str, actor: str, agency: Agency, why: Why, by: Account
) -> Sanction:
    """A unit proposes one measure in its own field, on its own record or another unit's.

    Errors: Refused on a suspicion, outside the set for kind and grade, without competence, without
    an actor, and for people who serve another unit.
    """
    with transaction.atomic():
        row = _record(record)
        role = _role(by, agency, row)
        policy = load_policy(row.policy_key)
        wanted = rules.measure_named(policy, measure)
        wish = Wish(
            measure,
            actor,
            competent=is_competent(agency, (wanted.domain or "") if wanted else ""),
            same_unit=agency.pk == row.agency_id,
        )
        today = timezone.localdate()
        _must(rules.may_be_sanctioned(policy, wish, ground_of(row), today))
        assert wanted is not None
        basis = (*policy.credit.joint_discipline.clause, *wanted.clause)
        taken = Sanction(
            measure=measure,
            domain=wanted.domain or "",
            actor=actor,
            basis=list(dict.fromkeys(basis)),
        )
        return _told(taken, row, agency, why, by, role)  # type: ignore[return-value]


def ground_of(record: CreditRecord) -> Ground:
    """A record as the ground of a restraint; it is final while it is registered and undisputed."""
    return Ground(fact_of(record), record.status == RecordStatus.IN_FORCE)


def is_competent(agency: Agency, domain: str) -> bool:
    """Whether a domain was given to a unit; without a domain, whether any was."""
    given = Competence.objects.filter(agency=agency)
    return (given.filter(domain=domain) if domain else given).exists()


def _record(record: CreditRecord) -> CreditRecord:
    row = locked(CreditRecord, record.pk)
    if row.is_adverse:
        return row
    raise Refused.because(
        "breach_is_verified",
        "这是兑现了的承诺，不能据此列入名单或者惩戒。",
        "CN-GBF49-basis",
        cure="请选经认定的失信记录。",
    )


def _role(by: Account, agency: Agency, record: CreditRecord) -> Role:
    today = timezone.localdate()
    held = roles_at(by, agency.pk, today)
    own = own_parties(by, today).filter(pk=record.party_id).exists()
    here = agency.jurisdiction_id == record.jurisdiction_id
    for role in PROPOSES:
        if role in held and here and not own:
            return role
    raise Refused.because(
        "not_your_move",
        "只有本地有关单位的经办人员、信用管理人员能提出，自己的事要回避。",
        "CN-GBF49-basis",
        cure="请用有这个职责的账号登录，或者转给他们办理。",
    )


def _must(findings: list[Finding]) -> None:
    if found := obstacles(findings):
        raise Refused(*found)


def _told(
    row: AnyRestraint, record: CreditRecord, agency: Agency, why: Why, by: Account, role: Role
) -> AnyRestraint:
    now = timezone.now()
    row.reasons, row.evidence = _grounds(why)
    row.record, row.party, row.jurisdiction = record, record.party, record.jurisdiction
    row.agency, row.policy_key, row.status = agency, record.policy_key, RestraintStatus.TOLD
    row.proposed_by, row.proposed_at = by, now
    _save_once(row)
    _notify(row, by, role, now)
    return row


def _notify(row: AnyRestraint, by: Account, role: Role, now: datetime) -> None:
    write_notice(row, by, now)
    row.save(update_fields=["notice", "told_on", "told_how", "answer_due_on"])
    append(
        row.table.kind,
        row.pk,
        "propose",
        "",
        RestraintStatus.TOLD,
        by=by,
        role=role,
        at=now,
        basis=row.basis,
        detail={"told": row.told_on.isoformat() if row.told_on else ""},
    )


def _grounds(why: Why) -> tuple[str, str]:
    reasons, evidence = written(why.reasons, "事实和理由"), written(why.evidence, "证据")
    if not reasons or not evidence:
        raise Refused.because(
            "restraint_states_its_grounds",
            "还没有写明事实、理由和证据。",
            "CN-GBF49-basis",
            cure="写明哪一次失信、为什么要这样做，依据哪些证据。",
        )
    return reasons, evidence


def _save_once(row: AnyRestraint) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused.because(
            "restrained_once",
            "同一条记录，同样的处理已经提出或者已经有效，不能再来一次。",
            "CN-GBF49-fit",
            cure="请看已有的那一件。",
        ) from None
