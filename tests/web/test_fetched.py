"""What shared data told, on the screens of those who may see the case."""

from collections.abc import Callable

import pytest

from nuozheng.applications.models import ProofStatus
from tests.web.visits import page, send, text_of
from tests.world import Case, World

Worlds = Callable[[str], World]


@pytest.fixture
def case(world: Worlds) -> Case:
    here = world("ordos-2023")
    return here.opened(item=here.item("sv-001"))


@pytest.mark.clause("ORD23-2.2c")
def test_the_applicant_reads_what_was_fetched_and_that_the_rest_is_ours(case: Case) -> None:
    html = text_of(page(case.by, "my_proofs", case.application.number))
    assert "4份材料，1份要您处理" in html
    assert "已从职业资格与证书信息取得" in html and "二级甲等" in html
    assert "还有1条由本机关核对，您不用交" in html
    assert "我们接着核对" in html
    assert 'type="file"' not in html
    number = str(case.member.stated("education")["certificate_number"])
    assert number not in html and "大学本科" in html
    html = text_of(page(case.by, "my_case", case.application.number))
    assert "二级甲等" in html and number not in html


@pytest.mark.clause("ORD23-2.2c")
def test_the_officer_reads_the_values_and_what_to_check_and_settles_it(case: Case) -> None:
    case.handed_over()
    number = case.application.number
    html = text_of(page(case.officer, "case", number))
    assert "二级甲等" in html and "职业资格与证书信息" in html and "截至" in html
    assert "没有数据能答的，由本机关核对，不能向申请人要" in html
    assert "证书编号为" in html and "怎样核对" in html
    assert str(case.member.stated("education")["certificate_number"]) in html
    proof = next(one for one in case.proofs() if one.obtained.get("unanswered"))
    fields = {"act": "obtain", "obtain-proof": proof.pk, "obtain-note": "测试机构当日核对属实"}
    send(case.officer, "case", number, **fields)
    proof.refresh_from_db()
    assert proof.status == ProofStatus.SETTLED
    html = text_of(page(case.officer, "case", number))
    assert "测试机构当日核对属实" in html and "没有数据能答的，本机关核对过" in html


def test_nobody_else_reads_it(case: Case) -> None:
    case.handed_over()
    number = case.application.number
    assert page(case.world.stranger(), "my_case", number).status_code == 404
    for account in case.not_of_the_office.values():
        assert page(account, "case", number).status_code in (302, 404)


def test_a_credit_code_stands_whole_where_an_identity_number_is_masked(world: Worlds) -> None:
    company = world("ordos-2023").opened("honest_company").handed_over()
    html = text_of(page(company.officer, "case", company.application.number))
    assert company.member.identifier in html
    person = world("ordos-2021").opened().signed()
    html = text_of(page(person.officer, "case", person.application.number))
    assert person.member.identifier not in html
