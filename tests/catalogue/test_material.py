"""The material that the program brings along: complete, typed, and fit for its use."""

import csv
import re
from collections import Counter
from importlib.resources import files

import pytest
from stdnum.cn import uscc

from nuozheng.catalogue import material
from nuozheng.catalogue.material import MaterialError
from nuozheng.gateways.sources.registry import registry
from nuozheng.law.conditions import AttributeType, check_sources, required_attributes
from nuozheng.law.vocabulary import PartyKind, ProofKind, Substitution

LISTS = {
    "ordos-2021": "150600",
    "ordos-2023": "150600",
    "xian-baqiao-2021": "610111",
    "huainan-maoji-2021": "",
    "lianyungang-2019": "320700",
}
ALLOWED = [proof.id for proof in material.proofs().values() if proof.commitment_allowed]
BROAD_FIELDS = {
    "national_security",
    "state_secret",
    "public_safety",
    "financial_prudence",
    "ecology",
}
RELATIONS = {"personal_health", "life_property", "citizen_safety", "major_foreign"}
HEALTH_CHECKS = "健康体检"


def attribute_types() -> dict[str, dict[str, AttributeType]]:
    return {
        name: {
            key: AttributeType(attribute.kind, attribute.unit, tuple(attribute.options))
            for key, attribute in source.attributes.items()
        }
        for name, source in registry().items()
    }


def vague_words() -> list[tuple[str, re.Pattern[str]]]:
    table = files("nuozheng.law").joinpath("registers/vague_terms.csv").read_text("utf-8")
    rows = csv.DictReader(table.splitlines())
    return [(r["id"], re.compile(r["regex"])) for r in rows if r["severity"] == "error"]


def as_read(sentence: str) -> str:
    """The sentence with a value in every place and the titles in 《》 masked."""
    filled = re.sub(r"\{[^{}=]*\}", "5", re.sub(r"\{=([^{}]*)\}", r"\1", sentence))
    return re.sub(r"《[^》]*》", "《》", filled)


def test_every_row_of_the_source_is_there_with_its_honesty_columns() -> None:
    proofs = material.proofs()
    assert len(proofs) == 168
    assert Counter(p.provenance for p in proofs.values()) == {"found": 89, "from knowledge": 79}
    assert proofs["PI078"].basis_check == "verified-text"
    assert proofs["PI044"].liability_check == "unverified"
    assert proofs["PI078"].proof_type is ProofKind.TITLE
    assert proofs["PI078"].replace_method is Substitution.COMMITMENT
    assert len(material.divisions()) == 245
    assert len(material.departments()) == 55
    assert next(d for d in material.divisions() if d.name.startswith("毛集实验区")).code == ""


def test_every_proof_is_classified_as_a_proposal() -> None:
    marks = material.classifications()
    assert marks.keys() == material.proofs().keys()
    for mark in marks.values():
        assert mark.provenance == "proposal"
        assert mark.excluded_fields <= BROAD_FIELDS
        assert mark.excluded_relations <= RELATIONS
        assert set(mark.sources) <= set(registry())
        assert mark.manners or not material.proofs()[mark.id].commitment_allowed


def test_what_may_not_be_committed_to_says_why() -> None:
    for proof in material.proofs().values():
        mark = material.classifications()[proof.id]
        if proof.commitment_allowed:
            continue
        assert mark.why, proof.id
        assert mark.hard_to_undo and not mark.correctable_afterwards, proof.id
    for mark in material.classifications().values():
        if mark.excluded_fields or mark.excluded_relations:
            assert mark.why, mark.id


def test_a_health_check_is_not_by_itself_a_matter_of_personal_health() -> None:
    checks = [p.id for p in material.proofs().values() if p.domain == HEALTH_CHECKS]
    outright = {
        id
        for id in checks
        if material.classifications()[id].excluded_relations
        and material.classifications()[id].hard_to_undo
    }
    assert outright == {"PI036", "PI084"}
    assert set(checks) - outright == {"PI100", "PI132", "PI138"}


@pytest.mark.parametrize("id", ALLOWED)
def test_every_proof_that_may_be_committed_to_has_conditions_that_can_be_checked(id: str) -> None:
    found = material.conditions()[id]
    assert found.conditions
    assert check_sources(found, attribute_types()) == []
    asked = required_attributes(found)
    for source in asked:
        assert material.proofs()[id].party.value in registry()[source].subjects, source
    assert set(asked) == set(material.classifications()[id].sources)


