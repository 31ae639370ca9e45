"""List entries and sanctions brought to any state by the real acts."""

from datetime import date
from typing import Any

from nuozheng.credit.listing.models import Listing
from nuozheng.credit.models import CreditRecord
from nuozheng.credit.sanctions.access import AnyRestraint
from nuozheng.credit.sanctions.deciding import answer, decide
from nuozheng.credit.sanctions.models import Sanction
from nuozheng.credit.sanctions.proposing import Why, propose_listing, propose_sanction
from nuozheng.credit.sanctions.setting_up import give_competence
from nuozheng.law.sanctions import keeper_role
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency
from tests.world import World

WHY = Why("认定书已经生效，本人没有改正", "示例认〔2026〕9号认定书")
LAW = "示例条例第九条"


def keeper(here: World) -> Account:
    """Who keeps the lists of the place."""
    return here.staff(keeper_role(here.catalogue.policy), name="管名单")


def other_unit(here: World, record: CreditRecord) -> Agency:
    """A unit of the same place that did not make the finding."""
    units = Agency.objects.filter(jurisdiction=record.jurisdiction).exclude(pk=record.agency_id)
    return units.order_by("pk")[0]


def competent(here: World, agency: Agency, domain: str) -> Agency:
    """The unit, once the keeper gave it a domain."""
    policy = here.catalogue.policy
    give_competence(agency=agency, domain=domain, law=LAW, policy=policy, by=keeper(here))
    return agency


def proposed_entry(
    here: World, record: CreditRecord, list_key: str = "false_commitment", **changes: Any
) -> Listing:
    values: dict[str, Any] = {"record": record, "list_key": list_key, "why": WHY} | changes
    values.setdefault("by", here.staff(Role.OFFICER, record.agency, "提出"))
    return propose_listing(**values)


def proposed_sanction(
    here: World, record: CreditRecord, measure: str, agency: Agency, **changes: Any
) -> Sanction:
    values: dict[str, Any] = {
        "record": record, "measure": measure, "actor": "政府", "agency": agency, "why": WHY
    } | changes  # fmt: skip
    values.setdefault("by", here.staff(Role.OFFICER, agency, "提出"))
    return propose_sanction(**values)


def decided(here: World, row: AnyRestraint, until: date | None = None) -> AnyRestraint:
    """In force: the person answered, the head of the unit decided."""
    person = here.citizen if row.party.is_person else here.company_account()
    answer(row=row, text="我已经改正。", by=person)
    return decide(row=row, by=here.staff(Role.HEAD, row.agency), reason="说明不能采纳", until=until)
