"""What a notice must tell and a commitment must say, in each place."""

from dataclasses import replace

import pytest

from nuozheng.law import commitment
from nuozheng.law.findings import Finding, Outcome
from nuozheng.law.letter_model import letter_model
from nuozheng.law.notice import (
    NoticeContent,
    items,
    missing_elements,
    required_elements,
)
from nuozheng.law.policy import load_policy
from tests.law.switches import PLACES, switched

clause = pytest.mark.clause

WHOLE = NoticeContent(
    texts={
        "matter_name": "公共租赁住房资格确认",
        "legal_basis": "《公共租赁住房管理办法》第七条",
        "proof_content": "家庭收入、财产低于规定标准",
        "ways_to_commit": "电子签名，或者到窗口当面签名",
        "liability_civil": "给他人造成损害的，承担赔偿责任",
        "liability_administrative": "取消登记，处1000元以下罚款",
        "liability_criminal": "构成犯罪的，依法追究刑事责任",
        "power_to_verify": "签名当天用共享数据核对",
        "duty_to_prove": "您有义务证明收入、财产低于规定标准",
        "breach_risk": "不按承诺办的，记入信用档案",
        "joint_discipline": "列入失信名单的，多个部门共同惩戒",
    },
    disclosed=False,
    fees_not_refunded=True,
)


def without(element: str) -> NoticeContent:
    return replace(WHOLE, texts={k: v for k, v in WHOLE.texts.items() if k != element})


def keys(findings: list[Finding]) -> list[str]:
    return [finding.key for finding in findings]


@pytest.mark.parametrize("place", PLACES)
def test_a_whole_notice_lacks_nothing(place: str) -> None:
    assert missing_elements(load_policy(place), WHOLE) == []


@pytest.mark.parametrize(
    ("place", "element", "rule"),
    [
        pytest.param(place, element, rule, marks=clause(rule))
        for place, elements in {
            "ordos-2021": {
                "matter_name": "ORD21-4.3e",
                "legal_basis": "ORD21-4.3f",
                "proof_content": "ORD21-4.3g",
                "ways_to_commit": "ORD21-4.3h",
                "liability_civil": "ORD21-4.3i",
                "liability_administrative": "ORD21-4.3i",
                "liability_criminal": "ORD21-4.3i",
            },
            "huainan-maoji-2021": {
                "matter_name": "MJ21-2.2.5d",
                "legal_basis": "MJ21-2.2.5e",
                "proof_content": "MJ21-2.2.5f",
                "ways_to_commit": "MJ21-2.2.5g",
                "liability_civil": "MJ21-2.2.5h",
                "liability_administrative": "MJ21-2.2.5h",
                "liability_criminal": "MJ21-2.2.5h",
                "power_to_verify": "MJ21-2.2.5i",
            },
        }.items()
        for element, rule in elements.items()
    ],
)
def test_what_is_missing_is_named_with_its_own_clause(place: str, element: str, rule: str) -> None:
    missing = missing_elements(load_policy(place), without(element))
    assert keys(missing) == [f"notice_states_{element}"]
    assert missing[0].basis == (rule,) and missing[0].cure


@pytest.mark.parametrize(
    ("place", "element"),
    [
        *(
            pytest.param("ordos-2023", element, marks=clause("ORD23-3.3.3c"))
            for element in ("duty_to_prove", "proof_content", "liability_administrative")
        ),
        *(
            pytest.param("lianyungang-2019", element, marks=clause("LYG19-2.4a"))
            for element in ("breach_risk", "joint_discipline")
        ),
    ],
)
def test_what_only_one_place_demands(place: str, element: str) -> None:
    assert keys(missing_elements(load_policy(place), without(element))) == [
        f"notice_states_{element}"
    ]


@pytest.mark.parametrize(
    ("element", "not_demanded_in"),
    [
        pytest.param("power_to_verify", "ordos-2021", marks=clause("MJ21-2.2.5i")),
        ("duty_to_prove", "huainan-maoji-2021"),
        ("breach_risk", "huainan-maoji-2021"),
    ],
)
def test_what_another_place_does_not_demand(element: str, not_demanded_in: str) -> None:
    assert missing_elements(load_policy(not_demanded_in), without(element)) == []


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("ordos-2021", marks=clause("ORD21-4.3f")),
        pytest.param("huainan-maoji-2021", marks=clause("MJ21-2.2.5e")),
    ],
)
def test_a_repealed_basis_is_none(place: str) -> None:
    missing = missing_elements(load_policy(place), replace(WHOLE, basis_in_force=False))
    assert keys(missing) == ["notice_states_legal_basis"] and "废止" in missing[0].detail


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("ordos-2021", marks=clause("ORD21-4.3g")),
        pytest.param("huainan-maoji-2021", marks=clause("MJ21-2.2.5f")),
    ],
)
def test_a_licence_states_conditions_and_materials(place: str) -> None:
    policy = load_policy(place)
    licence = replace(WHOLE, is_licence=True, licence_conditions="有固定场所", materials="申请书")
    assert missing_elements(policy, licence) == []
    for lacking in (replace(licence, licence_conditions=""), replace(licence, materials=" ")):
        assert keys(missing_elements(policy, lacking)) == ["notice_states_proof_content"]


