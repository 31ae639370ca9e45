"""Each unit decides for its own field whether a restriction counts in a case, with reasons."""

from typing import Protocol

from django.db import transaction
from django.utils import timezone

from nuozheng.catalogue.models import ServiceItem
from nuozheng.credit.access import own_parties
from nuozheng.credit.sanctions.access import by_code
from nuozheng.credit.sanctions.checking import (
    Restriction,
    listed,
    restriction_of,
    restrictions_on,
)
from nuozheng.credit.sanctions.models import FieldDecision, JointMatter
from nuozheng.evidence.models import Move
from nuozheng.evidence.moves import append
from nuozheng.evidence.wording import written
from nuozheng.law.findings import Refused
from nuozheng.law.policy import Policy
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency, Party
from nuozheng.parties.roles import roles_at


class Case(Protocol):
    """What of an application is needed here; applications know credit, not the other way round."""

    number: str
    item: ServiceItem
    item_id: int
    agency: Agency
    applicant: Party

    @property
    def policy(self) -> Policy: ...


def joint_matter(case: Case) -> JointMatter | None:
    """The domain to which the matter of a case is mapped; None where it isn't joint."""
    return JointMatter.objects.filter(item=case.item_id).first()


def hits_of(case: Case, matter: JointMatter | None) -> list[Restriction]:
    """What restricts the applicant in the matter's domain today; nothing where it isn't joint."""
    if matter is None:
        return []
    place, today = case.policy.place, timezone.localdate()
    return restrictions_on(case.applicant, place, matter.domain, today)


def restrained_in(case: Case) -> list[Restriction]:
    """What a case shows of the applicant's restrictions: in its domain, otherwise the lists."""
    if hits := hits_of(case, joint_matter(case)):
        return hits
    today = timezone.localdate()
    return [restriction_of(one) for one in listed(case.applicant, case.policy.place, today)]


def decision_on(case: Case) -> FieldDecision | None:
    """The latest decision for this case."""
    found = FieldDecision.objects.filter(case_number=case.number).select_related("by", "agency")
    return found.first()


def decide_in_field(*, case: Case, restricted: bool, reasons: str, by: Account) -> FieldDecision:
    """An officer of the deciding unit says whether what restricts the applicant counts here.

    Errors: Refused for others, without reasons, and where nothing restricts the applicant.
    """
    reasons = written(reasons, "理由")
    now, today = timezone.now(), timezone.localdate()
    own = own_parties(by, today).filter(pk=case.applicant.pk).exists()
    if Role.OFFICER not in roles_at(by, case.agency.pk, today) or own:
        raise Refused.because(
            "not_your_move",
            "只有办理单位的经办人员能决定，自己的事要回避。",
            "CN-GBF49-fit",
            cure="请用经办人员的账号登录，或者转给经办的同事。",
        )
    matter = joint_matter(case)
    hits = hits_of(case, matter)
    rules = case.policy.credit
    if matter is None or not hits:
        raise Refused.because(
            "nothing_restricts_here",
            "这个事项没有列入联合惩戒，或者申请人现在没有受限制，不用决定。",
            *rules.joint_discipline.clause,
            cure="照平常办理就可以。",
        )
    if not reasons:
        raise Refused.because(
            "field_decision_has_reasons",
            "还没有写理由。",
            "CN-GBF49-fit",
            cure="写明依据哪部法律、与这个事项有什么关系；没有关系的，不限制。",
        )
    basis = list(dict.fromkeys(clause for one in hits for clause in one.basis))
    with transaction.atomic():
        done = FieldDecision.objects.create(
            case_number=case.number,
            party=case.applicant,
            agency=case.agency,
            restricted=restricted,
            hits=[one.code for one in hits],
            basis=basis,
            reasons=reasons,
            by=by,
            at=now,
        )
        for one in hits:
            _note(one, done)
    return done


def must_be_decided_first(case: Case, row: Move) -> None:
    """Follower of a grant: 处处受限 (XBQ21-2.6m, LYG19-2.1b) never passes unseen, nor by itself.

    Errors: Refused where a restriction in the matter's domain was not decided on, or counts.
    """
    matter = joint_matter(case)
    if matter is None or not matter.must_decide:
        return
    hits = hits_of(case, matter)
    if not hits:
        return
    basis = tuple(dict.fromkeys(clause for one in hits for clause in one.basis))
    made = decision_on(case)
    if made is None or not {one.code for one in hits} <= set(made.hits):
        raise Refused.because(
            "field_decision_first",
            f"这个事项属于“{matter.domain_text}”，申请人{hits[0].title}，还没有决定要不要限制。",
            *basis,
            cure="先在“联合惩戒”里写明限制或者不限制和理由，再决定准予不准予。",
        )
    if made.restricted:
        raise Refused.because(
            "restricted_in_this_field",
            "本单位已经决定在这个事项上限制，不能准予。",
            *basis,
            cure="依法不予办理，写明理由；情况有变化的，重新决定。",
        )


def _note(hit: Restriction, done: FieldDecision) -> None:
    row = by_code(hit.code)
    if row is None:
        return
    append(
        row.table.kind,
        row.pk,
        "decide_in_field",
        row.status,
        row.status,
        by=done.by,
        role=Role.OFFICER,
        at=done.at,
        basis=done.basis,
        detail={"case": done.case_number, "restricted": done.restricted},
    )
