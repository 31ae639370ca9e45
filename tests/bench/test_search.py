"""The synthetic entries can be found by each of the ways that are measured."""

from bench import search
from bench.search import Size


def test_a_small_list_is_measured(db: None) -> None:
    report = search.measure(Size(entries=60, words=3))
    kinds = [row[0] for row in report.rows]
    assert kinds[:3] == ["少见的两个字", "常见的字词", "两个词"]
    assert any(note.startswith("比值") for note in report.notes)
    assert any("item_grams" in note or "Scan" in note for note in report.notes)
