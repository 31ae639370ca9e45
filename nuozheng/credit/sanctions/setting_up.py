"""The keeper says which unit is competent in which domain, and which matters are joint."""

from django.db import transaction
from django.utils import timezone

from nuozheng.catalogue.models import ServiceItem
from nuozheng.credit.sanctions import access
from nuozheng.credit.sanctions.models import Competence, JointMatter
from nuozheng.evidence.wording import written
from nuozheng.law.findings import Refused
from nuozheng.law.policy import Policy
from nuozheng.law.sanctions import DOMAINS, domain_word
from nuozheng.parties.models import Account, Agency


def give_competence(
    *, agency: Agency, domain: str, law: str, policy: Policy, by: Account
) -> Competence:
    """根据工作职责权限 (LYG19-2.2.3b): with the law that gives it; only the keeper, once each.

    Errors: Refused for anybody else, outside the place's domains, without a law, where discipline
    isn't joint.
    """
    law = written(law, "法定职责依据", 200)
    _must_keep(by, agency.jurisdiction_id, policy)
    _must_be_a_domain(policy, domain)
    _must_name_the_law(policy, law)
    row, _new = Competence.objects.update_or_create(
        agency=agency,
        domain=domain,
        defaults={"law": law, "given_by": by, "given_at": timezone.now()},
    )
    return row


def take_competence(*, competence: Competence, policy: Policy, by: Account) -> None:
    """Take a domain back from a unit: it gets no data from that moment."""
    _must_keep(by, competence.agency.jurisdiction_id, policy)
    competence.delete()


def set_matter(
    *, item: ServiceItem, domain: str, must_decide: bool, law: str, policy: Policy, by: Account
) -> JointMatter:
    """A matter where a restriction is shown, or must be decided on (XBQ21-2.6m, LYG19-2.1b)."""
    law = written(law, "依据", 200)
    _must_keep(by, item.agency.jurisdiction_id, policy)
    _must_be_a_domain(policy, domain)
    _must_name_the_law(policy, law)
    with transaction.atomic():
        row, _new = JointMatter.objects.update_or_create(
            item=item,
            defaults={
                "domain": domain,
                "must_decide": must_decide,
                "law": law,
                "set_by": by,
                "set_at": timezone.now(),
            },
        )
    return row


def _must_keep(by: Account, jurisdiction_id: int, policy: Policy) -> None:
    if access.keeps_lists(by, jurisdiction_id, policy, timezone.localdate()):
        return
    owner = policy.credit.blacklist_owner.value or "管理名单的单位"
    raise Refused.because(
        "keeper_sets_the_rules",
        f"名单和联合惩戒的规则只由{owner}管理。",
        *policy.credit.blacklist_keeper.clause,
        cure="请转给他们办理。",
    )


def _must_be_a_domain(policy: Policy, domain: str) -> None:
    rules = policy.credit
    known = rules.sanction_domains.value or DOMAINS
    if rules.joint_discipline.value == "joint" and domain in known:
        return
    words = "、".join(domain_word(one) for one in known)
    joint = rules.joint_discipline.value == "joint"
    raise Refused.because(
        "domain_known_here",
        "本地没有这个惩戒领域。" if joint else "本地的文件没有联合惩戒，只由认定的单位惩戒。",
        *rules.joint_discipline.clause,
        cure=f"请选：{words}。" if joint else "不用登记职责。",
    )


def _must_name_the_law(policy: Policy, law: str) -> None:
    if not law:
        raise Refused.because(
            "law_is_named",
            "还没有写依据哪部法律、法规。",
            "CN-GBF49-basis",
            cure="写明法律、法规或者国家政策文件的名称和条款；没有的，不能惩戒。",
        )
