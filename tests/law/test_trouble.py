"""Circular, duplicate and odd proofs are found in a list, with their evidence."""

from dataclasses import replace
from itertools import count

import pytest

from nuozheng.law.policy import load_policy
from nuozheng.law.trouble import Demand, Found, Trouble, find_trouble
from nuozheng.law.trouble.moves import TroubleStatus, may_be_closed, stands_in_the_way
from nuozheng.law.trouble.names import meaning, product
from nuozheng.law.trouble.register import bodies_named_in, facts
from nuozheng.law.vocabulary import Substitution

_entry = count(1)


def demand(
    service: str, agency: str, proof: str, issuer: str, service_id: int | None = None
) -> Demand:
    number = next(_entry)
    return Demand(
        entry=number,
        service_id=number if service_id is None else service_id,
        service=service,
        agency=agency,
        proof=proof,
        issuer=issuer,
        way=Substitution.RETAINED,
    )


def of(kind: Trouble, *demands: Demand) -> list[Found]:
    return [one for one in find_trouble(demands) if one.kind is kind]


@pytest.mark.clause("ORD21-1b")
def test_a_needs_b_and_b_needs_a_and_the_same_asked_twice() -> None:
    """The acceptance case: one circular pair and one duplicate are listed."""
    a = demand("养犬登记", "示例市公安局", "租房备案证明", "住房和城乡建设局")
    b = demand("租房备案证明开具", "示例市住房和城乡建设局", "居住证明", "公安机关")
    c = demand("居住证明开具", "示例市公安局", "租房备案证明", "住房和城乡建设局")
    first = demand("低保申请", "示例市民政局", "收入证明", "工作单位", service_id=900)
    twice = demand("低保申请", "示例市民政局", "家庭收入情况证明", "工作单位", service_id=900)
    (circle,) = of(Trouble.CIRCULAR, a, b, c, first, twice)
    assert set(circle.entries) == {b.entry, c.entry}
    assert "转了一圈" in circle.evidence[-1]
    (double,) = of(Trouble.DUPLICATE, first, twice)
    assert double.entries == (first.entry, twice.entry)


def test_the_shortest_circle_is_the_evidence() -> None:
    a = demand("甲证明开具", "示例市税务局", "乙证明", "教育局")
    b = demand("乙证明开具", "示例市教育局", "丙证明", "民政局", service_id=901)
    c = demand("丙证明开具", "示例市民政局", "甲证明", "税务局", service_id=902)
    assert len(of(Trouble.CIRCULAR, a, b, c)[0].entries) == 3
    short = demand("乙证明开具", "示例市教育局", "甲证明", "税务局", service_id=901)
    assert set(of(Trouble.CIRCULAR, a, b, c, short)[0].entries) == {a.entry, short.entry}


def test_what_an_agency_keeps_itself_is_circular() -> None:
    own = demand("落户", "示例市公安局", "亲属关系证明", "公安派出所、村（居）委会")
    assert "本部门自己掌握" in of(Trouble.CIRCULAR, own)[0].evidence[1]
    independent = demand("注销户口", "示例市公安局", "死亡证明", "医疗机构")
    assert not of(Trouble.CIRCULAR, independent)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("未婚证明", "无配偶证明（结婚登记）", True),
        ("家庭财产状况证明", "财产证明材料", True),
        ("经营场所使用证明", "住所使用证明", True),
        ("收入证明", "学历证明", False),
        ("出生证明", "死亡证明", False),
    ],
)
def test_two_names_of_one_fact(one: str, other: str, same: bool) -> None:
    assert (meaning(one) == meaning(other)) is same
    first = demand("某事项", "示例市民政局", one, "某单位", service_id=903)
    second = demand("某事项", "示例市民政局", other, "某单位", service_id=903)
    assert bool(of(Trouble.DUPLICATE, first, second)) is same


@pytest.mark.parametrize(
    ("proof", "issuer", "odd"),
    [
        ("养犬证明", "村（居）委会", True),
        ("养犬证明", "公安机关", False),
        ("婚姻状况证明", "社区", True),
        ("无债权债务证明", "会计师事务所", True),
        ("经营条件说明材料", "申请人", True),
        ("经营条件说明材料", "申请人、不动产登记机构", False),
        ("居民财产证明", "工作单位、村委会", True),
        ("工作年限证明", "工作单位", False),
        ("居住证明", "社区", False),
        ("邻里和睦证明", "社区", True),
        ("邻里和睦证明", "某协会", False),
        ("说不清的证明", "相关部门", False),
    ],
)
def test_odd_is_what_no_named_body_could_know(proof: str, issuer: str, odd: bool) -> None:
    found = of(Trouble.ODD, demand("某事项", "示例市某局", proof, issuer))
    assert bool(found) is odd
    if odd:
        assert len(found[0].evidence) >= 2


def test_what_is_cancelled_or_shared_troubles_nobody() -> None:
    one = demand("养犬登记", "示例市公安局", "养犬证明", "社区")
    assert of(Trouble.ODD, one)
    for way in (Substitution.CANCELLED, Substitution.DATA_SHARING):
        assert not find_trouble([replace(one, way=way)])


def test_names() -> None:
    assert product("无犯罪记录证明开具（个人）") == meaning("无犯罪记录证明")
    assert product("出具收入证明") == meaning("家庭收入情况证明")
    assert bodies_named_in("户籍地派出所、原工作单位或者相关部门") == {"police", "employer"}
    assert bodies_named_in("相关部门") == frozenset()
    assert all(fact.kept_by or fact.reason or fact.known_to for fact in facts().values())


@pytest.mark.clause("ORD23-3.3.1b")
def test_ordos_2023_lets_none_stand() -> None:
    policy = load_policy("ordos-2023")
    assert stands_in_the_way(policy) == {TroubleStatus.OPEN, TroubleStatus.CONFIRMED}
    first, second = may_be_closed(policy, {"循环证明": ["“甲”的“乙”"], "重复证明": []})
    assert first.is_obstacle and "“甲”的“乙”" in first.detail
    assert "ORD23-3.3.1b" in first.basis
    assert not second.is_obstacle


def test_ordos_2021_wants_each_decided() -> None:
    assert stands_in_the_way(load_policy("ordos-2021")) == {TroubleStatus.OPEN}