@pytest.mark.parametrize(
    ("change", "whole"),
    [
        ({"disclosed": False}, True),
        ({"disclosed": None}, False),
        ({"disclosed": True}, False),
        ({"disclosed": True, "disclosure_scope": "姓名"}, False),
        ({"disclosed": True, "disclosure_until": "7日"}, False),
        ({"disclosed": True, "disclosure_scope": "姓名", "disclosure_until": "7日"}, True),
    ],
)
@clause("MJ21-2.2.5j")
def test_disclosure_wants_its_scope_and_its_end(change: dict[str, object], whole: bool) -> None:
    content = replace(WHOLE, **change)  # type: ignore[arg-type]
    missing = missing_elements(load_policy("huainan-maoji-2021"), content)
    assert keys(missing) == ([] if whole else ["notice_states_disclosure"])
    assert missing_elements(load_policy("ordos-2021"), content) == []


@clause("LYG19-2.2.1b")
def test_lianyungang_tells_before_that_fees_stay_paid() -> None:
    silent = replace(WHOLE, fees_not_refunded=False)
    missing = missing_elements(load_policy("lianyungang-2019"), silent)
    assert keys(missing) == ["notice_tells_that_fees_stay_paid"]
    assert missing_elements(load_policy("ordos-2021"), silent) == []


@pytest.mark.parametrize("place", PLACES)
def test_the_letter_holds_every_demanded_element_once(place: str) -> None:
    policy = load_policy(place)
    model = letter_model(policy)
    assert len({item.title for item in model.item}) == len(model.item) == 13
    assert set(required_elements(policy)) == set(policy.notice.elements.value)
    held = {element for item in items(policy) for element in item.elements}
    assert set(required_elements(policy)) <= held


def test_a_place_without_withdrawal_has_no_such_item() -> None:
    policy = switched("ordos-2021", "applicants.withdrawal", False)
    assert "withdrawal" not in [item.key for item in items(policy)]


@pytest.mark.parametrize(
    ("place", "statement", "rule"),
    [
        pytest.param(place, statement, rule, marks=clause(rule))
        for place, statements in {
            "ordos-2021": {
                "knows": "ORD21-4.3j",
                "meets": "ORD21-4.3k",
                "accepts_liability": "ORD21-4.3l",
                "genuine_intent": "ORD21-4.3m",
            },
            "huainan-maoji-2021": {
                "knows": "MJ21-2.2.5l",
                "meets": "MJ21-2.2.5m",
                "accepts_liability": "MJ21-2.2.5n",
                "genuine_intent": "MJ21-2.2.5o",
            },
        }.items()
        for statement, rule in statements.items()
    ],
)
def test_each_statement_is_signed_and_stands_in_the_text(
    place: str, statement: str, rule: str
) -> None:
    policy = load_policy(place)
    every = dict(commitment.sentences(policy))
    missing = commitment.missing_statements(policy, every.keys() - {statement})
    assert keys(missing) == [f"says_{statement}"] and missing[0].basis == (rule,)
    text = "".join(sentence for key, sentence in every.items() if key != statement)
    lacking = [one for one in commitment.template_states(policy, text) if one.is_obstacle]
    assert keys(lacking) == [f"template_says_{statement}"] and every[statement] in lacking[0].detail
    assert commitment.missing_statements(policy, every.keys()) == []


@pytest.mark.parametrize("statement", ["meets", "accepts_liability"])
@pytest.mark.parametrize(
    "place",
    [
        pytest.param("ordos-2021", marks=clause("ORD21-3e")),
        pytest.param("ordos-2023", marks=clause("ORD23-3.3.3d")),
    ],
)
def test_two_statements_stand_everywhere(place: str, statement: str) -> None:
    policy = load_policy(place)
    every = dict(commitment.sentences(policy)).keys()
    missing = commitment.missing_statements(policy, every - {statement})
    assert keys(missing) == [f"says_{statement}"]


@pytest.mark.parametrize(
    ("sentence", "now"),
    [
        ("申请前12个月，家庭人均月收入为1800元，低于2200元", True),
        ("从业人员12人全部持有有效健康合格证", True),
        ("将于30日内取得健康合格证", False),
        ("以后达到规定标准", False),
        ("3个工作日内补齐消防设施", False),
        ("力争符合经营条件", False),
    ],
)
@clause("ORD21-4.3k", "MJ21-2.2.5m")
def test_a_promise_for_later_is_not_already_met(sentence: str, now: bool) -> None:
    finding = commitment.says_already_met(load_policy("ordos-2021"), sentence)
    assert (finding.outcome is Outcome.MET) is now
