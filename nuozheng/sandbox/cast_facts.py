"""The parts of the cast and their stated facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from nuozheng.sandbox.facts import Facts
from nuozheng.sandbox.places import Place


@dataclass(frozen=True)
class Part:
    """One part, played in every place; `names` in the order of the places."""

    key: str
    kind: str
    names: tuple[str, str, str, str]
    note: str
    born_on: date = date(1990, 5, 20)
    female: bool = False
    truth: Mapping[str, Facts] = field(default_factory=dict)
    claims: Mapping[str, Facts] = field(default_factory=dict)
    says: Mapping[str, Facts] = field(default_factory=dict)
    silent: str = ""
    quiet: frozenset[str] = frozenset()
    """The sources that are silent; empty for all, where `silent` is given."""
    acts_for: str = ""
    representative: str = ""


CAST = (
    Part(
        "honest", "person", ("诺日娜", "诺安平", "诺清和", "诺海宁"),
        "守信的申请人：所填与各数据源一致", date(1990, 5, 20), True,
    ),
    Part(
        "contradicted", "person", ("诺巴图", "诺长安", "诺淮生", "诺连山"),
        "承诺没有机动车，登记名下有2辆", date(1984, 3, 12),
        truth={"vehicle": {"vehicle_count": 2}, "family_economy": {"vehicle_count": 2}},
        claims={"vehicle": {"vehicle_count": 0}, "family_economy": {"vehicle_count": 0}},
    ),
    Part(
        "wronged", "person", ("诺其木格", "诺秋实", "诺望舒", "诺云台"),
        "所填属实，不动产登记信息有误，多记了1套住房", date(1979, 11, 8), True,
        says={"property": {"dwelling_count": 1, "dwelling_area_m2": 88.5}},
    ),
    Part(
        "agent", "person", ("诺阿斯尔", "诺承远", "诺知行", "诺帆"),
        "受“守信的申请人”书面授权，代为承诺", date(1988, 9, 2), acts_for="honest",
    ),
    Part(
        "ambiguous", "person", ("诺乌兰", "诺思齐", "诺佳宁", "诺港生"),
        "多个数据源查到不止一条记录，无法确定是哪一条", date(1992, 2, 17), True,
        silent="ambiguous",
        quiet=frozenset({
            "marriage", "property", "education", "qualification", "tax", "social_insurance",
            "family_economy", "vehicle",
        }),
    ),
    Part(
        "unknown", "person", ("诺远来", "诺新至", "诺初到", "诺外埠"),
        "各数据源都查不到；查不到不等于没有", date(1996, 7, 30), silent="not_found",
    ),
    Part(
        "representative", "person", ("诺牧野", "诺灞生", "诺湖心", "诺渔歌"),
        "守信企业的法定代表人", date(1981, 1, 25),
    ),
    Part(
        "false_representative", "person", ("诺沙柳", "诺柳青", "诺芦白", "诺盐丰"),
        "作不实承诺企业的法定代表人", date(1976, 10, 14),
    ),
    Part(
        "honest_company", "company",
        ("鄂尔多斯市诺诚示例商贸有限公司", "西安市诺诚示例商贸有限公司",
         "淮南市诺诚示例商贸有限公司", "连云港市诺诚示例商贸有限公司"),
        "守信的企业：所填与各数据源一致", representative="representative",
    ),
    Part(
        "false_company", "company",
        ("鄂尔多斯市诺虚示例餐饮有限公司", "西安市诺虚示例餐饮有限公司",
         "淮南市诺虚示例餐饮有限公司", "连云港市诺虚示例餐饮有限公司"),
        "承诺场所120平方米、租期到2030年；登记为42平方米，租期已于2025年届满",
        representative="false_representative",
        truth={"property": {"premises_area_m2": 42, "premises_until_on": "2025-06-30"}},
        claims={"property": {"premises_area_m2": 120, "premises_until_on": "2030-06-30"}},
    ),
)  # fmt: skip


def citizen_facts(place: Place, index: int, name: str, part: Part) -> dict[str, Facts]:
    """The facts of a person of the cast, by source: employed, married, three at home, no flat."""
    clean = _clean_citizen(place, index, name, part)
    return {source: facts | part.truth.get(source, {}) for source, facts in clean.items()}


def _clean_citizen(place: Place, index: int, name: str, part: Part) -> dict[str, Facts]:
    division, division_name = place.divisions[0]
    return {
        "household": {
            "name": name,
            "born_on": part.born_on.isoformat(),
            "residence_division": division,
            "household_number": f"{place.code}{99_999_900 + index:08d}",
            "household_size": 3,
            "hukou_kind": "urban",
            "registered_since_on": "2015-03-02",
            "alive": True,
        },
        "marriage": {
            "status": "married",
            "registered_on": "2018-09-12",
            "spouse_name": "诺同心",
            "registry_office": f"{division_name}婚姻登记处",
        },
        "property": {
            "dwelling_count": 0,
            "dwelling_area_m2": 0,
            "premises_address": None,
            "premises_area_m2": None,
            "premises_title": None,
            "premises_until_on": None,
        },
        "education": {
            "level": "bachelor",
            "certificate_number": f"SL2014{index:08d}",
            "school": "示例师范大学",
            "major": "汉语言文学",
            "graduated_on": "2014-06-30",
        },
        "qualification": {
            "certificate_number": f"SLZ2016{index:07d}",
            "kind": "教师资格证",
            "level": "中级",
            "issued_on": "2016-06-20",
            "valid_until_on": "2031-06-19",
            "revoked": False,
            "work_years": 8,
            "mandarin_level": "2A",
        },
        "tax": {
            "annual_income_yuan": 66_600,
            "annual_revenue_yuan": None,
            "arrears": False,
            "taxpayer_since_on": "2014-08-01",
        },
        "social_insurance": {
            "insured": True,
            "months_paid": 132,
            "employer_name": f"{place.city}诺诚示例商贸有限公司",
            "monthly_base_yuan": 5_550,
            "unemployed": False,
            "unemployed_since_on": None,
            "receiving_pension": False,
            "insured_staff_count": None,
        },
        "criminal_record": {
            "serious_record": False,
            "deprived_of_rights": False,
            "offence_against_minors": False,
            "drug_or_fatal_driving": False,
        },
        "family_economy": {
            "monthly_income_per_head_yuan": 1_850,
            "vehicle_count": 0,
            "savings_yuan": 30_000,
            "receiving_minimum_living": False,
            "severe_disability": False,
        },
        "vehicle": {
            "vehicle_count": 0,
            "licence_number": f"SL{place.code}{index:04d}",
            "licence_class": "C1",
            "licence_valid_until_on": "2031-04-15",
            "points_deducted": 0,
        },
    }


def company_facts(home: str, representative: str, part: Part) -> dict[str, Facts]:
    """The facts of a company of the cast, by source: active, 12 people, leased premises."""
    clean: dict[str, Facts] = {
        "property": {
            "dwelling_count": None,
            "dwelling_area_m2": None,
            "premises_address": home,
            "premises_area_m2": 120,
            "premises_title": "leased",
            "premises_until_on": "2030-06-30",
        },
        "tax": {
            "annual_income_yuan": None,
            "annual_revenue_yuan": 3_600_000,
            "arrears": False,
            "taxpayer_since_on": "2019-05-10",
        },
        "social_insurance": {
            "insured": True,
            "months_paid": None,
            "employer_name": None,
            "monthly_base_yuan": None,
            "unemployed": None,
            "unemployed_since_on": None,
            "receiving_pension": None,
            "insured_staff_count": 12,
        },
        "company": {
            "status": "active",
            "established_on": "2019-04-18",
            "legal_representative": representative,
            "registered_capital_yuan": 1_000_000,
            "business_address": home,
            "abnormal_listed": False,
            "staff_count": 12,
            "licence_valid_until_on": "2029-12-31",
        },
    }
    return {source: facts | part.truth.get(source, {}) for source, facts in clean.items()}
