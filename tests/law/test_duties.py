"""What units owe, by which day: each duty of the register beside the words of its text."""

from datetime import date

import pytest

from nuozheng.law import duties
from nuozheng.law.clauses import clause
from nuozheng.law.duties import Place, Unit, days_late, due_on, duties_of, duty_named
from nuozheng.law.policy import load_policy, policies

SOME_UNIT = Unit("示例市教育局")
AUTHORITY_BELOW = Unit("示例旗政务服务局", Place.BELOW, keeps_list=False)
LEAD = Unit("鄂尔多斯市行政审批和政务服务局")
LATER = date(2026, 5, 20)

TABLE = [
    ("ordos-2021-plan", SOME_UNIT, [date(2021, 1, 31)]),
    ("ordos-2021-list", SOME_UNIT, [date(2021, 1, 29)]),
    ("ordos-2021-summary", SOME_UNIT, [date(2021, 10, 15)]),
    ("ordos-2023-documents", LEAD, [None]),
    ("ordos-2023-review", SOME_UNIT, [date(2023, 11, 15)]),
    ("ordos-2023-table", SOME_UNIT, [date(2023, 11, 15)]),
    ("ordos-2023-stage", SOME_UNIT, [date(2023, 11, 15), date(2023, 12, 31)]),
    ("ordos-2023-progress", AUTHORITY_BELOW, [date(2023, 11, 15), date(2023, 12, 31)]),
    ("ordos-2023-list", SOME_UNIT, [date(2023, 12, 31)]),
    ("huainan-maoji-2021-plan", SOME_UNIT, [date(2021, 2, 28)]),
    ("huainan-maoji-2021-procedure", SOME_UNIT, [None]),
    ("xian-baqiao-2021-review", SOME_UNIT, [date(2021, 3, 31)]),
    ("lianyungang-2019-summary", SOME_UNIT, [date(2026, 6, 30)]),
    ("lianyungang-2019-evaluation", SOME_UNIT, [date(2026, 6, 30)]),
]


@pytest.mark.parametrize(("key", "unit", "days"), TABLE)
def test_each_duty_has_the_days_of_its_text(key: str, unit: Unit, days: list[date | None]) -> None:
    duty = duty_named(key)
    assert [task.due_on for task in due_on(duty, unit, LATER)] == days
    assert due_on(duty, unit, date(2019, 1, 1)) == ()


def test_the_table_has_every_duty_of_the_register() -> None:
    listed = [duty.key for pack in policies() for duty in duties_of(pack)]
    assert sorted(listed) == sorted(key for key, _, _ in TABLE)


def test_every_duty_cites_its_own_text() -> None:
    prefixes = {
        "ordos-2021": "ORD21",
        "ordos-2023": "ORD23",
        "huainan-maoji-2021": "MJ21",
        "xian-baqiao-2021": "XBQ21",
        "lianyungang-2019": "LYG19",
    }
    for pack, prefix in prefixes.items():
        for duty in duties_of(pack):
            assert all(clause(one).text == prefix for one in duty.clauses), duty.key


def test_who_owes() -> None:
    progress, documents = duty_named("ordos-2023-progress"), duty_named("ordos-2023-documents")
    for other in (SOME_UNIT, LEAD, Unit("示例旗教育局", Place.BELOW)):
        assert not duties.owes(progress, other)
    assert not duties.owes(documents, SOME_UNIT)
    assert not duties.owes(duty_named("ordos-2021-plan"), Unit("示例市档案馆", keeps_list=False))


@pytest.mark.clause("MJ21-3.1a", "MJ21-4.4a")
def test_the_plan_that_the_text_asks_for_twice_is_one_duty() -> None:
    plan, _procedure = duties_of("huainan-maoji-2021")
    assert plan.clauses == ("MJ21-3.1a", "MJ21-4.4a")
    assert (plan.to, plan.kind) == ("区司法局", "plan")


@pytest.mark.clause("LYG19-1.7a")
def test_a_periodic_duty_has_one_task_in_each_quarter() -> None:
    summary = duty_named("lianyungang-2019-summary")
    days = [date(2026, month, 15) for month in range(1, 13)]
    tasks = [due_on(summary, SOME_UNIT, day)[0] for day in days]
    assert [one.period for one in dict.fromkeys(tasks)] == ["2026-1", "2026-2", "2026-3", "2026-4"]
    assert tasks[0].due_on == date(2026, 3, 31)
    every = load_policy("lianyungang-2019").dates.report_every_months
    assert every.is_switch and every.reason and summary.why_then == every.reason


def test_the_headings_are_those_of_the_pack() -> None:
    assert duty_named("ordos-2021-summary").sections == (
        "主要做法和成效",
        "建立的制度和规范",
        "存在的问题和建议",
    )
    assert len(duty_named("lianyungang-2019-summary").sections) == 4
    assert duty_named("ordos-2023-stage").sections[-1] == "减材料、减环节、减时限、减费用情况"
    assert duty_named("ordos-2021-plan").sections == ()


@pytest.mark.parametrize(
    ("due", "done", "late"),
    [
        (date(2023, 12, 31), date(2024, 1, 2), 2),
        (date(2023, 12, 31), date(2023, 12, 31), 0),
        (date(2023, 12, 31), None, 10),
        (None, None, 0),
    ],
)
def test_days_late(due: date | None, done: date | None, late: int) -> None:
    assert days_late(due, done, date(2024, 1, 10)) == late
