"""Somebody for a story whom no earlier story has left with a record."""

from dataclasses import replace

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from nuozheng.catalogue.lists import LISTS
from nuozheng.credit.standing import adverse
from nuozheng.gateways.sources.registry import registry
from nuozheng.parties.models import Account, Party, Representation
from nuozheng.sandbox.accounts import PASSWORD, username
from nuozheng.sandbox.cast import CastMember
from nuozheng.sandbox.city import City
from nuozheng.sandbox.companies import Company
from nuozheng.sandbox.quality import Flaw
from nuozheng.sandbox.stage import Stage

SPEAKER = "story_representative"
COMPANY = "story_company"
_CLAIMED_TIMES = 3


def needs_the_city(stage: Stage) -> bool:
    """Whether the cast's own company has a record already, so that another one is needed."""
    return not _is_clean(stage.members["false_company"].identifier)


def with_a_clean_company(stage: Stage) -> Stage:
    """The stage with a company that will promise more space than it has.

    The cast's own first; once it has a record, the next company of the city that sits in the
    place and whose data are in order.
    """
    own = stage.members["false_company"]
    if _is_clean(own.identifier):
        account = stage.accounts[own.representative]
        return _joined(stage, replace(own, key=COMPANY, representative=SPEAKER), account)
    city, place = City(), LISTS[stage.slug].place
    found = next(
        company
        for company in city.all_companies()
        if company.place == place and _is_clean(company.identifier) and _fits(city, company)
    )
    return _joined(stage, _as_member(city, found), _speaker(place, found))


def _joined(stage: Stage, member: CastMember, speaker: Account) -> Stage:
    return replace(
        stage,
        members={**stage.members, COMPANY: member},
        accounts={**stage.accounts, SPEAKER: speaker},
    )


def _is_clean(identifier: str) -> bool:
    party = Party.objects.known_as("company", identifier)
    return party is None or not adverse(party)


def _fits(city: City, company: Company) -> bool:
    """Active, on a lease that runs, its premises registered without a flaw."""
    today = timezone.localdate()
    record = city.record(company, "property", today)
    return (
        company.status == "active"
        and record.status == "found"
        and record.flaw is Flaw.NONE
        and record.attributes["premises_title"] == "leased"
        and str(record.attributes["premises_until_on"]) > f"{today.year + 1}"
    )


def _as_member(city: City, company: Company) -> CastMember:
    truth = {
        source: facts for source in registry() if (facts := city.truth(company, source)) is not None
    }
    area = truth["property"]["premises_area_m2"]
    assert isinstance(area, int | float)
    return CastMember(
        key=COMPANY,
        kind="company",
        place=company.place,
        name=company.name,
        identifier=company.identifier,
        phone="",
        note="",
        truth=truth,
        claims={"property": {"premises_area_m2": area * _CLAIMED_TIMES}},
        says={},
        silent={},
        representative=SPEAKER,
    )


def _speaker(place: str, company: Company) -> Account:
    party = Party.objects.known_as("company", company.identifier)
    if party is None:
        party = Party(
            kind="company",
            name=company.name,
            identifier=company.identifier,
            representative=company.representative_name,
        )
        party.save()
    account, _ = Account.objects.get_or_create(
        username=username(place, f"company-{company.number}"),
        defaults={
            "password": make_password(PASSWORD),
            "display_name": f"{company.representative_name}（演示）",
            "demo_note": "故事里的企业的法定代表人",
        },
    )
    Representation.objects.get_or_create(
        account=account,
        company=party,
        defaults={"title": "法定代表人", "starts_on": timezone.localdate()},
    )
    return account
