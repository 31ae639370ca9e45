"""Every use of a large list can be measured, and asks no more than it is allowed to."""

from bench import lists
from bench.lists import Size


def test_a_small_list_is_measured_in_all_its_uses(db: None) -> None:
    report = lists.measure(Size(entries=600, changes=9))
    kinds = [row[0] for row in report.rows]
    assert kinds[-2:] == ["公布 9 项新增", "公布 9 项变更"]
    assert {"汇总", "整份清单，csv", "问题证明：查找"} <= set(kinds)
    assert len([note for note in report.notes if note.startswith("目标")]) == 4
    assert any("次查询" in note and "，达到" in note for note in report.notes)
