"""The five stories are told while they are made, every step with clauses of the place."""

import pytest

from nuozheng.applications.models import Application, RefusedDemand
from nuozheng.credit.models import CreditRecord
from nuozheng.law.clauses import clause
from nuozheng.sandbox import demo
from nuozheng.sandbox.story import PLOTS, Step, tell

pytestmark = pytest.mark.django_db
OWN = {
    "ordos-2021": "ORD21-",
    "ordos-2023": "ORD23-",
    "xian-baqiao-2021": "XBQ21-",
    "huainan-maoji-2021": "MJ21-",
    "lianyungang-2019": "LYG19-",
}


def told(slug: str) -> list[Step]:
    demo.build_lists_and_accounts((slug,))
    return list(tell(slug))


def titles(steps: list[Step]) -> list[str]:
    return [step.title for step in steps]


def text(steps: list[Step]) -> str:
    return "\n".join(line.text for step in steps for line in step.lines)


def cited(steps: list[Step]) -> set[str]:
    return {key for step in steps for key in step.cited}


@pytest.mark.parametrize("slug", list(PLOTS))
def test_a_story_cites_its_own_place_and_words_that_exist(slug: str) -> None:
    steps = told(slug)
    keys = cited(steps)
    assert sum(key.startswith(OWN[slug]) for key in keys) >= 5
    assert not {key for key in keys if not key.startswith((OWN[slug], "CN-"))}
    assert all(clause(key).words for key in keys)
    assert "None" not in text(steps)


def test_ordos_2021_a_promise_kept() -> None:
    steps = told("ordos-2021")
    assert titles(steps)[-2:] == ["决定", "核查"]
    assert "承诺兑现" in text(steps)
    assert Application.objects.get().status == "granted"


def test_maoji_from_a_false_promise_to_the_bar() -> None:
    steps = told("huainan-maoji-2021")
    order = titles(steps)
    for earlier, later in (
        ("填写、核对", "签署"), ("核查对不上", "先告诉本人"), ("先告诉本人", "听本人说"),
        ("听本人说", "由具名的工作人员认定"), ("由具名的工作人员认定", "按本地规定处理"),
        ("按本地规定处理", "记入信用记录"), ("记入信用记录", "下一次申请"),
    ):  # fmt: skip
        assert order.index(earlier) < order.index(later)
    assert {"MJ21-2.1.2c", "MJ21-2.1.2d"} <= set(steps[-1].cited)
    assert "申请信用修复" in text(steps[-1:])
    assert CreditRecord.objects.get().status == "in_force"


def test_maoji_can_be_told_again_with_another_company() -> None:
    told("huainan-maoji-2021")
    again = told("huainan-maoji-2021")
    assert titles(again)[-1] == "下一次申请"
    parties = {record.party_id for record in CreditRecord.objects.filter(kind="false")}
    assert len(parties) == 2


def test_baqiao_withdrawal_leaves_no_mark() -> None:
    steps = told("xian-baqiao-2021")
    assert "撤回承诺" in titles(steps)
    assert any(key.startswith("XBQ21-2.7") for key in cited(steps))
    assert not CreditRecord.objects.exists()


def test_ordos_2023_asks_for_nothing_and_records_whoever_does() -> None:
    steps = told("ordos-2023")
    assert "0份证明" in text(steps)
    assert not Application.objects.get().proofs.filter(document__isnull=False).exists()
    assert RefusedDemand.objects.get().asked_for == "居委会盖章的情况说明"
    assert "ORD23-2.1.3c" in cited(steps)


def test_lianyungang_with_its_own_consequences() -> None:
    steps = told("lianyungang-2019")
    assert {"LYG19-2.2.1a", "LYG19-2.2.1b"} <= cited(steps)
    assert "已缴费用不予退还" in text(steps)
    assert "黑名单" in text(steps)
    assert {one.status for one in Application.objects.all()} == {"invalid", "draft"}