def test_at_least_eighty_proofs_are_checked_against_a_source() -> None:
    checked = [id for id, found in material.conditions().items() if required_attributes(found)]
    assert len(checked) >= 80
    assert material.conditions().keys() == set(ALLOWED)


@pytest.mark.parametrize("id", ALLOWED)
def test_no_condition_uses_vague_words(id: str) -> None:
    for condition in material.conditions()[id].conditions:
        texts = [condition.sentence, condition.attested.how if condition.attested else ""]
        for text in map(as_read, texts):
            for rule, pattern in vague_words():
                hit = pattern.search(text)
                assert hit is None, f"{rule} “{hit[0] if hit else ''}”：{text}"


@pytest.mark.parametrize("key", list(material.services()))
def test_the_proofs_of_one_service_ask_each_fact_once(key: str) -> None:
    found = [material.conditions().get(id) for id in material.services()[key].proofs]
    sets = [conditions for conditions in found if conditions]
    keys = Counter(condition.key for one in sets for condition in one.conditions)
    assert [condition for condition, times in keys.items() if times > 1] == []
    asked: dict[str, object] = {}
    for fact in (fact for one in sets for fact in one.facts.values()):
        assert asked.setdefault(fact.key, fact) == fact


def test_every_service_of_the_source_is_there_with_its_proofs() -> None:
    services = material.services().values()
    own = [service for service in services if service.origin == "proof_items"]
    assert len(own) == 144
    assert sorted(id for service in own for id in service.proofs) == sorted(material.proofs())
    for service in services:
        assert set(service.proofs) <= set(material.proofs())
        known = service.decision_days_provenance == "from knowledge"
        assert known == bool(service.decision_days_basis)
        assert len(service.base_code) == 12


def test_every_list_has_a_story() -> None:
    assert {service.story for service in material.services().values()} == {"", *LISTS}


def test_every_list_has_a_department_for_every_service() -> None:
    named = {department.department for department in material.departments()}
    for list_key, division in LISTS.items():
        for service in material.services().values():
            agency = material.agencies()[list_key, service.demanding_dept]
            assert agency.division_code == division
            assert (agency.provenance == "proposed") == (agency.department not in named)
            code = material.implementation_code(agency, service)
            assert len(code) == 31 and agency.code_is_synthetic and service.code_is_synthetic


def test_made_up_credit_codes_are_valid_and_one_for_each_department() -> None:
    codes: dict[str, set[str]] = {}
    for agency in material.agencies().values():
        assert uscc.is_valid(agency.credit_code), agency.credit_code
        assert agency.credit_code.startswith("99") and "99DEM" in agency.credit_code
        codes.setdefault(agency.credit_code, set()).add(agency.department)
    assert {len(departments) for departments in codes.values()} == {1}


def test_a_provincial_text_binds_its_own_province_only() -> None:
    assert material.legal_basis("PI065", "340400").level == "normative"
    assert material.legal_basis("PI065", "150600").instrument == "《社会救助暂行办法》"
    assert material.legal_basis("PI078", "150600") == material.legal_basis("PI078", "340400")


def test_a_person_is_asked_for_no_proof_of_a_company() -> None:
    for service in material.services().values():
        if service.origin == "proof_items" and service.applicant_kinds == (PartyKind.PERSON,):
            parties = {material.proofs()[id].party for id in service.proofs}
            assert parties == {PartyKind.PERSON}, service.name


def test_a_malformed_row_is_named_with_its_column() -> None:
    row = files("nuozheng.catalogue").joinpath("data/agencies.csv").read_text("utf-8")
    with pytest.raises(MaterialError, match=r"agencies\.csv，ordos-2021 一行，code_is_synthetic"):
        material.parse_table("agencies.csv", row.replace("yes", "maybe"), material.AgencyMaterial)


@pytest.mark.parametrize(
    "bad",
    [
        "有足够的资金开展业务",
        "营业面积约{area}平方米",
        "符合法律规定的其他条件",
        "近年来无违法记录",
    ],
)
def test_the_list_of_vague_words_would_catch_one(bad: str) -> None:
    assert any(pattern.search(as_read(bad)) for _, pattern in vague_words())
