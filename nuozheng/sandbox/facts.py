"""What is true of a subject, in the words of each source; None where a source rightly has nothing.

Every fact set holds all attributes of its source; an attribute without a value is None.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from nuozheng.gateways.sources.protocol import AttributeValue
from nuozheng.gateways.sources.registry import registry
from nuozheng.sandbox.companies import Company, company_name
from nuozheng.sandbox.dice import Dice
from nuozheng.sandbox.livelihood import Livelihood, Occupation
from nuozheng.sandbox.people import BLOCK, WORLD_DAY, Person

Facts = dict[str, AttributeValue | None]
"""Attribute → value as JSON has it: days are ISO text."""

_LEVELS = ("secondary", "college", "bachelor", "master", "doctor")
_SCHOOLS = ("示例师范大学", "示例理工大学", "示例职业技术学院", "示例医科大学", "示例农业大学")
_MAJORS = ("汉语言文学", "会计学", "计算机科学与技术", "护理学", "土木工程", "学前教育", "农学")
_CERTIFICATES = ("教师资格证", "护士执业证", "一级建造师", "执业药师", "导游证", "会计师")
_MANDARIN = ("1A", "1B", "2A", "2B", "3A", "3B")
_CLASSES = ("C1", "C1", "C1", "C2", "B2", "A2", "A1", "B1")


def household(dice: Dice, person: Person, lives: Livelihood) -> Facts:
    return {
        "name": person.name,
        "born_on": person.born_on.isoformat(),
        "residence_division": person.division,
        "household_number": person.household_number,
        "household_size": len(person.household),
        "hukou_kind": person.hukou_kind,
        "registered_since_on": person.registered_since_on.isoformat(),
        "alive": person.alive,
    }


def marriage(dice: Dice, person: Person, lives: Livelihood) -> Facts:
    return {
        "status": person.marital_status,
        "registered_on": person.registered_on.isoformat() if person.registered_on else None,
        "spouse_name": person.spouse_name,
        "registry_office": person.registry_office,
    }


def person_property(dice: Dice, person: Person, lives: Livelihood) -> Facts:
    owns = person.age >= 25 and person.alive and dice.happens(0.55)
    count = 1 + dice.happens(0.15) if owns else 0
    area = round(sum(dice.among(450, 1500) for _ in range(count)) / 10, 1)
    premises = lives.occupation is Occupation.TRADER
    return {"dwelling_count": count, "dwelling_area_m2": area} | _premises(
        dice, person.address if premises else None, dice.among(12, 160)
    )


def education(dice: Dice, person: Person, lives: Livelihood) -> Facts | None:
    if person.age < 18 or dice.happens(0.35 if person.age > 60 else 0.12):
        return None
    reached = min(int(dice.random() ** 1.6 * 4.3), (person.age - 18) // 3, 4)
    graduated = date(person.born_on.year + (18, 21, 22, 25, 29)[reached], 6, 30)
    return {
        "level": _LEVELS[reached],
        "certificate_number": f"SL{graduated.year}{dice.among(0, 99_999_999):08d}",
        "school": dice.one_of(_SCHOOLS) if reached else "示例中等专业学校",
        "major": dice.one_of(_MAJORS) if reached else None,
        "graduated_on": min(graduated, WORLD_DAY).isoformat(),
    }


def qualification(dice: Dice, person: Person, lives: Livelihood) -> Facts | None:
    if person.age < 22 or dice.happens(0.65):
        return None
    kind = dice.one_of(_CERTIFICATES)
    issued = dice.day(date(max(person.born_on.year + 21, 2000), 1, 4), WORLD_DAY)
    lasts = dice.day(date(2025, 1, 1), date(2032, 12, 31))
    return {
        "certificate_number": f"SLZ{issued.year}{dice.among(0, 9_999_999):07d}",
        "kind": kind,
        "level": dice.one_of(("初级", "中级", "高级")),
        "issued_on": issued.isoformat(),
        "valid_until_on": max(issued + timedelta(365), lasts).isoformat(),
        "revoked": dice.happens(0.01),
        "work_years": dice.among(0, min(person.age - 21, WORLD_DAY.year - issued.year)),
        "mandarin_level": dice.one_of(_MANDARIN[2:5] if kind == "教师资格证" else _MANDARIN),
    }


def person_tax(dice: Dice, person: Person, lives: Livelihood) -> Facts | None:
    if person.age < 18:
        return None
    trades = lives.occupation is Occupation.TRADER
    since = dice.day(date(max(person.born_on.year + 18, 1994), 1, 4), WORLD_DAY)
    return {
        "annual_income_yuan": lives.monthly_income * 12,
        "annual_revenue_yuan": lives.monthly_income * dice.among(20, 60) if trades else None,
        "arrears": dice.happens(0.015),
        "taxpayer_since_on": since.isoformat() if lives.monthly_income else None,
    }


def person_insurance(dice: Dice, seed: int, person: Person, lives: Livelihood) -> Facts | None:
    if person.age < 18:
        return None
    employed = lives.occupation is Occupation.EMPLOYED
    unemployed = lives.occupation is Occupation.UNEMPLOYED
    since = dice.day(WORLD_DAY - timedelta(700), WORLD_DAY - timedelta(5))
    employer = max(person.number // BLOCK - dice.among(0, 40), 0)
    return {
        "insured": employed or lives.occupation is Occupation.TRADER,
        "months_paid": lives.months_paid,
        "employer_name": company_name(seed, employer, person.place) if employed else None,
        "monthly_base_yuan": lives.monthly_income if employed else None,
        "unemployed": unemployed,
        "unemployed_since_on": since.isoformat() if unemployed else None,
        "receiving_pension": lives.occupation is Occupation.PENSIONER,
        "insured_staff_count": None,
    }


def criminal_record(dice: Dice, person: Person, lives: Livelihood) -> Facts:
    grown = person.age >= 18
    serious = grown and dice.happens(0.006)
    return {
        "serious_record": serious,
        "deprived_of_rights": serious and dice.happens(0.2),
        "offence_against_minors": grown and dice.happens(0.0008),
        "drug_or_fatal_driving": grown and dice.happens(0.004),
    }


def family_economy(dice: Dice, family: Iterable[Livelihood]) -> Facts:
    """`family` is everybody of the household who is alive; `dice` belong to the person asked."""
    members = list(family)
    per_head = round(sum(one.monthly_income for one in members) / max(len(members), 1), 2)
    vehicles = sum(one.vehicles for one in members)
    return {
        "monthly_income_per_head_yuan": per_head,
        "vehicle_count": vehicles,
        "savings_yuan": sum(one.savings for one in members),
        "receiving_minimum_living": per_head < 700 and not vehicles and bool(members),
        "severe_disability": dice.happens(0.015),
    }


def vehicle(dice: Dice, person: Person, lives: Livelihood) -> Facts:
    licensed = 18 <= person.age < 75 and dice.happens(0.55)
    return {
        "vehicle_count": lives.vehicles,
        "licence_number": f"{person.place[0].upper()}{person.number:011d}" if licensed else None,
        "licence_class": dice.one_of(_CLASSES) if licensed else None,
        "licence_valid_until_on": dice.day(
            date(2025, 6, 1), date(2035, 12, 31)
        ).isoformat() if licensed else None,
        "points_deducted": int(dice.random() ** 4 * 13) if licensed else None,
    }  # fmt: skip


def company(dice: Dice, firm: Company) -> Facts:
    lasts = dice.day(date(2025, 6, 1), date(2031, 12, 31))
    return {
        "status": firm.status,
        "established_on": firm.established_on.isoformat(),
        "legal_representative": firm.representative_name,
        "registered_capital_yuan": firm.capital_yuan,
        "business_address": firm.address,
        "abnormal_listed": firm.status == "active" and dice.happens(0.03),
        "staff_count": firm.staff,
        "licence_valid_until_on": lasts.isoformat(),
    }


def company_property(dice: Dice, firm: Company) -> Facts:
    return {"dwelling_count": None, "dwelling_area_m2": None} | _premises(
        dice, firm.address, dice.among(20, 900)
    )


def company_tax(dice: Dice, firm: Company) -> Facts:
    return {
        "annual_income_yuan": None,
        "annual_revenue_yuan": firm.staff * dice.among(60_000, 400_000),
        "arrears": dice.happens(0.025),
        "taxpayer_since_on": (firm.established_on + timedelta(dice.among(5, 60))).isoformat(),
    }


def company_insurance(dice: Dice, firm: Company) -> Facts:
    nothing: Facts = dict.fromkeys(registry()["social_insurance"].attributes)
    return nothing | {"insured": firm.staff > 0, "insured_staff_count": firm.staff}


def _premises(dice: Dice, address: str | None, area: int) -> Facts:
    title = dice.one_of(("owned", "leased", "leased", "leased", "free"))
    until = dice.day(date(2025, 6, 1), date(2031, 12, 31)).isoformat()
    there = address is not None
    return {
        "premises_address": address,
        "premises_area_m2": area if there else None,
        "premises_title": title if there else None,
        "premises_until_on": until if there and title != "owned" else None,
    }


PersonFacts = Callable[[Dice, Person, Livelihood], Facts | None]
CompanyFacts = Callable[[Dice, Company], Facts | None]

OF_PERSONS: dict[str, PersonFacts] = {
    "household": household,
    "marriage": marriage,
    "property": person_property,
    "education": education,
    "qualification": qualification,
    "tax": person_tax,
    "criminal_record": criminal_record,
    "vehicle": vehicle,
}
OF_COMPANIES: dict[str, CompanyFacts] = {
    "property": company_property,
    "tax": company_tax,
    "social_insurance": company_insurance,
    "company": company,
}
