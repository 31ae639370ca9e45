"""What shared data told is in the file, no more than was asked, and nothing goes on as if whole."""

import pytest
from django.db import connection

from nuozheng.applications.actions.choose import choose
from nuozheng.applications.actions.decide import decide
from nuozheng.applications.actions.obtain import obtain
from nuozheng.applications.actions.submit import submit
from nuozheng.applications.disposal import wanted_for
from nuozheng.applications.fetched import fetched_for, is_partly_fetched, left_open
from nuozheng.applications.models import DisposedProof, ProofStatus
from nuozheng.law.vocabulary import Substitution
from nuozheng.sandbox.faults import Mode
from nuozheng.sandbox.servers import Running
from tests.refusing import refused
from tests.world import Case, Worlds

pytestmark = pytest.mark.django_db


def partly(world: Worlds) -> tuple[Case, DisposedProof]:
    """A company's proof of which the property register tells a part."""
    case = world("ordos-2023").opened("honest_company")
    (proof,) = case.proofs()
    return case, proof


@pytest.mark.clause("ORD23-2.2c")
def test_what_was_fetched_is_in_the_file_with_its_source_and_day(world: Worlds) -> None:
    case, proof = partly(world)
    (said,) = fetched_for(proof)
    assert (said.source, said.title) == ("property", "不动产登记信息")
    assert said.as_of is not None
    known = case.member.stated("property")
    wanted = wanted_for(proof.version, "company")["property"]
    stored = proof.fetched["property"]["attributes"]
    assert stored == {name: known[name] for name in wanted if known[name] is not None}
    assert any(value.text.endswith("平方米") for value in said.values)


def test_the_values_are_encrypted_and_shown_by_no_description(world: Worlds) -> None:
    case, proof = partly(world)
    (said,) = fetched_for(proof)
    text = next(value.text for value in said.values if value.text.endswith("平方米"))
    area = str(proof.fetched["property"]["attributes"]["premises_area_m2"])
    assert text.startswith(area)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM applications_disposedproof WHERE id = %s", [proof.pk])
        row = cursor.fetchone()
    assert b"premises_area_m2" not in b"".join(
        bytes(part) if isinstance(part, memoryview) else str(part).encode() for part in row
    )
    assert text not in repr(proof) + repr(said)
    assert area not in str([move.detail for move in case.moves()])


def test_only_what_a_proof_asks_is_kept_with_it(world: Worlds) -> None:
    here = world("ordos-2023")
    case = here.opened(item=here.item("sv-056"))
    kept = [
        set(proof.fetched["family_economy"]["attributes"])
        for proof in case.proofs()
        if proof.fetched and "family_economy" in proof.fetched
    ]
    assert kept == [{"monthly_income_per_head_yuan"}, {"savings_yuan", "vehicle_count"}]


@pytest.mark.clause("ORD23-2.2c")
def test_what_no_source_can_tell_is_the_agency_s_to_find_out(world: Worlds) -> None:
    case, proof = partly(world)
    assert is_partly_fetched(proof)
    left = left_open(proof)
    assert left and all(one.sentence and one.how for one in left)
    told = {
        condition.key
        for condition in proof.version.condition_set.conditions
        if any(comparison.sources for comparison in condition.comparisons)
    }
    assert told and not told & {one.key for one in left}
    submit(application=case.application, by=case.by)
    case.refresh()
    with refused("not_your_move"):
        obtain(application=case.application, proof=proof, by=case.by, note="本人说明属实")
    case.accepted_now()
    with refused(f"proof.{proof.pk}"):
        decide(application=case.application, by=case.officer, grant=True)
    done = obtain(
        application=case.application, proof=proof, by=case.officer, note="当日现场核对属实"
    )
    assert done.status == ProofStatus.SETTLED and done.fetched == proof.fetched
    assert not is_partly_fetched(done) and left_open(done) == left
    decide(application=case.application, by=case.officer, grant=True)


def test_the_applicant_is_given_no_other_way_and_no_upload(world: Worlds) -> None:
    case, proof = partly(world)
    assert proof.alternatives == []
    with refused("may_choose_this_way"):
        choose(application=case.application, proof=proof, way=Substitution.RETAINED, by=case.by)


def test_a_source_that_is_down_leaves_everything_open(world: Worlds, sources: Running) -> None:
    sources.faults.set("property", Mode.DOWN)
    case, proof = partly(world)
    assert proof.fetched is None and not is_partly_fetched(proof)
    conditions = proof.version.condition_set.conditions
    assert [one.key for one in left_open(proof)] == [condition.key for condition in conditions]
    assert case.application.status == "draft"


def test_data_that_are_too_old_settle_nothing(world: Worlds, sources: Running) -> None:
    sources.faults.set("household", Mode.STALE)
    here = world("xian-baqiao-2021")
    (proof,) = here.opened(item=here.item("sv-043")).proofs()
    assert proof.obtained["sources"] == {"household": "unavailable"}
    assert proof.status == ProofStatus.AWAITING_AGENCY and proof.fetched is None
    assert [one.how for one in left_open(proof)] == [
        one.attested.how if one.attested else "请公安机关户政部门核对"
        for one in proof.version.condition_set.conditions
    ]


def test_a_proof_met_another_way_shows_no_fetched_values(world: Worlds) -> None:
    _, proof = partly(world)
    proof.substitution = Substitution.AGENCY_VERIFICATION
    assert fetched_for(proof) == [] and left_open(proof) == []


def test_numbers_of_papers_are_masked_unless_they_are_asked_whole(world: Worlds) -> None:
    _, proof = partly(world)
    proof.fetched = {
        "qualification": {
            "as_of": "2026-11-20",
            "attributes": {
                "certificate_number": "20151234567",
                "mandarin_level": "2A",
                "revoked": False,
                "valid_until_on": "2030-01-31",
                "work_years": "unreadable",
                "unknown_attribute": "1",
            },
        }
    }
    (masked,) = fetched_for(proof)
    assert [value.text for value in masked.values] == [
        "*********67", "二级甲等", "否", "2030年1月31日", "unreadable",
    ]  # fmt: skip
    (whole,) = fetched_for(proof, whole=True)
    assert whole.values[0].text == "20151234567"
